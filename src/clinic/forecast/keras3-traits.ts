import type { TraitFact, TraitId } from '../evidence/files/loading-traits.ts';
import type { Finding } from './finding.ts';

/** How the release lines of Keras 3 read a file with a trait. */
export interface TraitRule {
	readonly trait: TraitId;
	/** The first minor release in which it holds; all, where left out. */
	readonly from?: number;
	/** The last one. */
	readonly to?: number;
	/** Only where the class is one of these. */
	readonly classes?: readonly string[];
	/** Only where this stands in the trait. */
	readonly value?: string;
	/** In a `.keras` too; else in a legacy `.h5` alone. */
	readonly inArchive?: true;
	readonly verdict: Finding['verdict'];
	/** When the layers are there already. */
	readonly afterGraph?: true;
	readonly slug: string | null;
	/** The message; left out where nothing is said. */
	readonly error?: (trait: TraitFact) => string;
}

const sequences = ['Conv1D', 'Conv2D', 'Conv3D', 'LSTM', 'GRU', 'SimpleRNN', 'Embedding'] as const;

function plain({ value }: TraitFact): string {
	return value.replaceAll('"', '');
}

/**
 * Measured by loading and running such files in Keras 3.0.5, 3.3.3, 3.4.1, 3.8.0, 3.12.4 and 3.15.1
 * (`oracle/FORECAST.md`), and a few of them in every line to find where it changes
 * (keras/src/legacy/saving/, models/functional.py, layers/layer.py).
 */
