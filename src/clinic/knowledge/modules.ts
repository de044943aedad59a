/**
 * Where a module path comes from. `*` at the end: everything below counts. Read in the sources of
 * Keras 2.2 … 2.15, tf_keras and Keras 3.0 … 3.15.
 */
export interface ModuleRow {
	readonly module: string;
	/** What stands there now, as one writes it in Python; null: nothing does. */
	readonly now: string | null;
}

/** Modules that a file of Keras 2 names and Keras 3 does not have. */
export const keras2Modules: readonly string[] = [
	'keras.engine*',
	'keras.src.engine*',
	'tf_keras*',
	'tensorflow.python.keras*',
	'keras.layers.core*',
	'keras.saving.legacy*',
	'keras.src.saving.legacy*',
	'keras.premade*',
	'keras.mixed_precision.policy*',
];

/** Modules that a file of Keras 3 names and Keras 2 does not have. */
export const keras3Modules: readonly string[] = [
	'keras.src.models*',
	'keras.src.ops*',
	'keras.src.dtype_policies*',
	'keras.src.backend*',
	'keras.src.trainers*',
	'tf_keras.src.models*',
	'tf_keras.src.ops*',
	'tf_keras.src.dtype_policies*',
	'tf_keras.models.functional*',
	'tf_keras.dtype_policies*',
	'keras.models.functional*',
	'keras.models.sequential*',
	'keras.dtype_policies*',
];

