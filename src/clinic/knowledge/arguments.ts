/** A layer argument that one generation or version of Keras writes into a file and another refuses. */
export interface ArgumentRow {
	readonly argument: string;
	/** The classes whose saved configuration carries it and that refuse it elsewhere; empty: any class. */
	readonly classes: readonly string[];
	/** So peculiar a name that it tells the writer whatever class refuses it, a person's own too. */
	readonly telling: boolean;
	/** Only Keras 2 writes it, or every Keras 3 from this version on (first seen there). */
	readonly generation: 'keras-2-only' | { readonly since: string };
	/** The first version of Keras 3 that takes it after all. */
	readonly acceptedAgain?: string;
	/** The value that changes nothing, as Python prints it: with it the argument can be dropped. Null: never drop it. */
	readonly neutral: string | null;
}

const separable = ['SeparableConv1D', 'SeparableConv2D'] as const;
const depthwiseAndTransposed = [
	'DepthwiseConv1D',
	'DepthwiseConv2D',
	'Conv1DTranspose',
	'Conv2DTranspose',
	'Conv3DTranspose',
	...separable,
] as const;
const spatialDropout = ['SpatialDropout1D', 'SpatialDropout2D', 'SpatialDropout3D'] as const;
const recurrent = [
	'LSTM',
	'GRU',
	'SimpleRNN',
	'RNN',
	'ConvLSTM1D',
	'ConvLSTM2D',
	'ConvLSTM3D',
] as const;
const randomImages = [
	'RandomBrightness',
	'RandomContrast',
	'RandomCrop',
	'RandomFlip',
	'RandomRotation',
	'RandomTranslation',
	'RandomZoom',
] as const;
const attention = ['MultiHeadAttention', 'GroupQueryAttention', 'GroupedQueryAttention'] as const;
const scaledInitializers = [
	'VarianceScaling',
	'GlorotUniform',
	'GlorotNormal',
	'HeUniform',
	'HeNormal',
	'LecunUniform',
	'LecunNormal',
] as const;

const keras2 = 'keras-2-only';

/**
 * Measured by loading the default configuration of each class, as Keras 2.7, 2.15 and tf_keras 2.21
 * (or a newer Keras 3) write it, in Keras 3.3 … 3.15, and taking the refused arguments out.
 */
