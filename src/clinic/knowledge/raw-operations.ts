/**
 * An operation of TensorFlow's graph, which Keras 2 on TensorFlow 2.0 to 2.3 wrote into a model for a call of
 * TensorFlow (`TensorFlowOpLayer`), as the function that makes it.
 */
export interface RawOperation {
	/** The function, without `tf.`, as the tables of TensorFlow's functions name it. */
	readonly symbol: string;
	/** The function's arguments, in the order of the operation's inputs; one that ends in `*` takes all that are left. */
	readonly inputs: readonly string[];
	/** Which attribute of the operation is which of the function's arguments. */
	readonly attributes: Readonly<Record<string, string>>;
}

/**
 * The operation, its function, the arguments, and `attribute=argument`. Source: the definitions of the operations
 * in TensorFlow 2.21 (tensorflow/core/ops/math_ops.cc, array_ops.cc, nn_ops.cc) and the functions that call them.
 */
const table = `
	Abs math.abs x
	Add math.add x y
	AddN math.add_n inputs*
	AddV2 math.add x y
	BatchMatMul linalg.matmul a b adj_x=adjoint_a adj_y=adjoint_b
	BatchMatMulV2 linalg.matmul a b adj_x=adjoint_a adj_y=adjoint_b
	BiasAdd nn.bias_add value bias
	Cast cast x DstT=dtype
	ConcatV2 concat values* axis
	Cos math.cos x
	Div math.divide x y
	Elu nn.elu features
	Erf math.erf x
	Exp math.exp x
	ExpandDims expand_dims input axis
	Floor math.floor x
	Greater math.greater x y
	GreaterEqual math.greater_equal x y
	Identity identity input
	Less math.less x y
	LessEqual math.less_equal x y
	Log math.log x
	Log1p math.log1p x
	LogSoftmax nn.log_softmax logits
	MatMul linalg.matmul a b transpose_a=transpose_a transpose_b=transpose_b
	Max math.reduce_max input_tensor axis keep_dims=keepdims
	Maximum math.maximum x y
	Mean math.reduce_mean input_tensor axis keep_dims=keepdims
	Min math.reduce_min input_tensor axis keep_dims=keepdims
	Minimum math.minimum x y
	Mul math.multiply x y
	Neg math.negative x
	Pack stack values* axis=axis
	Pow math.pow x y
	Prod math.reduce_prod input_tensor axis keep_dims=keepdims
	RealDiv math.divide x y
	Reciprocal math.reciprocal x
	Relu nn.relu features
	Relu6 nn.relu6 features
	Reshape reshape tensor shape
	ReverseV2 reverse tensor axis
	Round math.round x
	Rsqrt math.rsqrt x
	Selu nn.selu features
	Sigmoid math.sigmoid x
	Sign math.sign x
	Sin math.sin x
	Softmax nn.softmax logits
	Softplus nn.softplus features
	Softsign nn.softsign features
	Sqrt math.sqrt x
	Square math.square x
	SquaredDifference math.squared_difference x y
	Squeeze squeeze input squeeze_dims=axis
	StopGradient stop_gradient input
	Sub math.subtract x y
	Sum math.reduce_sum input_tensor axis keep_dims=keepdims
	Tanh math.tanh x
	Tile tile input multiples
	Transpose transpose a perm
`;

/** By the registered name: `AddV2`. */
export const rawOperations: ReadonlyMap<string, RawOperation> = new Map(
	table
		.trim()
		.split('\n')
		.map((line) => {
			const [name = '', symbol = '', ...rest] = line.trim().split(' ');
			const pairs = rest.filter((word) => word.includes('='));
			return [
				name,
				{
					symbol,
					inputs: rest.filter((word) => !word.includes('=')),
					attributes: Object.fromEntries(pairs.map((pair) => pair.split('='))),
				},
			];
		}),
);