/** Import paths of older Keras that are gone, and what to write instead. */
export const movedModules: readonly ModuleRow[] = [
	{ module: 'keras.engine.topology', now: 'keras.layers' },
	{ module: 'keras.engine.base_layer', now: 'keras.layers.Layer' },
	{ module: 'keras.engine.training', now: 'keras.Model' },
	{ module: 'keras.engine.functional', now: 'keras.Model' },
	{ module: 'keras.engine.sequential', now: 'keras.Sequential' },
	{ module: 'keras.engine.input_layer', now: 'keras.layers.InputLayer' },
	{ module: 'keras.engine.keras_tensor', now: 'keras.KerasTensor' },
	{ module: 'keras.engine*', now: 'keras' },
	{ module: 'keras.src.engine*', now: 'keras' },
	{ module: 'tensorflow.python.keras*', now: 'tensorflow.keras' },
	{ module: 'tensorflow.contrib.keras*', now: 'tensorflow.keras' },
	{ module: 'keras.utils.np_utils', now: 'keras.utils' },
	{ module: 'keras.utils.generic_utils', now: 'keras.utils' },
	{ module: 'keras.utils.data_utils', now: 'keras.utils' },
	{ module: 'keras.utils.io_utils', now: 'keras.utils' },
	{ module: 'keras.utils.conv_utils', now: null },
	{ module: 'keras.utils.layer_utils', now: null },
	{ module: 'keras.utils.tf_utils', now: null },
	{ module: 'keras.utils.vis_utils', now: 'keras.utils' },
	{ module: 'keras.utils.training_utils', now: null },
	{ module: 'keras.utils.multi_gpu_utils', now: null },
	{ module: 'keras.utils.losses_utils', now: null },
	{ module: 'keras.wrappers', now: 'scikeras.wrappers' },
	{ module: 'keras.wrappers.scikit_learn', now: 'scikeras.wrappers' },
	{ module: 'keras.preprocessing', now: 'keras.utils' },
	{ module: 'keras.preprocessing.text', now: 'keras.layers.TextVectorization' },
	{ module: 'keras.layers.experimental*', now: 'keras.layers' },
	{ module: 'keras.layers.core*', now: 'keras.layers' },
	{ module: 'keras.layers.convolutional*', now: 'keras.layers' },
	{ module: 'keras.layers.pooling*', now: 'keras.layers' },
	{ module: 'keras.layers.recurrent*', now: 'keras.layers' },
	{ module: 'keras.layers.recurrent_v2', now: 'keras.layers' },
	{ module: 'keras.layers.convolutional_recurrent', now: 'keras.layers' },
	{ module: 'keras.layers.cudnn_recurrent', now: 'keras.layers' },
	{ module: 'keras.layers.rnn*', now: 'keras.layers' },
	{ module: 'keras.layers.embeddings', now: 'keras.layers' },
	{ module: 'keras.layers.normalization*', now: 'keras.layers' },
	{ module: 'keras.layers.merge*', now: 'keras.layers' },
	{ module: 'keras.layers.merging*', now: 'keras.layers' },
	{ module: 'keras.layers.noise', now: 'keras.layers' },
	{ module: 'keras.layers.local', now: null },
	{ module: 'keras.layers.wrappers', now: 'keras.layers' },
	{ module: 'keras.layers.advanced_activations', now: 'keras.layers' },
	{ module: 'keras.layers.preprocessing*', now: 'keras.layers' },
	{ module: 'keras.layers.regularization*', now: 'keras.layers' },
	{ module: 'keras.layers.reshaping*', now: 'keras.layers' },
	{ module: 'keras.layers.attention*', now: 'keras.layers' },
	{ module: 'keras.layers.activation*', now: 'keras.layers' },
	{ module: 'keras.layers.serialization', now: 'keras.layers' },
	{ module: 'keras.optimizers.optimizer_v2*', now: 'keras.optimizers' },
	{ module: 'keras.optimizers.adam_v2', now: 'keras.optimizers' },
	{ module: 'keras.optimizers.adam', now: 'keras.optimizers' },
	{ module: 'keras.optimizers.gradient_descent_v2', now: 'keras.optimizers' },
	{ module: 'keras.optimizers.rmsprop_v2', now: 'keras.optimizers' },
	{ module: 'keras.optimizers.optimizer_experimental*', now: 'keras.optimizers' },
	{ module: 'keras.optimizer_v2*', now: 'keras.optimizers' },
	{ module: 'keras.optimizer_v1', now: 'keras.optimizers' },
	{ module: 'keras.mixed_precision.experimental*', now: 'keras.mixed_precision' },
	{ module: 'keras.backend.tensorflow_backend', now: 'keras.backend' },
	{ module: 'keras.backend.common', now: 'keras.backend' },
	{ module: 'keras.backend.load_backend', now: 'keras.backend' },
	{ module: 'keras.backend_config', now: 'keras.config' },
	{ module: 'keras.saving.hdf5_format', now: 'keras.saving' },
	{ module: 'keras.saving.saved_model*', now: 'keras.saving' },
	{ module: 'keras.saving.legacy*', now: 'keras.saving' },
	{ module: 'keras.saving.save', now: 'keras.saving' },
	{ module: 'keras.legacy*', now: null },
	{ module: 'keras.objectives', now: 'keras.losses' },
	{ module: 'keras.initializers.initializers_v1', now: 'keras.initializers' },
	{ module: 'keras.initializers.initializers_v2', now: 'keras.initializers' },
	{ module: 'keras.src.saving.legacy*', now: 'keras.saving' },
	{ module: 'keras.src.preprocessing*', now: 'keras.utils' },
	{ module: 'keras.src.legacy*', now: null },
	{
		module: 'keras.optimizers.schedules.learning_rate_schedule',
		now: 'keras.optimizers.schedules',
	},
	{ module: 'keras.preprocessing.image', now: 'keras.utils' },
	{ module: 'keras.preprocessing.sequence', now: 'keras.utils' },
	{ module: 'keras.preprocessing.image_dataset', now: 'keras.utils' },
	{ module: 'keras.feature_column*', now: 'keras.utils.FeatureSpace' },
	{ module: 'keras.estimator*', now: null },
	{ module: 'keras.premade*', now: null },
];

