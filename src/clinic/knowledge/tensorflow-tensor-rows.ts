import type { OperationRow } from './tensorflow-operations.ts';

const bool = { gives: 'bool' } as const;
const narrowIntegers = /^u?int(8|16)$/;
const wideIntegers = /^u?int(32|64)$/;
const reduction = 'axis=$axis, keepdims=$keepdims';
const norm = `numpy.Sqrt(numpy.Sum(numpy.Square($tensor), ${reduction}))`;
const matrixFlags = {
	a_is_sparse: [false],
	b_is_sparse: [false],
	output_type: [null],
	grad_a: [false],
	grad_b: [false],
} as const;

/** Arithmetic, reductions and what changes the shape of tensors. */
export const tensorRows: readonly OperationRow[] = [
	...binary('math.add __operators__.add add', 'numpy.Add'),
	...binary('math.subtract __operators__.sub subtract', 'numpy.Subtract'),
	...binary('math.multiply __operators__.mul multiply', 'numpy.Multiply'),
	{
		symbols: 'math.divide math.truediv __operators__.truediv divide truediv',
		recipe: 'numpy.TrueDivide(double($x), double($y))',
		types: wideIntegers,
		gives: 'float64',
	},
	...binary('math.divide math.truediv __operators__.truediv divide truediv', 'numpy.TrueDivide'),
	...binary('math.divide_no_nan', 'numpy.DivideNoNan'),
	...binary('math.floordiv __operators__.floordiv compat.v1.floor_div', 'numpy.FloorDivide'),
	...binary('math.floormod math.mod __operators__.mod', 'numpy.Mod'),
	...binary('math.pow __operators__.pow pow', 'numpy.Power'),
	...binary('math.maximum maximum', 'numpy.Maximum'),
	...binary('math.minimum minimum', 'numpy.Minimum'),
	...binary('math.greater __operators__.gt greater', 'numpy.Greater', bool),
	...binary('math.greater_equal __operators__.ge greater_equal', 'numpy.GreaterEqual', bool),
	...binary('math.less __operators__.lt less', 'numpy.Less', bool),
	...binary('math.less_equal __operators__.le less_equal', 'numpy.LessEqual', bool),
	...binary('math.equal equal', 'numpy.Equal', bool),
	...binary('math.not_equal not_equal', 'numpy.NotEqual', bool),
	{ symbols: '__operators__.eq', recipe: 'numpy.Equal($self, $other)', ...bool },
	{ symbols: '__operators__.ne', recipe: 'numpy.NotEqual($self, $other)', ...bool },
	...binary('math.logical_and __operators__.and logical_and', 'numpy.LogicalAnd'),
	...binary('math.logical_or __operators__.or logical_or', 'numpy.LogicalOr'),
	...binary('math.logical_xor __operators__.xor', 'numpy.LogicalXor'),
	{ symbols: 'math.atan2 atan2', recipe: 'numpy.Arctan2($y, $x)' },
	{ symbols: 'math.squared_difference', recipe: 'numpy.Square(numpy.Subtract($x, $y))' },
	{
		symbols: 'math.multiply_no_nan',
		recipe: 'numpy.Where(numpy.Equal($y, 0), 0, numpy.Multiply($x, $y))',
		first: 'x',
	},
	{ symbols: 'math.add_n add_n', recipe: 'numpy.Sum(numpy.Stack($inputs*, axis=0), axis=0)' },
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
	...unary('math.asinh asinh', 'numpy.Arcsinh'),
	...unary('math.acosh acosh', 'numpy.Arccosh'),
	...unary('math.atanh atanh', 'numpy.Arctanh'),
	...unary('math.erf', 'math.Erf'),
	...unary('math.erfinv', 'math.Erfinv'),
	{ symbols: 'math.erfc', recipe: 'numpy.Subtract(1, math.Erf($x))' },
	...unary('math.floor floor', 'numpy.Floor'),
	...unary('math.ceil', 'numpy.Ceil'),
	...unary('math.round round math.rint', 'numpy.Round'),
	...unary('math.sign sign', 'numpy.Sign'),
	...unary('math.is_nan', 'numpy.Isnan', bool),
	...unary('math.is_inf', 'numpy.Isinf', bool),
	...unary('math.is_finite', 'numpy.Isfinite', bool),
	...unary('math.logical_not __operators__.invert logical_not', 'numpy.LogicalNot'),
	{
		symbols:
			'math.reduce_mean reduce_mean math.reduce_sum reduce_sum math.reduce_prod reduce_prod math.cumsum cumsum',
		recipe: 'refuse("narrow-integers")',
		types: narrowIntegers,
	},
	{
		// Of integers TensorFlow gives an integer, cut towards zero.
		symbols: 'math.reduce_mean reduce_mean',
		recipe: `core.Cast(numpy.Mean(double($input_tensor), ${reduction}), dtype=type($input_tensor))`,
		types: wideIntegers,
	},
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
		symbols: 'math.reduce_euclidean_norm',
		recipe: norm.replace('$tensor', '$input_tensor'),
	},
	{ symbols: 'norm compat.v1.norm linalg.norm', recipe: norm, only: { ord: ['euclidean'] } },
	{
		symbols: 'norm compat.v1.norm linalg.norm',
		recipe: `numpy.Sum(numpy.Absolute($tensor), ${reduction})`,
		only: { ord: [1] },
	},
	{
		symbols: 'math.l2_normalize nn.l2_normalize linalg.l2_normalize',
		recipe:
			'numpy.Multiply($x, math.Rsqrt(numpy.Maximum(numpy.Sum(numpy.Square($x), axis=$axis, keepdims=true), $epsilon)))',
		defaults: { epsilon: 1e-12 },
		only: { dim: [null] },
	},
	{
		symbols: 'clip_by_norm',
		recipe: `numpy.TrueDivide(numpy.Multiply($t, $clip_norm), numpy.Maximum(numpy.Sqrt(numpy.Sum(
			numpy.Square($t), axis=$axes, keepdims=true)), $clip_norm))`,
	},
	{
		symbols: 'math.count_nonzero',
		recipe: `numpy.Sum(core.Cast(numpy.NotEqual($input, 0), dtype="int64"), ${reduction})`,
		gives: 'int64',
		only: { dtype: ['int64'] },
	},
	...['Argmax', 'Argmin'].map((operation) => ({
		symbols: `math.${operation.toLowerCase()} ${operation.toLowerCase()}`,
		recipe: `numpy.${operation}($input, axis=$axis)`,
		defaults: { axis: 0 },
		only: { output_type: ['int64', 'int32'] },
		gives: 'int32',
	})),
	...['Cumsum', 'Cumprod'].flatMap((operation) => {
		const symbols = `math.${operation.toLowerCase()} ${operation.toLowerCase()}`;
		const common = { symbols, defaults: { axis: 0 } };
		return [
			{
				...common,
				recipe: `numpy.${operation}($x, axis=$axis)`,
				only: { exclusive: [false], reverse: [false] },
			},
			{
				...common,
				recipe: `numpy.Flip(numpy.${operation}(numpy.Flip($x, axis=$axis), axis=$axis), axis=$axis)`,
				only: { exclusive: [false], reverse: [true] },
			},
		];
	}),
	{
		symbols: 'sort',
		recipe: 'numpy.Sort($values, axis=$axis)',
		defaults: { axis: -1 },
		only: { direction: ['ASCENDING'] },
	},
	{
		symbols: 'sort',
		recipe: 'numpy.Negative(numpy.Sort(numpy.Negative($values), axis=$axis))',
		defaults: { axis: -1 },
		only: { direction: ['DESCENDING'] },
	},
	{
		symbols: 'argsort',
		recipe: 'numpy.Argsort($values, axis=$axis)',
		defaults: { axis: -1 },
		only: { direction: ['ASCENDING'], stable: [false, true] },
		gives: 'int32',
	},
	{
		symbols: 'argsort',
		recipe: 'numpy.Argsort(numpy.Negative($values), axis=$axis)',
		defaults: { axis: -1 },
		only: { direction: ['DESCENDING'], stable: [false, true] },
		gives: 'int32',
	},
	{
		symbols: 'math.top_k nn.top_k',
		recipe: 'math.TopK($input, k=$k, sorted=$sorted)',
		defaults: { k: 1, sorted: true },
		only: { index_type: ['int32'] },
	},
	{ symbols: 'reshape', recipe: 'numpy.Reshape($tensor, newshape=shape($shape))' },
	{ symbols: 'expand_dims', recipe: 'numpy.ExpandDims($input, axis=$axis)' },
	{
		symbols: 'squeeze compat.v1.squeeze',
		recipe: 'numpy.Squeeze($input, axis=$axis)',
		only: { squeeze_dims: [null] },
	},
	{
		symbols: 'transpose compat.v1.transpose',
		recipe: 'numpy.Transpose($a, axes=$perm)',
		only: { conjugate: [false] },
	},
	{ symbols: 'concat', recipe: 'numpy.Concatenate($values*, axis=$axis)' },
	{ symbols: 'stack', recipe: 'numpy.Stack($values*, axis=$axis)', defaults: { axis: 0 } },
	{
		symbols: 'unstack',
		recipe: 'core.Unstack($value, num=$num, axis=$axis)',
		defaults: { axis: 0 },
	},
	{
		symbols: 'split',
		recipe: 'numpy.Split($value, indices_or_sections=places($num_or_size_splits), axis=$axis)',
		defaults: { axis: 0 },
		only: { num: [null] },
	},
	{ symbols: 'tile', recipe: 'numpy.Tile($input, repeats=$multiples)' },
	{ symbols: 'repeat', recipe: 'numpy.Repeat($input, repeats=$repeats, axis=$axis)' },
	{ symbols: 'reverse', recipe: 'numpy.Flip($tensor, axis=$axis)' },
	{ symbols: 'roll', recipe: 'numpy.Roll($input, shift=$shift, axis=$axis)' },
	{ symbols: 'broadcast_to', recipe: 'numpy.BroadcastTo($input, shape=$shape)' },
	{
		symbols: 'slice',
		recipe: 'numpy.GetItem($input_, pieces($begin, $size))',
	},
	{
		symbols: 'clip_by_value',
		recipe: 'numpy.Clip($t, x_min=$clip_value_min, x_max=$clip_value_max)',
	},
	{ symbols: 'cast', recipe: 'core.Cast($x, dtype=$dtype)', gives: '$dtype' },
	{ symbols: 'where', recipe: 'numpy.Where($condition, $x, $y)', gives: '$x' },
	{ symbols: 'ones_like', recipe: 'numpy.OnesLike($input, dtype=$dtype)', gives: '$dtype' },
	{ symbols: 'zeros_like', recipe: 'numpy.ZerosLike($input, dtype=$dtype)', gives: '$dtype' },
	{ symbols: 'stop_gradient', recipe: 'core.StopGradient($input)' },
	{ symbols: 'identity guarantee_const', recipe: 'numpy.Copy($input)' },
	{ symbols: 'convert_to_tensor', recipe: 'numpy.Copy($value)', only: { dtype: [null] } },
	{ symbols: 'ensure_shape', recipe: 'numpy.Copy($x)', only: { shape: 'any' } },
	{ symbols: 'debugging.check_numerics', recipe: 'numpy.Copy($tensor)', only: { message: 'any' } },
	{
		symbols: 'one_hot',
		recipe: 'nn.OneHot($indices, num_classes=$depth, axis=$axis, dtype=$dtype)',
		defaults: { axis: -1, dtype: 'float32' },
		only: { on_value: [null, 1], off_value: [null, 0] },
		gives: '$dtype',
	},
	{
		symbols: 'gather compat.v1.gather',
		recipe: 'numpy.Take($params, $indices:int32, axis=$axis)',
		defaults: { axis: 0 },
		only: { batch_dims: [0], validate_indices: [null] },
	},
	{
		symbols: 'nn.embedding_lookup compat.v1.nn.embedding_lookup',
		recipe: 'numpy.Take($params, $ids:int32, axis=0)',
		only: {
			partition_strategy: ['div', 'mod'],
			max_norm: [null],
			validate_indices: [true],
		},
	},
	{
		symbols: 'pad compat.v1.pad',
		recipe: 'numpy.Pad($tensor, $constant_values, pad_width=$paddings)',
		defaults: { constant_values: 0 },
		only: { mode: ['CONSTANT', 'constant'] },
	},
	...['reflect', 'symmetric'].map((mode) => ({
		symbols: 'pad compat.v1.pad',
		recipe: `numpy.Pad($tensor, pad_width=$paddings, mode="${mode}")`,
		only: { mode: [mode.toUpperCase(), mode], constant_values: [0] },
	})),
	{
		symbols: 'linalg.matmul matmul',
		recipe:
			'numpy.Matmul(turned($a, $transpose_a, $adjoint_a), turned($b, $transpose_b, $adjoint_b))',
		defaults: {
			transpose_a: false,
			transpose_b: false,
			adjoint_a: false,
			adjoint_b: false,
		},
		only: matrixFlags,
	},
	{ symbols: 'tensordot', recipe: 'numpy.Tensordot($a, $b, axes=$axes)' },
	{ symbols: 'linalg.trace', recipe: 'numpy.Trace($x, axis1=-2, axis2=-1)' },
	{
		symbols: 'linalg.diag_part',
		recipe: 'numpy.Diagonal($input, axis1=-2, axis2=-1)',
		only: { k: [0] },
	},
	{ symbols: 'linalg.det', recipe: 'linalg.Det($input)' },
	{ symbols: 'linalg.inv', recipe: 'linalg.Inv($input)', only: { adjoint: [false] } },
	{
		symbols: 'linalg.cross',
		recipe: 'numpy.Cross($a, $b)',
	},
	{ symbols: 'keras.backend.batch_flatten', recipe: 'layers.Flatten($x)' },
];

type More = Partial<Pick<OperationRow, 'gives' | 'types'>>;

function binary(symbols: string, operation: string, more: More = {}): OperationRow[] {
	return [{ symbols, recipe: `${operation}($x, $y)`, ...more }];
}

function unary(symbols: string, operation: string, more: More = {}): OperationRow[] {
	return [{ symbols, recipe: `${operation}($x)`, ...more }];
}

function reduced(symbols: string, operation: string): OperationRow[] {
	return [{ symbols, recipe: `${operation}($input_tensor, ${reduction})` }];
}
