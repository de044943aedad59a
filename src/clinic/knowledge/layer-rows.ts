import type { LayerRow } from './layers.ts';
import { preprocessingRows } from './preprocessing-rows.ts';

const kernel = 'kernel_initializer kernel_regularizer kernel_constraint';
const bias = 'use_bias bias_initializer bias_regularizer bias_constraint';
const window = 'kernel_size strides padding data_format dilation_rate activation';
const recurrentKernel = 'recurrent_initializer recurrent_regularizer recurrent_constraint';
const sequence = 'return_sequences return_state go_backwards stateful';
const recurrentArguments = `${sequence} unroll zero_output_for_mask time_major`;
const cellArguments = `units activation ${kernel} ${recurrentKernel} ${bias} dropout recurrent_dropout seed`;
const scaleAndCentre = `epsilon center scale beta_initializer gamma_initializer beta_regularizer
	gamma_regularizer beta_constraint gamma_constraint`;
const batchWeights = `gamma?scale beta?center ~moving_mean ~moving_variance ~moving_stddev?renorm=true
	~renorm_mean?renorm=true ~renorm_stddev?renorm=true`;
const batchArguments = `axis momentum ${scaleAndCentre} moving_mean_initializer moving_variance_initializer
	synchronized renorm renorm_clipping renorm_momentum`;
const pooling = 'pool_size strides padding data_format';
const cellWeights = 'cell/kernel cell/recurrent_kernel cell/bias?use_bias';
const heads = ['query_dense', 'key_dense', 'value_dense', 'output_dense']
	.map((dense) => `${dense}/kernel ${dense}/bias?use_bias`)
	.join(' ');
const neverDifferent = {
	time_major: [false],
	implementation: 'any',
	num_constants: 'any',
} as const;