/** Public packages whose inner files moved with almost every release: only the package is for others. */
const publicPackages =
	/^keras\.(?:applications|backend|callbacks|constraints|datasets|initializers|losses|metrics|models|optimizers|regularizers|src|utils)\.\w/;

/** Whether an import path lies inside a public package of Keras, where nothing is promised to stay. */
export function isInnerModule(captured: string): boolean {
	return publicPackages.test(dottedPath(captured).replace(/^tensorflow\.keras\b/, 'keras'));
}

/** Public modules that came with Keras 3, and `saving`, which came with Keras 2.12. */
const laterModules = new Set(
	`distribution dtype_policies export ops quantizers random saving tree`.split(' '),
);

/** Whether a path below `keras` (`ops.numpy`, or what follows `from keras`) is one that an older Keras lacks. */
export function isLaterModule(captured: string): boolean {
	const [part = '', inner] = dottedPath(captured).split('.');
	return laterModules.has(part) && !(part === 'saving' && inner);
}

/** Names that a public module had or has, and that Keras 2 or 3 keeps in another place. */
const movedNames: Readonly<Record<string, string>> = {
	'keras.optimizers': `Adam SGD RMSprop Adagrad Adadelta Adamax Nadam Ftrl AdamW adam sgd rmsprop
		adagrad adadelta adamax nadam`,
	'keras.utils': `to_categorical plot_model get_file normalize Sequence get_custom_objects
		custom_object_scope CustomObjectScope pad_sequences load_img img_to_array array_to_img save_img`,
	'keras.preprocessing': `image_dataset_from_directory text_dataset_from_directory
		timeseries_dataset_from_array`,
	'keras.preprocessing.image': `load_img img_to_array array_to_img save_img smart_resize
		image_dataset_from_directory`,
	'keras.preprocessing.sequence': 'pad_sequences',
};

/** Whether a dotted path is one of the patterns or, where the pattern ends in `*`, below it. */
export function isBelow(path: string, pattern: string): boolean {
	if (!pattern.endsWith('*')) return path === pattern;
	const stem = pattern.slice(0, -1);
	return path === stem || path.startsWith(`${stem}.`);
}

/** The dotted path at the start of what a message prints. */
export function dottedPath(captured: string): string {
	return /[A-Za-z_][\w.]*/.exec(captured.replaceAll('\\', ''))?.[0]?.replace(/\.$/, '') ?? '';
}

/** The row that tells what became of an import path; `tensorflow.keras.x` is read as `keras.x`. */
export function movedModule(captured: string): ModuleRow | undefined {
	const path = dottedPath(captured).replace(/^tensorflow\.keras\b/, 'keras');
	return movedModules.find(({ module }) => isBelow(path, module));
}

/** `Adam' from 'keras.optimizers' (…`: a name that is no longer where it is imported from. */
export function isMovedImport(captured: string): boolean {
	const [, name, from] = /^(\w+)\W+from\W+([\w.]+)/.exec(captured) ?? [];
	return name !== undefined && from !== undefined && isMovedName(from, name);
}

/**
 * `.utils' has no attribute 'np_utils'`: what follows `module 'keras`. `experimental` is a
 * namespace of many modules, and has a diagnosis of its own.
 */
export function isMovedAttribute(captured: string): boolean {
	const [, path, name] =
		/^([\w.]*)\W*has no attribute\W+(?!experimental\b)(\w+)/.exec(captured) ?? [];
	return path !== undefined && name !== undefined && isMovedName(`keras${path}`, name);
}

function isMovedName(module: string, name: string): boolean {
	const path = module.replace(
		/^(?:tensorflow\.keras|keras\.(?:api\.)?(?:_v2|_v1|_tf_keras)\.keras)\b/,
		'keras',
	);
	return (
		movedModule(`${path}.${name}`) !== undefined ||
		(path !== 'keras.preprocessing' && movedModule(path) !== undefined) ||
		(movedNames[path]?.split(/\s+/).includes(name) ?? false)
	);
}
