import type { SignatureFacts, SignatureTensor } from '../facts.ts';
import { ProtobufMessage } from '../protobuf.ts';
import type { RandomAccessSource } from '../source.ts';
import { Unreadable } from '../unreadable.ts';
import {
	checked,
	type ObjectReference,
	readReference,
	readSlot,
	type TrackedObject,
} from './checkpoint.ts';
import { dataTypeName, readShape } from './data-types.ts';
import { operationsOf } from './graph-operations.ts';

export interface SavedModel {
	readonly metaGraphs: readonly MetaGraph[];
}

/** A graph for one use: `serve` for inference, `train` beside it in models of TensorFlow 1. */
export interface MetaGraph {
	readonly tags: readonly string[];
	/** The TensorFlow that wrote it: `2.21.0`; null where none is stated. */
	readonly tensorflowVersion: string | null;
	/** Every operation that the graph uses, by its registered name. */
	readonly operations: ReadonlySet<string>;
	readonly signatures: readonly Signature[];
	/** Files of `assets/`, in the order that the objects number them. */
	readonly assets: readonly string[];
	/** The object graph, the root first; empty for a model of TensorFlow 1. */
	readonly objects: readonly SavedObject[];
}

export interface Signature extends SignatureFacts {
	readonly methodName: string;
}

export interface SavedObject {
	readonly kind: 'user' | 'asset' | 'function' | 'variable' | 'constant' | 'resource' | 'other';
	readonly children: readonly ObjectReference[];
	readonly slots: TrackedObject['slots'];
	/** Of a user object: `_tf_keras_layer`, `trackable_list_wrapper` … */
	readonly identifier: string;
	/** Of a user object, in models of TensorFlow 2.0 to 2.4: what `keras_metadata.pb` says later. */
	readonly metadata: string;
	readonly variable: SavedVariable | null;
	/** Of an asset: the index in `assets`. */
	readonly asset: number | null;
	/** Under which name the class was registered, such as `Custom>MyLayer`. */
	readonly registeredName: string;
}

export interface SavedVariable {
	readonly name: string;
	readonly dtype: string;
	readonly shape: readonly (number | null)[] | null;
	readonly trainable: boolean;
}

/**
 * `saved_model.pb`; of its graph, the names of the operations alone.
 * Sources, tensorflow/core/protobuf: saved_model.proto (`meta_graphs` = 2), meta_graph.proto
 * (`meta_info_def` = 1, `graph_def` = 2, `signature_def` = 5, `asset_file_def` = 6, `object_graph_def` = 7; in the
 * first `tags` = 4, `tensorflow_version` = 5), saved_object_graph.proto.
 * @throws Unreadable `protobuf-truncated` or `protobuf-invalid`.
 */
export function readSavedModel(source: RandomAccessSource): SavedModel {
	const metaGraphs: MetaGraph[] = [];
	ProtobufMessage.of(source).read({
		2: { message: (message) => metaGraphs.push(readMetaGraph(message)) },
	});
	return { metaGraphs };
}

function readMetaGraph(message: ProtobufMessage): MetaGraph {
	const tags: string[] = [];
	let operations: ReadonlySet<string> = new Set();
	const signatures: Signature[] = [];
	const assets: string[] = [];
	const objects: SavedObject[] = [];
	let tensorflowVersion: string | null = null;
	message.read({
		1: {
			message: (info) =>
				info.read({
					4: { message: (tag) => tags.push(tag.text()) },
					5: { message: (version) => (tensorflowVersion = version.text()) },
				}),
		},
		2: { message: (graph) => (operations = operationsIfWhole(graph)) },
		5: { message: (entry) => signatures.push(readSignature(entry)) },
		6: { message: (asset) => assets.push(textField(asset, 2)) },
		7: {
			message: (graph) =>
				graph.read({ 1: { message: (node) => objects.push(readSavedObject(node)) } }),
		},
	});
	return {
		tags,
		tensorflowVersion,
		operations,
		signatures,
		assets,
		objects: checked(objects, ({ children, slots }) => [
			...children.map(({ node }) => node),
			...slots.flatMap(({ original, node }) => [original, node]),
		]),
	};
}

