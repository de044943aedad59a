// The names that a Keras of any generation resolves by itself. Taken from the public names of
// keras.{layers, models, initializers, regularizers, constraints, optimizers, losses, metrics,
// activations, dtype_policies, quantizers} of Keras 3.15.1 and the `Operation` subclasses of
// keras.src.ops; from every `@keras_export` of tf_keras 2.21.0; from `get_config()` of all layers of
// Keras 2.15.0 and 2.7.0; and, for Keras 1, from the layer reference of 1.2.2.

import { snakeCase } from './snake-case.ts';

function words(text: string): ReadonlySet<string> {
	return new Set(text.trim().split(/\s+/));
}

/** Layers and models of Keras 3 and 2, those that Keras 2 makes of TensorFlow calls among them. */
export const builtinLayers: ReadonlySet<string> = words(`
	AbstractRNNCell Activation ActivityRegularization AdaptiveAveragePooling1D
	AdaptiveAveragePooling2D AdaptiveAveragePooling3D AdaptiveMaxPooling1D AdaptiveMaxPooling2D
	AdaptiveMaxPooling3D Add AdditiveAttention AddLoss AddMetric AlphaDropout Attention AugMix
	AutoContrast Average AveragePooling1D AveragePooling2D AveragePooling3D AvgPool1D AvgPool2D
	AvgPool3D BatchNormalization BatchNormalizationV1 BatchNormalizationV2 Bidirectional
	CategoryCrossing CategoryEncoding CenterCrop ClassMethod Concatenate
	ContrastLimitedAdaptiveHistogramEqualization Conv1D Conv1DTranspose Conv2D Conv2DTranspose
	Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM1DCell ConvLSTM2D ConvLSTM2DCell ConvLSTM3D
	ConvLSTM3DCell Convolution1D Convolution1DTranspose Convolution2D Convolution2DTranspose
	Convolution3D Convolution3DTranspose Cropping1D Cropping2D Cropping3D CuDNNGRU CuDNNLSTM
	CutMix Dense DenseFeatures DepthwiseConv1D DepthwiseConv2D Discretization Dot Dropout
	DynamicEmbedding DynamicLookup EinsumDense ELU Embedding Equalization Flatten FlaxLayer
	Functional GaussianDropout GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D
	GlobalAveragePooling3D GlobalAvgPool1D GlobalAvgPool2D GlobalAvgPool3D GlobalMaxPool1D
	GlobalMaxPool2D GlobalMaxPool3D GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D
	GroupedQueryAttention GroupNormalization GroupQueryAttention GRU GRUCell GRUV2 HashedCrossing
	Hashing Identity Input InputLayer InputSpec InstanceMethod InstanceProperty IntegerLookup
	JaxLayer Lambda Layer LayerNormalization LeakyReLU LinearModel LocallyConnected1D
	LocallyConnected2D LSTM LSTMCell LSTMV2 Masking Maximum MaxNumBoundingBoxes MaxPool1D
	MaxPool2D MaxPool3D MaxPooling1D MaxPooling2D MaxPooling3D MelSpectrogram Minimum MixUp Model
	ModuleWrapper MultiHeadAttention Multiply Normalization Permute Pipeline PReLU
	PreprocessingLayer RandAugment RandomBrightness RandomColorDegeneration RandomColorJitter
	RandomContrast RandomCrop RandomElasticTransform RandomErasing RandomFlip
	RandomFourierFeatures RandomGaussianBlur RandomGrayscale RandomHeight RandomHue RandomInvert
	RandomPerspective RandomPosterization RandomRotation RandomSaturation RandomSharpness
	RandomShear RandomTranslation RandomWidth RandomZoom ReLU RepeatVector Rescaling Reshape
	Resizing ReversibleEmbedding RMSNormalization RNN SeparableConv1D SeparableConv2D
	SeparableConvolution1D SeparableConvolution2D Sequential SharpnessAwareMinimization SimpleRNN
	SimpleRNNCell SlicingOpLambda Softmax Solarization SpatialDropout1D SpatialDropout2D
	SpatialDropout3D SpectralNormalization StackedRNNCells STFTSpectrogram StringLookup Subtract
	SyncBatchNormalization TensorFlowOpLayer TextVectorization TFOpLambda TFSMLayer
	ThresholdedReLU TimeDistributed TorchModuleWrapper UnitNormalization UpSampling1D UpSampling2D
	UpSampling3D WideDeepModel Wrapper ZeroPadding1D ZeroPadding2D ZeroPadding3D
`);

/** Layers that only Keras 1 has. */
export const keras1Layers: ReadonlySet<string> = words(`
	AtrousConv1D AtrousConv2D AtrousConvolution1D AtrousConvolution2D ConvRecurrent2D
	Deconvolution2D Deconvolution3D Graph Highway MaxoutDense Merge ParametricSoftplus Recurrent
	SReLU TimeDistributedDense
`);