export const keras3TraitRules: readonly TraitRule[] = [
	// functional_from_config turned in a circle (keras-team/keras#22800); the newest of 3.12 and 3.14 do not.
	{ trait: 'nested-node-index', to: 11, verdict: 'hangs', slug: 'loading-never-returns' },
	{ trait: 'nested-node-index', from: 13, to: 13, verdict: 'hangs', slug: 'loading-never-returns' },
	{
		trait: 'nested-node-index',
		verdict: 'fails',
		slug: 'nested-model-of-keras-2',
		error: () => 'ValueError: Invalid Functional model configuration. …',
	},
	{
		trait: 'nested-output-index',
		to: 2,
		verdict: 'fails',
		slug: 'nested-model-of-keras-2',
		error: () => 'IndexError: list index out of range',
	},
	// Since 3.3 the node that a functional model is made with is counted (`get_tensor`).
	{
		trait: 'nested-output-index',
		classes: ['Sequential'],
		verdict: 'fails',
		slug: 'nested-model-of-keras-2',
		error: () => 'IndexError: list index out of range',
	},
	{
		trait: 'state-as-input',
		classes: ['Bidirectional', 'RNN'],
		verdict: 'fails',
		slug: null,
		error: ({ className }) =>
			className === 'RNN'
				? 'ValueError: Exception encountered when calling RNN.call().'
				: "TypeError: got an unexpected keyword argument 'constants'",
	},
	{
		trait: 'state-as-input',
		verdict: 'fails',
		slug: 'layer-input-count',
		error: ({ layer }) =>
			`ValueError: Layer "${layer}" expects 1 input(s), but it received … input tensors.`,
	},
	{
		trait: 'loss-alias',
		to: 10,
		verdict: 'fails',
		afterGraph: true,
		slug: 'h5-loss-alias',
		error: (trait) => `TypeError: Could not locate function '${plain(trait)}'.`,
	},
	{
		trait: 'loss-alias',
		from: 11,
		verdict: 'fails',
		afterGraph: true,
		slug: 'h5-loss-alias',
		error: (trait) =>
			`ValueError: Could not deserialize 'keras.metrics.${plain(trait)}' because it is not a KerasSaveable subclass`,
	},
	{
		trait: 'loss-gone',
		verdict: 'fails',
		afterGraph: true,
		slug: 'compile-name-not-understood',
		error: () => "TypeError: string indices must be integers, not 'str'",
	},
	// A metric of that name is passed over.
	{
		trait: 'loss-lambda',
		verdict: 'fails',
		afterGraph: true,
		slug: 'compile-name-not-understood',
		error: () => "TypeError: string indices must be integers, not 'str'",
	},
	{
		trait: 'loss-arguments',
		verdict: 'fails',
		afterGraph: true,
		slug: 'loss-settings-of-keras-2',
		error: ({ className }) => `${className}: the arguments of its loss are refused`,
	},
	{
		trait: 'optimizer-lr',
		verdict: 'fails',
		afterGraph: true,
		slug: 'optimizer-settings-of-keras-2',
		error: ({ value }) => `ValueError: Argument(s) not recognized: {'lr': ${value}}`,
	},
	{
		trait: 'inner-without-module',
		verdict: 'fails',
		slug: 'keras2-functional-module',
		error: ({ className }) => `TypeError: Could not locate class '${className}'.`,
	},
	{
		trait: 'inner-axis-list',
		classes: ['BatchNormalization'],
		verdict: 'fails',
		slug: 'keras2-layer-arguments',
		error: () =>
			"TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'",
	},
	{
		trait: 'dtype-policy-of-keras-2',
		verdict: 'fails',
		slug: 'dtype-policy-of-keras-2',
		error: () => "AttributeError: 'str' object has no attribute 'quantization_mode'",
	},
	// Up to 3.2 the class was there, and found by its module.
	{
		trait: 'dtype-policy-with-module',
		from: 3,
		verdict: 'fails',
		slug: 'dtype-policy-of-keras-2',
		error: () => "AttributeError: 'str' object has no attribute 'quantization_mode'",
	},
	// Its configuration has no name (`_resolve_compile_arguments_compat` in legacy/saving/saving_utils.py).
	{
		trait: 'optimizer-loss-scale',
		to: 2,
		verdict: 'fails',
		afterGraph: true,
		slug: 'optimizer-settings-of-keras-2',
		error: () => "KeyError: 'name'",
	},
	{
		trait: 'name-with-slash',
		verdict: 'fails',
		slug: 'slash-in-name',
		error: (trait) =>
			`ValueError: Argument \`name\` must be a string and cannot contain character \`/\`. Received: name=${plain(trait)}`,
	},
	{
		trait: 'attention-score-mode',
		from: 15,
		verdict: 'fails',
		slug: null,
		error: () =>
			"ValueError: Invalid value for argument score_mode. Expected one of {'dot', 'concat'}.",
	},
	{ trait: 'attention-score-mode', from: 13, to: 14, verdict: 'unknown', slug: null },
	{
		trait: 'several-axes',
		classes: ['BatchNormalization'],
		verdict: 'fails',
		afterGraph: true,
		slug: null,
		error: () => 'ValueError: Shape mismatch in layer … for weight …/gamma.',
	},
	// The axes beyond the first are dropped without a word.
	{
		trait: 'several-axes',
		classes: ['LayerNormalization', 'Normalization', 'Softmax', 'UnitNormalization'],
		verdict: 'loads-differently',
		slug: null,
	},
	{
		trait: 'bare-layer-list',
		verdict: 'fails',
		slug: 'sequential-configuration-is-a-list',
		error: () => 'TypeError: pop expected at most 1 argument, got 2',
	},
	// Keras 3 puts a second batch dimension in front.
	{
		trait: 'sequential-without-input',
		classes: sequences,
		verdict: 'fails',
		slug: 'batch-dimension-doubled',
		error: () =>
			'ValueError: Input 0 … is incompatible with the layer: expected ndim=3, found ndim=4.',
	},
	{
		trait: 'sequential-without-input',
		verdict: 'loads-differently',
		slug: 'batch-dimension-doubled',
	},
	{
		trait: 'initializer-dtype',
		verdict: 'fails',
		slug: 'keras2-layer-arguments',
		error: ({ className }) =>
			`TypeError: ${className}.__init__() got an unexpected keyword argument 'dtype'`,
	},
	// The class was called OrthogonalInitializer.
	{
		trait: 'orthogonal-initializer',
		to: 3,
		inArchive: true,
		verdict: 'fails',
		slug: 'orthogonal-in-older-keras-3',
		error: () =>
			"ValueError: Could not interpret initializer identifier: {'class_name': 'Orthogonal', …}",
	},
	// 0.2 x + 0.5 in Keras 2, x / 6 + 0.5 in Keras 3 (keras/src/activations/activations.py).
	{ trait: 'hard-sigmoid', verdict: 'loads-differently', slug: 'hard-sigmoid-changed' },
	// The model is made; the first call says that it does not know the interpolation.
	{
		trait: 'interpolation-gone',
		verdict: 'loads-differently',
		slug: null,
		error: () => 'ValueError: Invalid value for argument `interpolation`.',
	},
	{
		trait: 'interpolation-area',
		to: 5,
		verdict: 'loads-differently',
		slug: null,
		error: () => 'ValueError: Invalid value for argument `interpolation`.',
	},
	{
		trait: 'normalization-arguments',
		to: 7,
		verdict: 'fails',
		slug: null,
		error: () => 'InvalidArgumentError: Input to reshape is a tensor with 1 values',
	},
	{
		trait: 'activation-is-layer',
		to: 9,
		inArchive: true,
		verdict: 'fails',
		slug: 'activation-or-initializer-unknown',
		error: () => "ValueError: Could not interpret activation function identifier: {'module': …}",
	},
	{
		trait: 'tensor-as-keyword',
		from: 10,
		to: 13,
		classes: ['CategoryEncoding', 'Softmax'],
		verdict: 'fails',
		slug: null,
		error: () => 'ValueError: `inputs` not connected to `outputs`',
	},
	// A tensor that stands among the keywords of a call stays a list of a name and two numbers.
	{
		trait: 'tensor-as-keyword',
		classes: ['CategoryEncoding', 'Softmax'],
		verdict: 'loads-differently',
		slug: null,
	},
	// Their words are state that a `.h5` has no place for.
	{
		trait: 'vocabulary-missing',
		verdict: 'loads-differently',
		slug: null,
		error: () => 'FailedPreconditionError: … Table not initialized.',
	},
	// Keras 2 keeps the inverse document frequencies as weights, Keras 3 does not.
	{
		trait: 'lookup-with-weights',
		verdict: 'fails',
		afterGraph: true,
		slug: null,
		error: () => 'ValueError: Layer count mismatch when loading weights from file.',
	},
	// `predict` compares it with 1; calling the model itself works.
	{
		trait: 'no-steps-per-execution',
		inArchive: true,
		verdict: 'loads-differently',
		slug: null,
		error: () => "TypeError: '>' not supported between instances of 'NoneType' and 'int'",
	},
	// Written before there was `reset_after`, and without it; the default has changed.
	{
		trait: 'no-reset-after',
		verdict: 'fails',
		afterGraph: true,
		slug: 'recurrent-weights-incompatible',
		error: () => 'ValueError: Shape mismatch in layer … for weight …/bias.',
	},
	{
		trait: 'weights-of-another-model',
		inArchive: true,
		verdict: 'fails',
		slug: 'weights-shape-mismatch',
		error: () => 'ValueError: A total of … objects could not be loaded.',
	},
	// One input or output without a list around it (`map_tensors` in models/functional.py).
	{
		trait: 'bare-structure',
		to: 3,
		inArchive: true,
		verdict: 'fails',
		slug: 'keras-newer-argument',
		error: () =>
			'TypeError: functional_from_config.<locals>.get_tensor() takes 3 positional arguments but … were given',
	},
	// `deserialize_node` in models/functional.py raised another error than the loop waited for.
	{
		trait: 'call-before-its-input',
		to: 6,
		inArchive: true,
		verdict: 'fails',
		slug: 'layer-node-index',
		error: () => 'ValueError: Layer node index out of bounds.',
	},
	// It had no `compute_output_shape` before it was built (layers/rnn/time_distributed.py).
	{
		trait: 'model-over-time',
		to: 3,
		classes: ['Sequential'],
		inArchive: true,
		verdict: 'fails',
		slug: null,
		error: () =>
			'NotImplementedError: Layer Sequential should implement `def compute_output_shape(self, input_shape)`.',
	},
	// What JSON has for a tuple is one since 3.7 (layers/attention/multi_head_attention.py).
	{
		trait: 'attention-output-shape',
		to: 6,
		inArchive: true,
		verdict: 'fails',
		slug: null,
		error: () => 'TypeError: can only concatenate tuple (not "int") to tuple',
	},
	// `model_from_config` in legacy/saving/saving_utils.py kept an axis in a list of one only.
	{
		trait: 'axis-lost',
		value: 'fails',
		to: 8,
		verdict: 'fails',
		slug: null,
		error: ({ className }) =>
			className === 'Concatenate'
				? 'ValueError: A `Concatenate` layer requires inputs with matching shapes except for the concatenation axis.'
				: 'ValueError: Shape mismatch in layer …',
	},
	{
		trait: 'axis-lost',
		value: 'differs',
		to: 8,
		verdict: 'loads-differently',
		slug: 'keras-2-file-predicts-differently',
	},
	{ trait: 'axis-lost', value: 'unknown', to: 8, verdict: 'unknown', slug: null },
	// Merging layers lost their masks up to 3.3, and join them otherwise since (keras/src/layers/merging/base_merge.py).
	{
		trait: 'masks-differ-before-3.4',
		to: 3,
		verdict: 'loads-differently',
		slug: 'masks-through-merge-layers',
	},
	{
		trait: 'masks-differ-since-3.4',
		from: 4,
		verdict: 'loads-differently',
		slug: 'masks-through-merge-layers',
	},
];
