/** A published weakness: `affects` names the readers of files, not the files. */
export interface Vulnerability {
	readonly cve: string;
	readonly affects: string;
	/** Only where the sign stands in an HDF5 file. */
	readonly hdf5Only?: boolean;
}

/** What in a file can run code, or reach out of it, when it is loaded. */
export type RiskId =
	| 'lambda-bytecode'
	| 'lambda-source'
	| 'module-outside-keras'
	| 'function-of-keras'
	| 'unsafe-mode-enabled'
	| 'torch-module'
	| 'saved-model-layer'
	| 'vocabulary-path'
	| 'outside-address'
	| 'path-in-layer-name'
	| 'hdf5-outside'
	| 'hdf5-declared-size'
	| 'archive-declared-size'
	| 'archive-path'
	| 'archive-duplicate'
	| 'archive-program'
	| 'pickle'
	| 'pickled-array'
	| 'pickled-weights'
	| 'yaml-object'
	| 'graph-operation';

/**
 * The weaknesses that each sign is known from. Versions: the advisories in the GitHub database,
 * compared with the checks in the tags of keras-team/keras.
 */
export const vulnerabilities: Readonly<Record<RiskId, readonly Vulnerability[]>> = {
	'lambda-bytecode': [
		{ cve: 'CVE-2025-9905', affects: 'keras >=3.0.0 <3.11.3', hdf5Only: true },
		{ cve: 'CVE-2024-3660', affects: 'keras <2.13' },
	],
	'lambda-source': [],
	'module-outside-keras': [{ cve: 'CVE-2025-1550', affects: 'keras >=3.0.0 <3.9.0' }],
	'function-of-keras': [{ cve: 'CVE-2025-8747', affects: 'keras >=3.0.0 <3.11.0' }],
	'unsafe-mode-enabled': [{ cve: 'CVE-2025-9906', affects: 'keras >=3.0.0 <3.11.0' }],
	'torch-module': [{ cve: 'CVE-2025-49655', affects: 'keras >=3.11.0 <3.11.3' }],
	'saved-model-layer': [{ cve: 'CVE-2026-1462', affects: 'keras <3.12.1, =3.13.0' }],
	'vocabulary-path': [{ cve: 'CVE-2025-12058', affects: 'keras <3.12.0' }],
	'outside-address': [],
	'path-in-layer-name': [{ cve: 'CVE-2026-12479', affects: 'keras <3.12.3, >=3.13.0 <3.15.0' }],
	'hdf5-outside': [{ cve: 'CVE-2026-1669', affects: 'keras <3.12.1, >=3.13.0 <3.13.2' }],
	'hdf5-declared-size': [{ cve: 'CVE-2026-0897', affects: 'keras <3.12.3, >=3.13.0 <3.15.0' }],
	'archive-declared-size': [],
	'archive-path': [],
	'archive-duplicate': [],
	'archive-program': [],
	pickle: [],
	'pickled-array': [],
	'pickled-weights': [],
	'yaml-object': [{ cve: 'CVE-2021-37678', affects: 'tensorflow <2.6.0' }],
	'graph-operation': [],
};

/** Packages that Keras 3.9 and later import from (`_retrieve_class_or_fn`), and that of tf_keras. */
export const trustedPackages: ReadonlySet<string> = new Set([
	'keras',
	'keras_hub',
	'keras_cv',
	'keras_nlp',
	'tf_keras',
]);

/**
 * Modules of TensorFlow that Keras 2 writes for its own layers, initializers and tensor shapes; the
 * others of TensorFlow read and write files, too.
 */
export const trustedInTensorflow =
	/^tensorflow\.((python\.)?keras|python\.ops\.init_ops(_v2)?|python\.framework\.(tensor|tensor_spec|tensor_shape|sparse_tensor|dtypes)|python\.ops\.ragged\.ragged_tensor)(\.|$)/;

/** Functions inside Keras that read, write or load when they are called, by which configurations were abused. */
export const callingModules =
	/^(keras|tf_keras)(\.src)?\.(utils|config|saving|models\.load_model|export|datasets|backend\.(common\.)?global_state)(\.|$)/;

/** The same by the name of the function, wherever in Keras it is named. */
export const callingFunctions =
	/\.(load_model|save_model|load_weights|save_weights|get_file|model_from_json)$/;

/** Functions of Python that reach everything; Keras 3.0 to 3.8 found them under `builtins`. */
export const callingBuiltins =
	/^builtins\.(eval|exec|compile|open|__import__|getattr|setattr|delattr|globals|locals|vars|input|breakpoint)$/;

/** Classes of `keras.utils` and `keras.saving` that models hold in good faith. */
export const harmlessInUtils: ReadonlySet<string> = new Set(['FeatureSpace', 'Feature', 'Cross']);

/** Operations that read or write files, or run Python, when a graph is executed (tensorflow/core/ops). */
export const reachingOperations: ReadonlySet<string> = new Set([
	'PyFunc',
	'PyFuncStateless',
	'EagerPyFunc',
	'ReadFile',
	'WriteFile',
	'MatchingFiles',
	'WholeFileReaderV2',
	'TextLineReaderV2',
	'SaveSlices',
]);