/** Operations of `keras.ops` by their module below `keras.src.ops`: Keras 3 writes them as layers of a functional model. */
const operations: Readonly<Record<string, ReadonlySet<string>>> = {
	core: words(`
		AssociativeScan Cast Cond ConvertToTensor ForiLoop Map SaturateCast Scan Scatter
		ScatterUpdate Slice SliceUpdate StopGradient Switch Unstack VectorizedMap WhileLoop
	`),
	einops: words('Rearrange'),
	image: words(`
		AffineTransform CropImages ElasticTransform ExtractPatches GaussianBlur HSVToRGB
		MapCoordinates PadImages PerspectiveTransform Resize RGBToGrayscale RGBToHSV
		ScaleAndTranslate SobelEdges SSIM
	`),
	linalg: words(`
		Cholesky CholeskyInverse Det Eig Eigh Inv JVP Lstsq LuFactor MatrixRank Norm Pinv Qr Solve
		SolveTriangular SVD
	`),
	math: words(`
		CDist Erf Erfc Erfinv ExtractSequences FFT FFT2 IFFT2 InTopK IRFFT ISTFT Logdet Logsumexp
		RFFT Rsqrt SegmentMax SegmentMin SegmentProd SegmentReduction SegmentSum STFT TopK
		ViewAsComplex ViewAsReal
	`),
	nn: words(`
		AdaptiveAveragePool AdaptiveMaxPool AveragePool BatchNorm BinaryCrossentropy
		CategoricalCrossentropy Celu Conv ConvTranspose CTCDecode CTCLoss DepthToSpace DepthwiseConv
		DotProductAttention Elu Fold Gelu Glu HardShrink HardSigmoid HardSilu HardTanh LayerNorm
		LeakyRelu LogSigmoid LogSoftmax MaxPool Moments MultiHot Normalize OneHot Polar PSNR Relu
		Relu6 RMSNorm Selu SeparableConv Sigmoid Silu Softmax Softplus SoftShrink Softsign
		SpaceToDepth SparseCategoricalCrossentropy Sparsemax SparsePlus SparseSigmoid Squareplus
		TanhShrink Threshold Unfold
	`),
	numpy: words(`
		Abs Absolute Add All AllClose Amax Amin Angle Any Append Arange Arccos Arccosh Arcsin
		Arcsinh Arctan Arctan2 Arctanh Argmax Argmin Argpartition Argsort Array ArraySplit Average
		Bincount BitwiseAnd BitwiseInvert BitwiseLeftShift BitwiseNot BitwiseOr BitwiseRightShift
		BitwiseXor BroadcastTo Cbrt Ceil Clip Concatenate Conj Conjugate Copy Corrcoef Correlate Cos
		Cosh CountNonzero Cross Cumprod Cumsum Deg2rad Diag Diagflat Diagonal Diff Digitize Divide
		DivideNoNan Dot Dsplit Dstack Einsum EmptyLike Equal Exp Exp2 ExpandDims Expm1 Fabs Flip
		Fliplr Flipud Floor FloorDivide Fmax Fmin Fmod Full FullLike Gcd Geomspace GetItem Greater
		GreaterEqual Heaviside Histogram Hsplit Hstack Hypot I0 Imag Inner Isclose Isfinite IsIn
		Isinf Isnan Isneginf Isposinf Isreal Kron Lcm Ldexp LeftShift Less LessEqual Linspace Log
		Log10 Log1p Log2 Logaddexp Logaddexp2 LogicalAnd LogicalNot LogicalOr LogicalXor Logspace
		Matmul Max Maximum Mean Median Meshgrid Min Minimum Mod Moveaxis Multiply Nanargmax
		Nanargmin Nancumprod Nancumsum Nanmax Nanmean Nanmedian Nanmin Nanpercentile Nanprod
		Nanquantile Nanstd Nansum NanToNum Nanvar Ndim Negative Nextafter Nonzero NotEqual OnesLike
		Outer Pad Percentile Power Prod Ptp Quantile Rad2deg Ravel Real Reciprocal Repeat Reshape
		RightShift Roll Rot90 Round SearchSorted Select Sign Signbit Sin Sinc Sinh Size Slogdet Sort
		Split Sqrt Square Squeeze Stack Std Subtract Sum Swapaxes Take TakeAlongAxis Tan Tanh
		Tensordot Tile Trace Transpose Trapezoid Tril Triu TrueDivide Trunc Unique UnravelIndex
		Vander Var Vdot View Vsplit Vstack Where ZerosLike
	`),
	function: words('Function'),
};

export const builtinOperations: ReadonlySet<string> = new Set(
	Object.values(operations).flatMap((names) => [...names]),
);

/** `keras.src.ops.numpy` for `Mean`: the module that `.keras` states for an operation. */
export function moduleOfOperation(className: string): string | null {
	const found = Object.entries(operations).find(([, names]) => names.has(className));
	return found ? `keras.src.ops.${found[0]}` : null;
}