/** A damage in the graph, which TensorFlow does not read either, keeps back nothing of what stands beside it. */
function operationsIfWhole(graph: ProtobufMessage): ReadonlySet<string> {
	try {
		return operationsOf(graph);
	} catch (error) {
		if (error instanceof Unreadable) return new Set();
		throw error;
	}
}

/** An entry of `signature_def`: key = 1, `SignatureDef` = 2 (`inputs` = 1, `outputs` = 2, `method_name` = 3). */
function readSignature(entry: ProtobufMessage): Signature {
	let [name, methodName] = ['', ''];
	const inputs: SignatureTensor[] = [];
	const outputs: SignatureTensor[] = [];
	entry.read({
		1: { message: (key) => (name = key.text()) },
		2: {
			message: (signature) =>
				signature.read({
					1: { message: (input) => inputs.push(readSignatureTensor(input)) },
					2: { message: (output) => outputs.push(readSignatureTensor(output)) },
					3: { message: (method) => (methodName = method.text()) },
				}),
		},
	});
	return { name, methodName, inputs, outputs };
}

/** An entry of a map: key = 1, `TensorInfo` = 2 (`dtype` = 2, `tensor_shape` = 3). */
function readSignatureTensor(entry: ProtobufMessage): SignatureTensor {
	let name = '';
	let dtype = dataTypeName(0);
	let shape: SignatureTensor['shape'] = [];
	entry.read({
		1: { message: (key) => (name = key.text()) },
		2: {
			message: (info) =>
				info.read({
					2: { varint: (type) => (dtype = dataTypeName(type)) },
					3: { message: (value) => (shape = readShape(value)) },
				}),
		},
	});
	return { name, dtype, shape };
}

/**
 * `SavedObject`: `children` = 1, `slot_variables` = 3, `user_object` = 4 (`identifier` = 1,
 * `metadata` = 3), `asset` = 5 (`asset_file_def_index` = 1), `function` = 6, `variable` = 7,
 * `bare_concrete_function` = 8, `constant` = 9, `resource` = 10, `registered_name` = 13.
 */
function readSavedObject(message: ProtobufMessage): SavedObject {
	const children: ObjectReference[] = [];
	const slots: SavedObject['slots'][number][] = [];
	let kind: SavedObject['kind'] = 'other';
	let [identifier, metadata, registeredName] = ['', '', ''];
	let variable: SavedVariable | null = null;
	let asset: number | null = null;
	message.read({
		1: { message: (child) => children.push(readReference(child)) },
		3: { message: (slot) => slots.push(readSlot(slot)) },
		4: {
			message(user) {
				kind = 'user';
				user.read({
					1: { message: (value) => (identifier = value.text()) },
					3: { message: (value) => (metadata = value.text()) },
				});
			},
		},
		5: {
			message(file) {
				kind = 'asset';
				asset = 0;
				file.read({ 1: { varint: (index) => (asset = index) } });
			},
		},
		6: { message: () => (kind = 'function') },
		7: {
			message(value) {
				kind = 'variable';
				variable = readVariable(value);
			},
		},
		8: { message: () => (kind = 'function') },
		9: { message: () => (kind = 'constant') },
		10: { message: () => (kind = 'resource') },
		13: { message: (value) => (registeredName = value.text()) },
	});
	return { kind, children, slots, identifier, metadata, variable, asset, registeredName };
}

/** `SavedVariable`: `dtype` = 1, `shape` = 2, `trainable` = 3, `name` = 6. */
function readVariable(message: ProtobufMessage): SavedVariable {
	let name = '';
	let dtype = dataTypeName(0);
	let shape: SavedVariable['shape'] = [];
	let trainable = false;
	message.read({
		1: { varint: (type) => (dtype = dataTypeName(type)) },
		2: { message: (value) => (shape = readShape(value)) },
		3: { varint: (value) => (trainable = value !== 0) },
		6: { message: (value) => (name = value.text()) },
	});
	return { name, dtype, shape, trainable };
}

function textField(message: ProtobufMessage, number: number): string {
	let text = '';
	message.read({ [number]: { message: (value) => (text = value.text()) } });
	return text;
}
