/**
 * Every reason why a model is not read or not translated, with the names of what its words take
 * (src/i18n/conversion holds the words, in each language).
 */
export const refusalValues = {
	// What was given
	'no-file': [],
	'not-a-model': [],
	'no-config': [],
	'no-weights-member': [],
	'weights-without-architecture': [],
	'checkpoint-without-architecture': [],
	'architecture-without-weights': [],
	'not-weights': [],
	'no-variables-folder': [],
	'shard-missing': ['file'],
	'tensorflow-1-checkpoint': [],
	'no-keras-metadata': [],
	'keras-1': [],
	'keras-1-layer': ['class'],
	'keras-1-argument': ['class', 'argument', 'value'],
	'keras-1-merge': ['mode'],
	'keras-1-branches': [],
	'keras-1-theano': [],
	'keras-1-channels': ['class'],
	'keras-3': [],
	// The configuration
	subclassed: [],
	'too-deep': ['most'],
	'no-layers': [],
	'no-class': [],
	'not-an-object': [],
	'duplicate-name': [],
	'unknown-node': [],
	'unknown-structure': [],
	'input-missing': ['input'],
	'output-missing': ['input', 'call'],
	circle: [],
	'no-input-shape': [],
	// The weights
	'foreign-layer': ['given', 'wanted'],
	'weight-count': ['given', 'wanted'],
	'weight-missing': ['role', 'place'],
	'weight-not-in-checkpoint': ['role'],
	'weight-size': ['role', 'wanted', 'tensor', 'shape'],
	'weight-axes': ['role', 'tensor', 'shape'],
	'weight-cut': ['tensor', 'there', 'wanted'],
	'weight-type': ['tensor', 'dtype'],
	'unwritable-type': ['tensor', 'dtype'],
	// Layers
	'no-translation': ['class'],
	argument: ['class', 'argument', 'value'],
	'needs-neighbour': [],
	'model-as-activation': ['argument'],
	'locally-connected': [],
	'category-crossing': [],
	'cell-wrapper': [],
	'feature-columns': [],
	'fourier-features': [],
	'adapted-bins': [],
	'vocabulary-missing': ['class'],
	'frequencies-missing': [],
	'statistics-missing': [],
	'several-axes': ['axes'],
	interpolation: ['class', 'interpolation'],
	'inner-time-major': [],
	'batch-axes': ['class', 'axes', 'taken'],
	'recurrent-constants': [],
	'mask-from-outside': [],
	'mask-in-sequential': [],
	// Calls of TensorFlow
	'raw-call': ['function', 'class'],
	einsum: ['function'],
	'computed-shape': ['function'],
	'no-operation': ['function'],
	'computed-argument': ['function', 'argument'],
	'operation-argument': ['function', 'argument'],
	'tensor-type': ['function', 'type'],
	'missing-argument': ['function'],
	'narrow-integers': ['function'],
	'random-numbers': ['function'],
	'resize-method': ['function', 'method'],
	'no-tensors': ['function'],
	'computed-slice': [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type RefusalId = keyof typeof refusalValues;

/** A reason with its values: `['weight-missing', { role: 'kernel', place: 'layers/dense/vars/0' }]`. */
export type Reason = {
	[Id in RefusalId]: (typeof refusalValues)[Id] extends readonly []
		? readonly [id: Id]
		: readonly [
				id: Id,
				values: Readonly<Record<(typeof refusalValues)[Id][number], string | number>>,
			];
}[RefusalId];

/** One thing that stands in the way, as plain data. */
export interface Refusal {
	/** The layer that it is about; empty for the file as a whole. */
	readonly layer: string;
	readonly id: RefusalId;
	readonly values: Readonly<Record<string, string | number>>;
}

/** Why a model cannot be read or translated: always with the layer that it is about. */
export class ModelRefused extends Error {
	readonly refusal: Refusal;

	constructor(layer: string, ...reason: Reason) {
		const [id, values] = reason;
		super([layer, id, ...Object.values(values ?? {})].filter((part) => part !== '').join(' '));
		this.refusal = { layer, id, values: values ?? {} };
	}
}
