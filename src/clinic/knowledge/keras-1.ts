/**
 * What the layers and arguments of Keras 1.1 and 1.2 are called in Keras 2, from
 * `keras/legacy/interfaces.py` of Keras 2.2.4 and `get_config` of the layers of Keras 1.2.2.
 */

/** Classes with another name; the rest kept theirs. */
export const keras1Classes: Readonly<Record<string, string>> = {
	AtrousConvolution1D: 'Conv1D',
	AtrousConvolution2D: 'Conv2D',
	Convolution1D: 'Conv1D',
	Convolution2D: 'Conv2D',
	Convolution3D: 'Conv3D',
	Deconvolution2D: 'Conv2DTranspose',
	SeparableConvolution2D: 'SeparableConv2D',
	// Dense works on the last axis since.
	TimeDistributedDense: 'Dense',
};

/** The layers that the modes of Merge became. */
export const keras1Merges: Readonly<Record<string, string>> = {
	sum: 'Add',
	mul: 'Multiply',
	ave: 'Average',
	max: 'Maximum',
	concat: 'Concatenate',
	dot: 'Dot',
};

/** Layers that Keras 2 no longer had. */
export const keras1Refused: ReadonlySet<string> = new Set([
	'Highway',
	'MaxoutDense',
	'ParametricSoftplus',
	'SReLU',
]);

export const keras1Arguments: Readonly<Record<string, string>> = {
	W_constraint: 'kernel_constraint',
	W_regularizer: 'kernel_regularizer',
	U_regularizer: 'recurrent_regularizer',
	atrous_rate: 'dilation_rate',
	b_constraint: 'bias_constraint',
	b_regularizer: 'bias_regularizer',
	bias: 'use_bias',
	border_mode: 'padding',
	dim_ordering: 'data_format',
	dropout_U: 'recurrent_dropout',
	dropout_W: 'dropout',
	filter_length: 'kernel_size',
	init: 'kernel_initializer',
	inner_activation: 'recurrent_activation',
	inner_init: 'recurrent_initializer',
	length: 'size',
	nb_filter: 'filters',
	output_dim: 'units',
	p: 'rate',
	pool_length: 'pool_size',
	sigma: 'stddev',
	stride: 'strides',
	subsample: 'strides',
	subsample_length: 'strides',
};

/** Where a class calls an argument otherwise, or has it no more (null). */
export const keras1Exceptions: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
	BatchNormalization: { mode: null },
	Conv2DTranspose: { output_shape: null },
	Embedding: {
		W_constraint: 'embeddings_constraint',
		W_regularizer: 'embeddings_regularizer',
		dropout: null,
		init: 'embeddings_initializer',
		input_dim: 'input_dim',
		output_dim: 'output_dim',
	},
	PReLU: { init: 'alpha_initializer' },
	SeparableConv2D: { init: 'depthwise_initializer' },
};

/** Told Keras 1 how to run or to begin, or stand in the shape of the input too. */
export const keras1Dropped: ReadonlySet<string> = new Set([
	'consume_less',
	'forget_bias_init',
	'input_dim',
	'input_length',
]);

/** Layers that need the order of axes and do not write it down. */
export const keras1Silent: ReadonlySet<string> = new Set([
	'Cropping2D',
	'Cropping3D',
	'UpSampling2D',
	'UpSampling3D',
	'ZeroPadding2D',
	'ZeroPadding3D',
]);

/** Initializers, regularizers and constraints by the names that they had as functions. */
export const keras1Objects: Readonly<Record<string, string>> = {
	L1L2Regularizer: 'L1L2',
	MaxNorm: 'MaxNorm',
	NonNeg: 'NonNeg',
	UnitNorm: 'UnitNorm',
	glorot_normal: 'GlorotNormal',
	glorot_uniform: 'GlorotUniform',
	he_normal: 'HeNormal',
	he_uniform: 'HeUniform',
	identity: 'Identity',
	lecun_uniform: 'LecunUniform',
	normal: 'RandomNormal',
	one: 'Ones',
	orthogonal: 'Orthogonal',
	uniform: 'RandomUniform',
	zero: 'Zeros',
};

/** The gates of recurrent layers in the order of Keras 1 and, by their places there, in that of Keras 2. */
export const keras1Gates: readonly {
	readonly gates: readonly string[];
	readonly order: readonly number[];
}[] = [
	{ gates: ['i', 'c', 'f', 'o'], order: [0, 2, 1, 3] },
	{ gates: ['z', 'r', 'h'], order: [0, 1, 2] },
];
