/**
 * TensorFlow functions that Keras 2 wrote into a model as `TFOpLambda`, and the operation of Keras 3
 * that computes the same. Signatures: the API of TensorFlow 2.21 and `keras.src.ops` of Keras 3.15.1.
 */
export interface OperationRow {
	/** The symbols that a file names, without `tf.`. */
	readonly symbols: string;
	/** Module below `keras.src.ops` and class. */
	readonly operation: string;
	/** What Keras 3 is called with, by the names of TensorFlow, in order; the first is the positional one. */
	readonly inputs: string;
	/** Arguments of the operation, as `keras3=tensorflow`; a single name is the same in both. */
	readonly settings?: string;
	/** Arguments of the operation that TensorFlow has as a fixed meaning or default. */
	readonly fixed?: Readonly<Record<string, string | number | boolean | null>>;
	/** `sizes`: sizes of pieces become the places to cut. */
	readonly convert?: 'sizes';
	/** Flags that turn the last two axes of an input. */
	readonly transposed?: Readonly<Record<string, string>>;
	/** Other arguments of TensorFlow, and the values with which they do nothing. */
	readonly neutral?: Readonly<Record<string, readonly (string | number | boolean | null)[]>>;
}

const reduction = 'axis keepdims';
const input = 'input_tensor';

