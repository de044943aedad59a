import type { RefusedData } from './hdf5-tree.ts';
import type { TraitFact } from './loading-traits.ts';
import type { RiskFact } from './risks.ts';

/** What was read from the files that a person gave: never what was guessed. Plain data. */
export interface FileFacts {
	readonly input: {
		readonly kind: 'file' | 'folder' | 'files';
		/** The file's or folder's path as it was given; of files side by side, that of the configuration. */
		readonly path: string;
		/** The file's or folder's own name, without its path. */
		readonly name: string;
		readonly bytes: number;
		readonly bytesRead: number;
	};
	readonly format: Format;
	/** As the name ends, lower case: `.keras`, `.weights.h5`, `.h5`, `` for none. */
	readonly extension: string;
	readonly writer: Writer | null;
	/** The members of a `.keras`, of any other ZIP archive, or of a folder. */
	readonly container: ContainerFacts | null;
	readonly model: ModelFacts | null;
	readonly weights: WeightsFacts | null;
	/** How a graph without layers is called: of a SavedModel, TensorFlow Lite, ONNX or a TensorFlow.js graph. */
	readonly signatures: readonly SignatureFacts[];
	/** What can run code or reach out when the file is loaded; an empty list promises nothing. */
	readonly risks: readonly RiskFact[];
	/** What stopped the reading, where something did. */
	readonly damage: Damage | null;
	/** The archives that the model lies in and must be unpacked from, the outermost first: `models.zip`. */
	readonly archives: readonly string[];
	/**
	 * What the file would hold that our conversion to Keras 3 makes of it, one layer of each kind; null where the
	 * conversion refuses the model. Left out where it was not asked.
	 */
	readonly converted?: ModelFacts | null;
	/** Of a repro bundle: all this was read when it was made, and the file itself is not in hand. */
	readonly repro?: { readonly namesHashed: boolean };
}

export interface SignatureFacts {
	readonly name: string;
	readonly inputs: readonly SignatureTensor[];
	readonly outputs: readonly SignatureTensor[];
}

/** `shape` is null for an unknown rank, a length null where it is free. */
export interface SignatureTensor {
	readonly name: string;
	readonly dtype: string;
	readonly shape: readonly (number | null)[] | null;
}

/** The names of the command line's contract; `zip`, `hdf5`, `json`, `text` and `folder` hold no Keras model. */
export const formats = [
	'keras-v3',
	'legacy-h5',
	'legacy-h5-weights',
	'weights-h5',
	'weights-shards',
	'saved-model',
	'tf-checkpoint',
	'tfjs-layers',
	'tfjs-graph',
	'frozen-graph',
	'architecture-json',
	'architecture-yaml',
	'tflite',
	'onnx',
	'npz',
	'npy',
	'notebook',
	'pickle',
	'git-lfs-pointer',
	'html',
	'zip',
	'hdf5',
	'gzip',
	'tar',
	'json',
	'text',
	'folder',
	'empty',
	'unknown',
] as const;

export type Format = (typeof formats)[number];

export interface Writer {
	/** `keras`, `tf-keras`, `tensorflow`, `tensorflowjs`, or what an ONNX file names. */
	readonly library: string | null;
	/** The library's, as the file states it; null where it states none. */
	readonly version: string | null;
	readonly backend: string | null;
	/** Which generation of the format wrote it, from the version or from the configuration's traits. */
	readonly generation: 1 | 2 | 3 | null;
}

export interface ContainerFacts {
	readonly kind: 'zip' | 'tar' | 'folder';
	readonly members: readonly MemberFacts[];
	/** Where `config.json` lies: `` at the root, `model/` when nested, null when there is none or it is not clear. */
	readonly root: string | null;
	/** Every prefix that holds a `config.json`; more than one means several models. */
	readonly roots: readonly string[];
	/** The path of the configuration: `config.json`, or what a browser made of the name; null when there is none. */
	readonly configMember: string | null;
	/** The path of `model.weights.h5` or `.npz` under the root; null when it is missing. */
	readonly weightsMember: string | null;
	/** Members that hold Keras weights where Keras does not look for them, by their content. */
	readonly weightsCandidates: readonly string[];
	/** Members whose path would leave the folder that they are unpacked into. */
	readonly unsafePaths: readonly string[];
}

export interface MemberFacts {
	readonly path: string;
	/** Bytes when unpacked, as declared. */
	readonly size: number;
	/** Bytes as stored. */
	readonly storedSize: number;
	readonly compressed: boolean;
	readonly encrypted: boolean;
	/** CRC-32 as eight hexadecimal digits; null in a folder. */
	readonly crc32: string | null;
	/** What a file manager left behind (`__MACOSX/`, `.DS_Store`, `Thumbs.db`). */
	readonly leftover: boolean;
}