export const layerRows: readonly LayerRow[] = [
	{
		classes: 'InputLayer',
		takes: 'batch_shape sparse ragged optional',
		renamed: { batch_input_shape: 'batch_shape' },
		dropped: { ragged: [false], optional: [false], type_spec: [null], batch_size: 'any' },
	},
	{
		classes: 'Dense',
		weights: 'kernel bias?use_bias',
		takes: `units activation ${kernel} ${bias}`,
		masks: 'passes',
	},
	{ classes: 'Activation', takes: 'activation', masks: 'passes' },
	{ classes: 'Dropout', takes: 'rate noise_shape seed', masks: 'passes' },
	{
		classes: 'SpatialDropout1D SpatialDropout2D SpatialDropout3D',
		takes: 'rate seed data_format',
		dropped: { noise_shape: [null], trainable: [true] },
		masks: 'passes',
	},
	{ classes: 'GaussianNoise', takes: 'stddev seed', masks: 'passes' },
	{ classes: 'GaussianDropout', takes: 'rate seed', masks: 'passes' },
	{ classes: 'AlphaDropout', takes: 'rate noise_shape seed', masks: 'passes' },
	{ classes: 'ActivityRegularization', takes: 'l1 l2', masks: 'passes' },
	{ classes: 'Flatten', takes: 'data_format' },
	{ classes: 'Reshape', takes: 'target_shape' },
	{ classes: 'Permute', takes: 'dims' },
	{ classes: 'RepeatVector', takes: 'n' },
	{ classes: 'Masking', takes: 'mask_value', masks: 'values' },
	{ classes: 'Identity', masks: 'passesInKeras3' },
	{
		classes: 'Embedding',
		weights: 'embeddings',
		takes:
			'input_dim output_dim embeddings_initializer embeddings_regularizer embeddings_constraint mask_zero',
		dropped: { input_length: 'any', sparse: [false] },
		masks: 'tokens',
	},
	{
		classes: 'EinsumDense',
		weights: 'kernel bias?bias_axes',
		takes: `equation output_shape activation bias_axes ${kernel} bias_initializer bias_regularizer bias_constraint`,
	},
	{
		classes: 'Conv1D Conv2D Conv3D Convolution1D Convolution2D Convolution3D',
		weights: 'kernel bias?use_bias',
		takes: `filters groups ${window} ${kernel} ${bias}`,
	},
	{
		classes:
			'Conv1DTranspose Conv2DTranspose Conv3DTranspose Convolution1DTranspose Convolution2DTranspose Convolution3DTranspose',
		weights: 'kernel bias?use_bias',
		takes: `filters output_padding ${window} ${kernel} ${bias}`,
		dropped: { groups: [1] },
	},
	{
		classes: 'DepthwiseConv1D DepthwiseConv2D',
		weights: 'depthwise_kernel bias?use_bias',
		takes: `depth_multiplier ${window} ${bias} depthwise_initializer depthwise_regularizer depthwise_constraint`,
		dropped: {
			groups: 'any',
			filters: [null],
			kernel_initializer: 'any',
			kernel_regularizer: [null],
			kernel_constraint: [null],
		},
	},
	{
		classes: 'SeparableConv1D SeparableConv2D SeparableConvolution1D SeparableConvolution2D',
		weights: 'depthwise_kernel pointwise_kernel bias?use_bias',
		takes: `filters depth_multiplier ${window} ${bias} depthwise_initializer depthwise_regularizer
			depthwise_constraint pointwise_initializer pointwise_regularizer pointwise_constraint`,
		dropped: {
			groups: [1],
			kernel_initializer: 'any',
			kernel_regularizer: [null],
			kernel_constraint: [null],
		},
		rewrite: 'causal',
	},
	{ classes: 'Cropping1D', takes: 'cropping' },
	{ classes: 'Cropping2D Cropping3D', takes: 'cropping data_format' },
	{ classes: 'ZeroPadding1D ZeroPadding2D ZeroPadding3D', takes: 'padding data_format' },
	{ classes: 'UpSampling1D', takes: 'size' },
	{ classes: 'UpSampling2D', takes: 'size data_format interpolation', rewrite: 'interpolation' },
	{ classes: 'UpSampling3D', takes: 'size data_format' },
	{
		classes: `MaxPooling1D MaxPooling2D MaxPooling3D AveragePooling1D AveragePooling2D AveragePooling3D
			MaxPool1D MaxPool2D MaxPool3D AvgPool1D AvgPool2D AvgPool3D`,
		takes: pooling,
	},
	{
		classes: 'GlobalAveragePooling1D GlobalAvgPool1D',
		takes: 'data_format keepdims',
		masks: 'pools',
	},
	{
		classes: `GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D GlobalAveragePooling2D
			GlobalAveragePooling3D GlobalMaxPool1D GlobalMaxPool2D GlobalMaxPool3D GlobalAvgPool2D GlobalAvgPool3D`,
		takes: 'data_format keepdims',
	},
	{ classes: 'Add Subtract Multiply Average Maximum Minimum', masks: 'merges' },
	{ classes: 'Concatenate', takes: 'axis', masks: 'concatenates' },
	{ classes: 'Dot', takes: 'axes normalize' },
	{
		classes: 'BatchNormalization BatchNormalizationV1 BatchNormalizationV2',
		keras3: 'BatchNormalization',
		weights: batchWeights,
		takes: batchArguments,
		dropped: { fused: 'any', virtual_batch_size: [null], adjustment: [null] },
		rewrite: 'batchNormalization',
		masks: 'passes',
	},
	{
		classes: 'SyncBatchNormalization',
		keras3: 'BatchNormalization',
		weights: batchWeights,
		takes: batchArguments,
		rewrite: 'synchronized',
		masks: 'passes',
	},
	{
		classes: 'LayerNormalization',
		weights: 'gamma?scale beta?center',
		takes: `axis ${scaleAndCentre}`,
		rewrite: 'layerNormalization',
		masks: 'passes',
	},
	{
		classes: 'GroupNormalization',
		weights: 'gamma?scale beta?center',
		takes: `groups axis ${scaleAndCentre}`,
		masks: 'passes',
	},
	{ classes: 'UnitNormalization', takes: 'axis', masks: 'passes' },
	{
		classes: 'SpectralNormalization',
		weights: '~vector_u',
		takes: 'power_iterations',
		rewrite: 'wrapper',
	},
	{
		classes: 'Normalization',
		weights: '~mean?!mean ~variance?!mean ~count?!mean',
		takes: 'axis mean variance invert',
		rewrite: 'normalization',
		masks: 'passesInKeras3',
	},
	{ classes: 'ReLU', takes: 'max_value negative_slope threshold', masks: 'passes' },
	{
		classes: 'LeakyReLU',
		takes: 'negative_slope',
		renamed: { alpha: 'negative_slope' },
		masks: 'passes',
	},
	{
		classes: 'PReLU',
		weights: 'alpha',
		takes: 'alpha_initializer alpha_regularizer alpha_constraint shared_axes',
		masks: 'passes',
	},
	{ classes: 'ELU', takes: 'alpha', masks: 'passes' },
	{ classes: 'Softmax', takes: 'axis', masks: 'uses' },
	{
		classes: 'ThresholdedReLU',
		keras3: 'ReLU',
		takes: 'threshold',
		renamed: { theta: 'threshold' },
		masks: 'passes',
	},
	{
		classes: 'LSTM',
		weights: cellWeights,
		takes: `${cellArguments} recurrent_activation unit_forget_bias ${recurrentArguments}`,
		dropped: neverDifferent,
		absent: { recurrent_activation: 'hard_sigmoid' },
		rewrite: 'recurrent',
		masks: 'recurrent',
	},
	{
		classes: 'GRU',
		weights: cellWeights,
		takes: `${cellArguments} recurrent_activation reset_after ${recurrentArguments}`,
		dropped: neverDifferent,
		absent: { recurrent_activation: 'hard_sigmoid', reset_after: false },
		rewrite: 'recurrent',
		masks: 'recurrent',
	},
	{
		classes: 'SimpleRNN',
		weights: cellWeights,
		takes: `${cellArguments} ${recurrentArguments}`,
		dropped: neverDifferent,
		rewrite: 'recurrent',
		masks: 'recurrent',
	},
	{
		classes: 'CuDNNLSTM',
		keras3: 'LSTM',
		weights: cellWeights,
		takes: `units ${kernel} ${recurrentKernel} ${bias} unit_forget_bias ${sequence}`,
		dropped: neverDifferent,
		rewrite: 'cudnn',
		masks: 'recurrent',
	},
	{
		classes: 'CuDNNGRU',
		keras3: 'GRU',
		weights: cellWeights,
		takes: `units ${kernel} ${recurrentKernel} ${bias} ${sequence}`,
		dropped: neverDifferent,
		rewrite: 'cudnn',
		masks: 'recurrent',
	},
	{
		classes: 'RNN',
		takes: recurrentArguments,
		dropped: neverDifferent,
		rewrite: 'recurrent',
		masks: 'recurrent',
	},
	{
		classes: 'LSTMCell',
		weights: 'kernel recurrent_kernel bias?use_bias',
		takes: `${cellArguments} recurrent_activation unit_forget_bias`,
		dropped: { implementation: 'any' },
		absent: { recurrent_activation: 'hard_sigmoid' },
	},
	{
		classes: 'GRUCell',
		weights: 'kernel recurrent_kernel bias?use_bias',
		takes: `${cellArguments} recurrent_activation reset_after`,
		dropped: { implementation: 'any' },
		absent: { recurrent_activation: 'hard_sigmoid', reset_after: false },
	},
	{
		classes: 'SimpleRNNCell',
		weights: 'kernel recurrent_kernel bias?use_bias',
		takes: cellArguments,
		dropped: { implementation: 'any' },
	},
	{ classes: 'StackedRNNCells', dropped: { reverse_state_order: [false] } },
	{
		classes: 'ConvLSTM1D ConvLSTM2D ConvLSTM3D',
		weights: cellWeights,
		takes: `filters kernel_size strides padding data_format dilation_rate activation recurrent_activation
			${kernel} ${recurrentKernel} ${bias} unit_forget_bias dropout recurrent_dropout seed ${sequence}`,
		dropped: { ...neverDifferent, unroll: [false], zero_output_for_mask: [false, null] },
		absent: { recurrent_activation: 'hard_sigmoid' },
		rewrite: 'recurrent',
		masks: 'recurrent',
	},
	{ classes: 'Bidirectional', takes: 'merge_mode', rewrite: 'wrapper', masks: 'recurrent' },
	{ classes: 'TimeDistributed', rewrite: 'wrapper', masks: 'uses' },
	{
		classes: 'MultiHeadAttention',
		weights: heads,
		takes: `num_heads key_dim value_dim dropout use_bias output_shape attention_axes ${kernel} ${bias} seed`,
		dropped: {
			query_shape: 'any',
			key_shape: 'any',
			value_shape: 'any',
			softmax_robust_masking: [false, null],
		},
		rewrite: 'attention',
		masks: 'attendsHeads',
	},
	{
		classes: 'Attention',
		weights: 'scale?use_scale concat_score_weight?score_mode=concat',
		takes: 'use_scale score_mode dropout seed',
		dropped: { causal: [false] },
		rewrite: 'attention',
		masks: 'attends',
	},
	{
		classes: 'AdditiveAttention',
		weights: 'scale?use_scale',
		takes: 'use_scale dropout',
		dropped: { causal: [false] },
		rewrite: 'attention',
		masks: 'attends',
	},
	...preprocessingRows,
	{
		classes: 'LayerScale',
		keras3: 'DepthwiseConv2D',
		weights: 'gamma',
		dropped: { init_values: 'any', projection_dim: 'any' },
		rewrite: 'layerScale',
	},
	{
		classes: 'LocallyConnected1D LocallyConnected2D',
		weights: 'kernel bias?use_bias',
		refused: 'locally-connected',
	},
	{
		classes: 'CategoryCrossing',
		refused: 'category-crossing',
	},
	{
		classes: 'DropoutWrapper ResidualWrapper DeviceWrapper',
		refused: 'cell-wrapper',
	},
	{
		classes: 'DenseFeatures',
		refused: 'feature-columns',
	},
	{
		classes: 'RandomFourierFeatures',
		weights: '~random_features_scale ~unscaled_kernel ~bias',
		refused: 'fourier-features',
	},
];