export const operationRows: readonly OperationRow[] = [
	...binary('math.add __operators__.add add', 'numpy.Add'),
	...binary('math.subtract __operators__.sub subtract', 'numpy.Subtract'),
	...binary('math.multiply __operators__.mul multiply', 'numpy.Multiply'),
	...binary('math.divide math.truediv __operators__.truediv divide truediv', 'numpy.TrueDivide'),
	...binary('math.divide_no_nan', 'numpy.DivideNoNan'),
	...binary('math.floordiv __operators__.floordiv', 'numpy.FloorDivide'),
	...binary('math.floormod math.mod __operators__.mod', 'numpy.Mod'),
	...binary('math.pow __operators__.pow pow', 'numpy.Power'),
	...binary('math.maximum maximum', 'numpy.Maximum'),
	...binary('math.minimum minimum', 'numpy.Minimum'),
	...binary('math.greater __operators__.gt greater', 'numpy.Greater'),
	...binary('math.greater_equal __operators__.ge greater_equal', 'numpy.GreaterEqual'),
	...binary('math.less __operators__.lt less', 'numpy.Less'),
	...binary('math.less_equal __operators__.le less_equal', 'numpy.LessEqual'),
	...binary('math.equal __operators__.eq equal', 'numpy.Equal'),
	...binary('math.not_equal __operators__.ne not_equal', 'numpy.NotEqual'),
	...binary('math.logical_and __operators__.and logical_and', 'numpy.LogicalAnd'),
	...binary('math.logical_or __operators__.or logical_or', 'numpy.LogicalOr'),
	{ symbols: 'math.atan2 atan2', operation: 'numpy.Arctan2', inputs: 'y x' },
	...unary('math.negative __operators__.neg negative', 'numpy.Negative'),
	...unary('math.abs abs', 'numpy.Absolute'),
	...unary('math.exp exp', 'numpy.Exp'),
	...unary('math.expm1', 'numpy.Expm1'),
	...unary('math.log', 'numpy.Log'),
	...unary('math.log1p', 'numpy.Log1p'),
	...unary('math.sqrt sqrt', 'numpy.Sqrt'),
	...unary('math.rsqrt', 'math.Rsqrt'),
	...unary('math.square square', 'numpy.Square'),
	...unary('math.reciprocal', 'numpy.Reciprocal'),
	...unary('math.sin sin', 'numpy.Sin'),
	...unary('math.cos cos', 'numpy.Cos'),
	...unary('math.tan tan', 'numpy.Tan'),
	...unary('math.asin asin', 'numpy.Arcsin'),
	...unary('math.acos acos', 'numpy.Arccos'),
	...unary('math.atan atan', 'numpy.Arctan'),
	...unary('math.sinh sinh', 'numpy.Sinh'),
	...unary('math.cosh cosh', 'numpy.Cosh'),
	...unary('math.tanh tanh nn.tanh', 'numpy.Tanh'),
	...unary('math.sigmoid sigmoid nn.sigmoid', 'nn.Sigmoid'),
	...unary('math.log_sigmoid', 'nn.LogSigmoid'),
	...unary('math.softplus nn.softplus', 'nn.Softplus'),
	...unary('math.erf', 'math.Erf'),
	...unary('math.floor floor', 'numpy.Floor'),
	...unary('math.ceil', 'numpy.Ceil'),
	...unary('math.round round', 'numpy.Round'),
	...unary('math.sign sign', 'numpy.Sign'),
	...unary('math.is_nan', 'numpy.Isnan'),
	...unary('math.logical_not __operators__.invert logical_not', 'numpy.LogicalNot'),
	...reduced('math.reduce_mean reduce_mean', 'numpy.Mean'),
	...reduced('math.reduce_sum reduce_sum', 'numpy.Sum'),
	...reduced('math.reduce_max reduce_max', 'numpy.Max'),
	...reduced('math.reduce_min reduce_min', 'numpy.Min'),
	...reduced('math.reduce_prod reduce_prod', 'numpy.Prod'),
	...reduced('math.reduce_any reduce_any', 'numpy.Any'),
	...reduced('math.reduce_all reduce_all', 'numpy.All'),
	...reduced('math.reduce_std', 'numpy.Std'),
	...reduced('math.reduce_variance', 'numpy.Var'),
	...reduced('math.reduce_logsumexp reduce_logsumexp', 'math.Logsumexp'),
	{
		symbols: 'math.argmax argmax',
		operation: 'numpy.Argmax',
		inputs: 'input',
		settings: 'axis',
		fixed: { axis: 0 },
		neutral: { output_type: ['int64', 'int32'] },
	},
	{
		symbols: 'math.argmin argmin',
		operation: 'numpy.Argmin',
		inputs: 'input',
		settings: 'axis',
		fixed: { axis: 0 },
		neutral: { output_type: ['int64', 'int32'] },
	},
	{
		symbols: 'math.cumsum cumsum',
		operation: 'numpy.Cumsum',
		inputs: 'x',
		settings: 'axis',
		fixed: { axis: 0 },
		neutral: { exclusive: [false], reverse: [false] },
	},
	{
		symbols: 'math.l2_normalize nn.l2_normalize',
		operation: 'nn.Normalize',
		inputs: 'x',
		settings: 'axis',
		fixed: { order: 2, epsilon: 1e-6 },
		neutral: { epsilon: [1e-12] },
	},
	...features('nn.relu', 'nn.Relu'),
	...features('nn.relu6', 'nn.Relu6'),
	...features('nn.elu', 'nn.Elu'),
	...features('nn.selu', 'nn.Selu'),
	...features('nn.softsign', 'nn.Softsign'),
	{
		symbols: 'nn.leaky_relu',
		operation: 'nn.LeakyRelu',
		inputs: 'features',
		settings: 'negative_slope=alpha',
		fixed: { negative_slope: 0.2 },
	},
	{
		symbols: 'nn.gelu',
		operation: 'nn.Gelu',
		inputs: 'features',
		settings: 'approximate',
		fixed: { approximate: false },
	},
	{ symbols: 'nn.silu nn.swish', operation: 'nn.Silu', inputs: 'features', neutral: { beta: [1] } },
	{
		symbols: 'nn.softmax',
		operation: 'nn.Softmax',
		inputs: 'logits',
		settings: 'axis',
		fixed: { axis: -1 },
	},
	{
		symbols: 'nn.log_softmax',
		operation: 'nn.LogSoftmax',
		inputs: 'logits',
		settings: 'axis',
		fixed: { axis: -1 },
	},
	{
		symbols: 'nn.depth_to_space',
		operation: 'nn.DepthToSpace',
		inputs: 'input',
		settings: 'block_size',
		fixed: { data_format: 'channels_last' },
		neutral: { data_format: ['NHWC'] },
	},
	{
		symbols: 'nn.space_to_depth',
		operation: 'nn.SpaceToDepth',
		inputs: 'input',
		settings: 'block_size',
		fixed: { data_format: 'channels_last' },
		neutral: { data_format: ['NHWC'] },
	},
	{
		symbols: 'nn.bias_add',
		operation: 'numpy.Add',
		inputs: 'value bias',
		neutral: { data_format: [null, 'NHWC'] },
	},
	{ symbols: 'reshape', operation: 'numpy.Reshape', inputs: 'tensor', settings: 'newshape=shape' },
	{ symbols: 'expand_dims', operation: 'numpy.ExpandDims', inputs: 'input', settings: 'axis' },
	{ symbols: 'squeeze', operation: 'numpy.Squeeze', inputs: 'input', settings: 'axis' },
	{
		symbols: 'compat.v1.squeeze',
		operation: 'numpy.Squeeze',
		inputs: 'input',
		settings: 'axis',
		neutral: { squeeze_dims: [null] },
	},
	{
		symbols: 'transpose compat.v1.transpose',
		operation: 'numpy.Transpose',
		inputs: 'a',
		settings: 'axes=perm',
		neutral: { conjugate: [false] },
	},
	{ symbols: 'concat', operation: 'numpy.Concatenate', inputs: 'values', settings: 'axis' },
	{
		symbols: 'stack',
		operation: 'numpy.Stack',
		inputs: 'values',
		settings: 'axis',
		fixed: { axis: 0 },
	},
	{
		symbols: 'unstack',
		operation: 'core.Unstack',
		inputs: 'value',
		settings: 'num axis',
		fixed: { axis: 0 },
	},
	{
		symbols: 'split',
		operation: 'numpy.Split',
		inputs: 'value',
		settings: 'indices_or_sections=num_or_size_splits axis',
		convert: 'sizes',
		fixed: { axis: 0 },
		neutral: { num: [null] },
	},
	{ symbols: 'tile', operation: 'numpy.Tile', inputs: 'input', settings: 'repeats=multiples' },
	{ symbols: 'repeat', operation: 'numpy.Repeat', inputs: 'input', settings: 'repeats axis' },
	{ symbols: 'reverse', operation: 'numpy.Flip', inputs: 'tensor', settings: 'axis' },
	{ symbols: 'roll', operation: 'numpy.Roll', inputs: 'input', settings: 'shift axis' },
	{
		symbols: 'clip_by_value',
		operation: 'numpy.Clip',
		inputs: 't',
		settings: 'x_min=clip_value_min x_max=clip_value_max',
	},
	{ symbols: 'cast', operation: 'core.Cast', inputs: 'x', settings: 'dtype' },
	{ symbols: 'where', operation: 'numpy.Where', inputs: 'condition x y' },
	{ symbols: 'ones_like', operation: 'numpy.OnesLike', inputs: 'input', settings: 'dtype' },
	{ symbols: 'zeros_like', operation: 'numpy.ZerosLike', inputs: 'input', settings: 'dtype' },
	{ symbols: 'stop_gradient', operation: 'core.StopGradient', inputs: 'input' },
	{
		symbols: 'one_hot',
		operation: 'nn.OneHot',
		inputs: 'indices',
		settings: 'num_classes=depth axis dtype',
		fixed: { axis: -1, dtype: 'float32' },
		neutral: { on_value: [null, 1], off_value: [null, 0] },
	},
	{
		symbols: 'gather',
		operation: 'numpy.Take',
		inputs: 'params indices',
		settings: 'axis',
		fixed: { axis: 0 },
		neutral: { batch_dims: [0], validate_indices: [null] },
	},
	{
		symbols: 'pad',
		operation: 'numpy.Pad',
		inputs: 'tensor',
		settings: 'pad_width=paddings',
		neutral: { mode: ['CONSTANT'], constant_values: [0] },
	},
	{
		symbols: 'linalg.matmul matmul',
		operation: 'numpy.Matmul',
		inputs: 'a b',
		transposed: { transpose_a: 'a', transpose_b: 'b' },
		neutral: {
			adjoint_a: [false],
			adjoint_b: [false],
			a_is_sparse: [false],
			b_is_sparse: [false],
			output_type: [null],
			grad_a: [false],
			grad_b: [false],
		},
	},
	{ symbols: 'tensordot', operation: 'numpy.Tensordot', inputs: 'a b', settings: 'axes' },
	{
		symbols: 'image.resize',
		operation: 'image.Resize',
		inputs: 'images',
		settings: 'size interpolation=method antialias',
		fixed: { interpolation: 'bilinear', data_format: 'channels_last' },
		neutral: { preserve_aspect_ratio: [false] },
	},
	{
		symbols: 'image.rgb_to_grayscale',
		operation: 'image.RGBToGrayscale',
		inputs: 'images',
		fixed: { data_format: 'channels_last' },
	},
];

function binary(symbols: string, operation: string): OperationRow[] {
	return [{ symbols, operation, inputs: 'x y' }];
}

function unary(symbols: string, operation: string): OperationRow[] {
	return [{ symbols, operation, inputs: 'x' }];
}

function features(symbols: string, operation: string): OperationRow[] {
	return [{ symbols, operation, inputs: 'features' }];
}

function reduced(symbols: string, operation: string): OperationRow[] {
	return [{ symbols, operation, inputs: input, settings: reduction }];
}

const bySymbol = new Map(
	operationRows.flatMap((row) => row.symbols.split(' ').map((symbol) => [symbol, row] as const)),
);

export function operationRow(symbol: string): OperationRow | undefined {
	return bySymbol.get(symbol);
}

/** Resize methods that both have under one name. */
export const resizeMethods: ReadonlySet<string> = new Set([
	'bilinear',
	'nearest',
	'bicubic',
	'lanczos3',
	'lanczos5',
	'area',
]);