export interface ModelFacts {
	/** `Functional`, `Sequential`, or the person's own class. */
	readonly modelClass: string;
	/** Under which name the class was registered, such as `MyPackage>MyModel`; null where none is stated. */
	readonly registeredName: string | null;
	readonly name: string | null;
	/** Every layer at any depth, in the order of the configuration. */
	readonly layers: readonly LayerFacts[];
	readonly layerClasses: readonly string[];
	/** The names in `custom`. */
	readonly customObjects: readonly string[];
	readonly custom: readonly CustomObjectFacts[];
	readonly lambdas: readonly { readonly layer: string; readonly pythonBytecode: boolean }[];
	readonly optimizer: string | null;
	/** The Python module that the file names for the optimizer: it tells the backend of the writer. */
	readonly optimizerModule: string | null;
	readonly dtype: string | null;
	/** What in the configuration can run code or reach out. */
	readonly risks: readonly RiskFact[];
	/** What in it some Keras reads otherwise than the one that wrote it. */
	readonly traits: readonly TraitFact[];
	/** The Keras generation that the configuration's own traits show (nodes, InputLayer, modules). */
	readonly generation: 1 | 2 | 3 | null;
}

/** A class or function that the file needs and no Keras has. */
export interface CustomObjectFacts {
	/** Without the package that it was registered under. */
	readonly name: string;
	/** `object` is any other class: a loss, an initializer. */
	readonly kind: 'model' | 'layer' | 'object' | 'function';
	/** What `load_model` looks it up as: `MyPackage>MyLayer`. */
	readonly saved: string;
	/** The argument that it is given as, such as `activation`; empty for a layer and the model. */
	readonly argument: string;
	/** Names of the arguments in its own configuration. */
	readonly arguments: readonly string[];
	/** The first of the layers that it is or is used in, by name, and how many there are. */
	readonly layers: readonly string[];
	readonly layerCount: number;
	/** Whether the loss, the metrics or the optimizer use it. */
	readonly inTraining: boolean;
}

export interface LayerFacts {
	readonly name: string;
	readonly className: string;
	readonly module: string | null;
	readonly registeredName: string | null;
	/** Names of the arguments in its configuration. */
	readonly arguments: readonly string[];
	/** How deep it is nested: 0 in the model itself. */
	readonly depth: number;
}

export interface WeightsFacts {
	/** `layers` as Keras 3 and 2.15 name them, `dependencies` as 2.12–2.14, `legacy` by layer name. */
	readonly layout:
		| 'layers'
		| 'dependencies'
		| 'legacy'
		| 'npz'
		| 'checkpoint'
		| 'tfjs'
		| 'graph'
		| 'unknown';
	/** All that the file holds, the optimizer's too; a legacy file's in the order that Keras goes by. */
	readonly tensors: readonly TensorFacts[];
	/** What in an HDF5 file is no plain data, as Keras 3 asks for; left out where there is nothing. */
	readonly refused?: readonly RefusedData[];
	/** Keras 2 on Windows joined the names in the paths by backslashes; here they have slashes. Left out elsewhere. */
	readonly fromWindows?: true;
	/** Of the model alone, as stored. */
	readonly parameters: number;
	/** Files that belong to the weights and were not given: shards of a checkpoint, of TensorFlow.js. */
	readonly missing?: readonly string[];
	/** Files beside the model that its weights lie in, by the name that it gives them (ONNX). */
	readonly beside?: readonly string[];
}

export interface TensorFacts {
	readonly path: string;
	readonly shape: readonly number[];
	readonly dtype: string;
}

export const damageKinds = [
	'hdf5-truncated',
	'hdf5-unreadable',
	'zip-truncated',
	'zip-unreadable',
	'zip-bomb',
	'encrypted',
	'json-invalid',
	'json-too-deep',
	'json-too-large',
	'config-not-a-model',
	'protobuf-truncated',
	'protobuf-invalid',
	'table-truncated',
	'table-invalid',
	'checkpoint-truncated',
	'checkpoint-invalid',
	'checkpoint-shard-missing',
	'flatbuffer-invalid',
	'npy-invalid',
	'gzip-unreadable',
	'tar-unreadable',
	'bundle-invalid',
	'bundle-newer',
	'unreadable',
	'reading-stopped',
] as const;

/** What stopped the reading; `member` names the part of a container. */
export interface Damage {
	readonly kind: (typeof damageKinds)[number];
	readonly member: string | null;
	/** The reader's own words, for the evidence; never shown alone. */
	readonly detail: string;
	/** For a truncated file: the length in bytes that its header declares. */
	readonly declaredBytes?: number;
	readonly actualBytes?: number;
}