/** Initializers, regularizers, constraints, optimizers, schedules, losses, metrics, policies. */
export const builtinObjects: ReadonlySet<string> = words(`
	AbsMaxQuantizer Accuracy ActivityRegularizer Adadelta Adafactor Adagrad Adam Adamax AdamW AUC
	AutoCastVariable AWQConfig AWQDTypePolicy BaseLossScaleOptimizer BinaryAccuracy
	BinaryCrossentropy BinaryFocalCrossentropy BinaryIoU CategoricalAccuracy
	CategoricalCrossentropy CategoricalFocalCrossentropy CategoricalGeneralizedCrossEntropy
	CategoricalHinge Circle ConcordanceCorrelation Constant constant Constraint CosineDecay
	CosineDecayRestarts CosineProximity CosineSimilarity CTC Dice DistillationLoss Distiller
	DTypePolicy DTypePolicyMap ExponentialDecay F1Score FalseNegatives FalsePositives FBetaScore
	FeatureDistillation FeatureSpace Float8QuantizationConfig FloatDTypePolicy Ftrl glorot_normal
	glorot_uniform GlorotNormal GlorotUniform GPTQConfig GPTQDTypePolicy he_normal he_uniform
	HeNormal HeUniform Hinge Huber Identity identity IdentityInitializer Initializer
	Int4DTypePolicy Int4QuantizationConfig Int8QuantizationConfig InverseTimeDecay IoU
	KLDivergence L1 l1 l1_l2 L1L2 L2 l2 Lamb LearningRateSchedule lecun_normal lecun_uniform
	LecunNormal LecunUniform Lion LogCosh LogCoshError LogitsDistillation Loss LossFunctionWrapper
	LossScaleOptimizer LossScaleOptimizerV1 LossScaleOptimizerV3 max_norm MaxNorm Mean
	MeanAbsoluteError MeanAbsolutePercentageError MeanIoU MeanMetricWrapper MeanRelativeError
	MeanSquaredError MeanSquaredLogarithmicError MeanTensor Metric min_max_norm MinMaxNorm
	MultiOptimizer Muon Nadam non_neg NonNeg normal OneHotIoU OneHotMeanIoU Ones ones Optimizer
	OptimizerMap OptimizerV2 Orthogonal orthogonal orthogonal_regularizer OrthogonalInitializer
	OrthogonalRegularizer PearsonCorrelation PiecewiseConstantDecay Poisson Policy PolicyV1
	PolynomialDecay Precision PrecisionAtRecall PyMetric QuantizationConfig QuantizedDTypePolicy
	QuantizedFloat8DTypePolicy Quantizer R2Score radial_constraint RadialConstraint random_normal
	random_uniform RandomNormal RandomSeedGenerator RandomUniform Recall RecallAtPrecision
	Reduction ReductionV2 Regularizer RMSprop RootMeanSquaredError ScheduleFreeAdamW SeedGenerator
	SensitivityAtSpecificity SGD SparseCategoricalAccuracy SparseCategoricalCrossentropy
	SparseTopKCategoricalAccuracy SpecificityAtSensitivity SquaredHinge STFT stft STFTInitializer
	Sum SumOverBatchSizeMetricWrapper TensorShape TFOptimizer TopKCategoricalAccuracy
	TrueNegatives TruePositives truncated_normal TruncatedNormal Tversky uniform unit_norm
	UnitNorm variance_scaling VarianceScaling WeightRegularizer Zeros zeros
`);

/**
 * Keras 3 finds each of its metrics by this form of its name too, `recall` or `f1_score`, and Keras 2 does not
 * (`ALL_OBJECTS_DICT` in keras/src/metrics/__init__.py, 3.15.1).
 */
export const metricNames: ReadonlySet<string> = new Set([...builtinObjects].map(snakeCase));

/** Activations, losses and metrics that are named by a string, with their aliases. */
export const builtinFunctions: ReadonlySet<string> = words(`
	acc accuracy BCE bce binary_accuracy binary_crossentropy binary_focal_crossentropy
	categorical_accuracy categorical_crossentropy categorical_focal_crossentropy
	categorical_generalized_cross_entropy categorical_hinge ce celu circle concordance_correlation
	cosine cosine_proximity cosine_similarity crossentropy ctc dice elu exponential gelu glu
	hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh hinge huber huber_loss kl_divergence
	KLD kld kullback_leibler_divergence l1_l2 leaky_relu linear log_cosh log_sigmoid log_softmax
	logcosh MAE mae MAPE mape mean_absolute_error mean_absolute_percentage_error
	mean_squared_error mean_squared_logarithmic_error mish MSE mse MSLE msle pearson_correlation
	poisson relu relu6 selu sigmoid silu soft_shrink softmax softmax_v2 softplus softsign
	sparse_categorical_accuracy sparse_categorical_crossentropy sparse_plus sparse_sigmoid
	sparse_top_k_categorical_accuracy sparsemax squared_hinge squareplus swish tanh tanh_shrink
	threshold top_k_categorical_accuracy tversky
`);