export const argumentRows: readonly ArgumentRow[] = [
	{
		argument: 'groups',
		classes: depthwiseAndTransposed,
		telling: false,
		generation: keras2,
		neutral: '1',
	},
	{
		argument: 'time_major',
		classes: recurrent,
		telling: true,
		generation: keras2,
		neutral: 'False',
	},
	{ argument: 'batch_input_shape', classes: [], telling: true, generation: keras2, neutral: 'any' },
	{
		argument: 'query_shape',
		classes: ['MultiHeadAttention'],
		telling: true,
		generation: keras2,
		neutral: 'any',
	},
	{
		argument: 'key_shape',
		classes: ['MultiHeadAttention'],
		telling: true,
		generation: keras2,
		neutral: 'any',
	},
	{
		argument: 'value_shape',
		classes: ['MultiHeadAttention'],
		telling: true,
		generation: keras2,
		neutral: 'any',
	},
	{
		argument: 'softmax_robust_masking',
		classes: ['MultiHeadAttention'],
		telling: true,
		generation: keras2,
		neutral: 'False',
	},
	{
		argument: 'rng_type',
		classes: randomImages,
		telling: true,
		generation: keras2,
		neutral: 'any',
	},
	{
		argument: 'kernel_initializer',
		classes: separable,
		telling: false,
		generation: keras2,
		neutral: 'any',
	},
	{
		argument: 'kernel_regularizer',
		classes: separable,
		telling: false,
		generation: keras2,
		neutral: 'None',
	},
	{
		argument: 'kernel_constraint',
		classes: separable,
		telling: false,
		generation: keras2,
		neutral: 'None',
	},
	{
		argument: 'noise_shape',
		classes: spatialDropout,
		telling: false,
		generation: keras2,
		neutral: 'None',
	},
	{
		argument: 'trainable',
		classes: [...spatialDropout, 'Discretization'],
		telling: false,
		generation: keras2,
		neutral: 'True',
	},
	{
		argument: 'causal',
		classes: ['Attention', 'AdditiveAttention'],
		telling: true,
		generation: keras2,
		neutral: 'False',
	},
	{
		argument: 'fused',
		classes: ['BatchNormalization'],
		telling: true,
		generation: keras2,
		neutral: 'any',
	},
	{
		argument: 'virtual_batch_size',
		classes: ['BatchNormalization'],
		telling: true,
		generation: keras2,
		neutral: 'None',
	},
	{ argument: 'dynamic', classes: [], telling: true, generation: keras2, neutral: 'False' },
	{
		argument: 'input_length',
		classes: ['Embedding'],
		telling: false,
		generation: keras2,
		acceptedAgain: '3.3',
		neutral: 'any',
	},
	{
		argument: 'sparse',
		classes: ['CategoryEncoding'],
		telling: false,
		generation: keras2,
		acceptedAgain: '3.3',
		neutral: 'False',
	},
	{
		argument: 'function_type',
		classes: ['Lambda'],
		telling: true,
		generation: keras2,
		neutral: null,
	},
	{
		argument: 'output_shape_type',
		classes: ['Lambda'],
		telling: true,
		generation: keras2,
		neutral: null,
	},
	{
		argument: 'output_shape_module',
		classes: ['Lambda'],
		telling: true,
		generation: keras2,
		neutral: null,
	},
	{
		argument: 'quantization_config',
		classes: ['Dense', 'EinsumDense', 'Embedding', 'ReversibleEmbedding'],
		telling: true,
		generation: { since: '3.13' },
		neutral: 'None',
	},
	{
		argument: 'renorm',
		classes: ['BatchNormalization'],
		telling: true,
		generation: { since: '3.14' },
		neutral: 'False',
	},
	{
		argument: 'renorm_clipping',
		classes: ['BatchNormalization'],
		telling: true,
		generation: { since: '3.14' },
		neutral: 'None',
	},
	{
		argument: 'renorm_momentum',
		classes: ['BatchNormalization'],
		telling: true,
		generation: { since: '3.14' },
		neutral: '0.99',
	},
	{
		argument: 'use_gate',
		classes: attention,
		telling: true,
		generation: { since: '3.14' },
		neutral: 'False',
	},
	{
		argument: 'sliding_window',
		classes: attention,
		telling: true,
		generation: { since: '3.15' },
		neutral: 'None',
	},
	{
		argument: 'input_axes',
		classes: scaledInitializers,
		telling: true,
		generation: { since: '3.15' },
		neutral: 'None',
	},
	{
		argument: 'output_axes',
		classes: scaledInitializers,
		telling: true,
		generation: { since: '3.15' },
		neutral: 'None',
	},
	{
		argument: 'rms_scaling',
		classes: ['LayerNormalization'],
		telling: true,
		generation: { since: '3.4' },
		neutral: 'False',
	},
	{
		argument: 'antialias',
		classes: ['Resizing'],
		telling: false,
		generation: { since: '3.9' },
		neutral: 'False',
	},
	{
		argument: 'optional',
		classes: ['InputLayer', 'InputSpec'],
		telling: false,
		generation: { since: '3.13' },
		neutral: 'False',
	},
	{
		argument: 'ragged',
		classes: ['InputLayer'],
		telling: false,
		generation: { since: '3.9' },
		neutral: 'False',
	},
	{
		argument: 'seed',
		classes: attention,
		telling: false,
		generation: { since: '3.4' },
		neutral: 'None',
	},
	{
		argument: 'data_format',
		classes: ['ZeroPadding1D', 'RandomFlip', 'RandomBrightness', 'RandomContrast'],
		telling: false,
		generation: { since: '3.5' },
		neutral: "'channels_last'",
	},
	{
		argument: 'value_range',
		classes: ['RandomContrast'],
		telling: false,
		generation: { since: '3.8' },
		neutral: null,
	},
	{
		argument: 'axis',
		classes: ['Dice', 'Tversky'],
		telling: false,
		generation: { since: '3.4' },
		neutral: 'None',
	},
	{
		argument: 'ignore_class',
		classes: ['SparseCategoricalCrossentropy'],
		telling: false,
		generation: { since: '3.14' },
		neutral: 'None',
	},
];

/**
 * The names of the arguments in what a message prints: `{'groups': 1}`, `['batch_shape']`, or one
 * bare name. Keys of inner dictionaries do not count.
 */
export function argumentNames(captured: string): readonly string[] {
	const text = captured.replaceAll('\\', '').slice(0, 2000);
	const names: string[] = [];
	let depth = 0;
	let from = 0;
	for (let index = 0; index < text.length; index++) {
		const character = text.charAt(index);
		if (character === ':' && depth <= 1) {
			const name = /([A-Za-z_]\w*)['"`\s]*$/.exec(text.slice(from, index))?.[1];
			if (name) names.push(name);
		}
		if ('([{'.includes(character)) depth++;
		if (')]}'.includes(character)) depth--;
		if (',{['.includes(character)) from = index + 1;
	}
	return names.length > 0 ? names : (text.match(/[A-Za-z_]\w*/g) ?? []);
}

/** Whether one of the arguments in a message is known for this generation. */
export function hasArgument(captured: string, rows: readonly ArgumentRow[]): boolean {
	const names = new Set(argumentNames(captured));
	return rows.some(({ argument }) => names.has(argument));
}

export const keras2Rows = argumentRows.filter(({ generation }) => generation === keras2);
export const newerRows = argumentRows.filter(({ generation }) => generation !== keras2);

/** The classes that a set of rows names. */
export function classesOf(rows: readonly ArgumentRow[]): ReadonlySet<string> {
	return new Set(rows.flatMap(({ classes }) => classes));
}

/** Arguments in signatures and saved configurations of Keras 3, up to 3.15.1, that the rows of `layers.ts` do not list. */
export const keras3Arguments: ReadonlySet<string> = new Set(
	`backward_layer bounding_box_format cell factor fill_mode fill_value flash_attention
	gptq_unpacked_column_size layer lora_alpha lora_rank oov_method rms_scaling pad_to_aspect_ratio
	salt score_mode seed unroll use_cudnn vocabulary_dtype vocabulary_size weights zero_output_for_mask`.split(
		/\s+/,
	),
);
