/**
 * What the configurations of old versions say, and what a path tells by itself. The names of Keras 1
 * are those of its last release, 1.2.2; the classes that Keras 3 lacks are those of tf_keras 2.21
 * less those of Keras 3.15.
 */

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** Arguments that only Keras 0.3 and 1 wrote; `output_dim` is none: `Embedding` still has it. */
export const keras1Arguments = words(
	`nb_filter nb_row nb_col nb_feature filter_length kernel_dim1 kernel_dim2 kernel_dim3 border_mode subsample
	subsample_length dim_ordering atrous_rate W_regularizer b_regularizer U_regularizer W_constraint b_constraint
	U_constraint init inner_init forget_bias_init inner_activation dropout_W dropout_U input_dtype consume_less
	mode_type concat_axis dot_axes`,
);

/** The keys of a Sequential's configuration since tf.keras 1.12 and Keras 2.2.3; before, it was a list. */
export const sequentialKeys: ReadonlySet<string> = new Set(['layers', 'name', 'build_input_shape']);

/** Layer classes that only Keras 0.3 and 1 wrote. */
export const keras1Classes = words(
	`Merge MaxoutDense Highway TimeDistributedDense TimeDistributedMerge LambdaMerge MaskedLambda Siamese
	SiameseHead AutoEncoder Graph AtrousConvolution1D AtrousConvolution2D Convolution1D Convolution2D
	Convolution3D Deconvolution2D Deconvolution3D SeparableConvolution2D`,
);

/** Layer classes of Keras 2 that Keras 3 does not have. */
export const removedClasses = words(
	`LocallyConnected1D LocallyConnected2D CuDNNGRU CuDNNLSTM ThresholdedReLU RandomHeight RandomWidth
	SyncBatchNormalization AbstractRNNCell PreprocessingLayer RandomFourierFeatures ResidualWrapper
	DropoutWrapper DeviceWrapper DenseFeatures CategoryCrossing BatchNormalizationV1 BatchNormalizationV2`,
);

/** Keras 0.3 wrote `{"name": "Sequential", "layers": [...]}`: no `class_name`, no `config`. */
export function isKeras0Configuration(text: string): boolean {
	return /['"]layers['"]\s*:/.test(text) && !/['"]class_name['"]/.test(text);
}

/** A file that only somebody who loads a model asks for; a bare `model.weights.h5` Keras 3.4 asks for itself. */
export function isModelFile(path: string): boolean {
	return (
		(!/^['"]?model\.weights\.h5/.test(path) &&
			/^[^\n]{1,400}\.(?:h5|hdf5|keras)['"]?\s*$/i.test(path)) ||
		/(?:model|architecture)[^\n/\\]{0,60}\.json['"]?\s*$/i.test(path)
	);
}

/** One part of weights that were saved with `max_shard_size`. */
export function isShard(path: string): boolean {
	return /_\d{5}\.weights\.h5$/.test(path);
}

/**
 * A path that no file can be found under: a home sign or a variable that nobody expanded, a web
 * address, a pattern that was not filled in, or a backslash that Python took for a control character.
 */
export function isUnreachable(path: string): boolean {
	return (
		/^(?:~[/\\]|https?:|file:|\$\w|%\w+%)/.test(path) ||
		/\{\w+(?::[\w.]+)?\}/.test(path) ||
		/^[A-Za-z]:[^\n]{0,300}[\t\n\r\u0007\b\f\v]/.test(path)
	);
}
