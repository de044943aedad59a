import type { Json, JsonObject } from '../evidence/files/json.ts';
import type { RandomAccessSource } from '../evidence/files/source.ts';

/**
 * One description of a Keras model, whatever file it came from and of whatever generation its names
 * and arguments are. Readers fill it, a translation makes one of Keras 3 from one of Keras 2, writers
 * read it. Weights are where they lie.
 */
export interface Model {
	/** `functional`: a graph of calls. `sequential`: its layers in a chain, which have no calls. */
	readonly kind: 'functional' | 'sequential';
	readonly name: string;
	readonly trainable: boolean;
	readonly layers: readonly Layer[];
	/** Of a functional model: what it takes and gives, in the person's own structure. */
	readonly inputs: Value;
	readonly outputs: Value;
	/** Of a sequential model that says so: the shape that it was built with, the batch first. */
	readonly builtShape: readonly Json[] | null;
}

export interface Layer {
	readonly name: string;
	/** As the file has it, with a registration: `Dense`, `Custom>MyLayer`. */
	readonly className: string;
	readonly module: string | null;
	readonly registeredName: string | null;
	/** What `get_config` gave, less what stands in `parts` and `model`. */
	readonly settings: JsonObject;
	/** The layers that it wraps, by the argument that holds them: `layer`, `cell`, `cells/0`. */
	readonly parts: readonly Part[];
	/** Of a model in a model: its graph. */
	readonly model: Model | null;
	/** Each time that it was called in the graph, in order; a shared layer has several. */
	readonly calls: readonly Call[];
	/** In the order in which it made them. */
	readonly weights: readonly Weight[];
	/** The words that it learned, where the file has them apart from its arguments. */
	readonly vocabulary?: readonly string[];
}

export interface Part {
	readonly slot: string;
	readonly layer: Layer;
}

export interface Call {
	readonly positional: readonly Value[];
	readonly keywords: Readonly<Record<string, Value>>;
}

/** What a layer is called with, to any depth. */
export type Value =
	| Reference
	| { readonly kind: 'constant'; readonly value: Json }
	| { readonly kind: 'list'; readonly items: readonly Value[] }
	| { readonly kind: 'entries'; readonly entries: Readonly<Record<string, Value>> };

/** A tensor: which output of which call of which layer; both count from 0 for every layer. */
export interface Reference {
	readonly kind: 'tensor';
	readonly layer: string;
	readonly call: number;
	readonly output: number;
}

export interface Weight {
	/** What it is to its layer, below the part of the layer that holds it: `kernel`, `query_dense/bias`. */
	readonly role: string;
	readonly tensor: Tensor;
}

export interface Tensor {
	/** Where it was found, for messages: `dense_1/dense_1/kernel:0`. */
	readonly path: string;
	readonly shape: readonly number[];
	/** As NumPy names it. */
	readonly dtype: string;
	/** Its little-endian bytes, row by row. */
	readonly bytes: RandomAccessSource;
	/** Where its bytes are not those of the file: what they were made from, and how. */
	readonly made?: Making;
}

/** How numbers of a file became those that Keras 3 computes with. */
export interface Making {
	readonly by: MakingName;
	/** Tensors of the file, in the order in which they are taken; none where the numbers stand in the configuration. */
	readonly from: readonly Tensor[];
	/** Of `axes-turned`: the old axis that each new one is, as `numpy.transpose` takes them. */
	readonly axes?: readonly number[];
}

export type MakingName =
	/** The same numbers in the same order. */
	| 'reshaped'
	| 'axes-turned'
	/** Several tensors side by side, along the last axis. */
	| 'gates-joined'
	| 'lstm-kernel-from-cudnn'
	| 'lstm-recurrent-kernel-from-cudnn'
	| 'lstm-bias-from-cudnn'
	| 'gru-kernel-from-cudnn'
	| 'gru-recurrent-kernel-from-cudnn'
	| 'frequencies-with-average'
	/** A variable of the optimizer, which Keras 2 writes in its settings alone. */
	| 'optimizer-setting';

export function constant(value: Json): Value {
	return { kind: 'constant', value };
}

export function reference(layer: string, call = 0, output = 0): Reference {
	return { kind: 'tensor', layer, call, output };
}

/** Every tensor in a value, in order. */
export function tensorsIn(value: Value): readonly Reference[] {
	switch (value.kind) {
		case 'tensor':
			return [value];
		case 'constant':
			return [];
		case 'list':
			return value.items.flatMap(tensorsIn);
		case 'entries':
			return Object.values(value.entries).flatMap(tensorsIn);
	}
}

/** The same value with other tensors in it. */
export function mapTensors(value: Value, map: (tensor: Reference) => Value): Value {
	switch (value.kind) {
		case 'tensor':
			return map(value);
		case 'constant':
			return value;
		case 'list':
			return { kind: 'list', items: value.items.map((item) => mapTensors(item, map)) };
		case 'entries':
			return { kind: 'entries', entries: mapRecord(value.entries, (one) => mapTensors(one, map)) };
	}
}

/** A call as one value, the positional arguments first. */
export function tensorsOfCall({ positional, keywords }: Call): readonly Reference[] {
	return [...positional, ...Object.values(keywords)].flatMap(tensorsIn);
}

export function mapCall({ positional, keywords }: Call, map: (tensor: Reference) => Value): Call {
	return {
		positional: positional.map((value) => mapTensors(value, map)),
		keywords: mapRecord(keywords, (value) => mapTensors(value, map)),
	};
}

export function mapRecord<From, To>(
	record: Readonly<Record<string, From>>,
	map: (value: From, key: string) => To,
): Record<string, To> {
	return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
