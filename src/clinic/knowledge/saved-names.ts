/**
 * Names that stand in saved configurations and tell, when a reader does not know them, where the
 * file comes from.
 */

/** Nodes that Keras 2 made of raw TensorFlow operations on symbolic tensors. */
export const operationClasses: ReadonlySet<string> = new Set([
	'TFOpLambda',
	'SlicingOpLambda',
	'TensorFlowOpLayer',
	'ClassMethod',
	'InstanceMethod',
	'InstanceProperty',
]);

/** Short names of losses that a `.h5` file of `compile(loss=…)` keeps and Keras 3 cannot look up. */
export const lossAliases: ReadonlySet<string> = new Set([
	'mse',
	'MSE',
	'mae',
	'MAE',
	'mape',
	'MAPE',
	'msle',
	'MSLE',
	'bce',
	'BCE',
	'kld',
	'KLD',
]);

/** Names of losses that Keras 2 kept in a `.h5` and Keras 3 has no more; tried one by one in 3.8.0 and 3.15.1. */
export const lossesGone: ReadonlySet<string> = new Set([
	'cosine',
	'cosine_proximity',
	'huber_loss',
	'kullback_leibler_divergence',
	'logcosh',
]);

/** Classes that came with a version of Keras 3 (when, is said in `keras-3-history.ts`); older ones do not know them. */
export const newerClasses: ReadonlySet<string> = new Set(
	`Lamb AutoContrast Solarization STFTSpectrogram RandAugment MixUp Equalization RMSNormalization
	CutMix AugMix RandomErasing RandomPerspective Muon RandomElasticTransform ReversibleEmbedding
	ScheduleFreeAdamW CLAHE MelSpectrogram DTypePolicyMap Pipeline MaxNumBoundingBoxes
	PearsonCorrelation ConcordanceCorrelation STFTInitializer RandomColorDegeneration RandomColorJitter
	RandomGrayscale RandomHue RandomPosterization RandomSaturation RandomSharpness RandomShear
	RandomGaussianBlur RandomInvert CategoricalGeneralizedCrossEntropy GPTQDTypePolicy
	AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveAveragePooling3D AdaptiveMaxPooling1D
	AdaptiveMaxPooling2D AdaptiveMaxPooling3D Int4DTypePolicy AWQDTypePolicy
	ContrastLimitedAdaptiveHistogramEqualization MultiOptimizer`.split(/\s+/),
);

/** Built-in classes that a configuration of Keras 2 names without saying in which module they are. */
export const keras2Classes: ReadonlySet<string> = new Set(
	`Functional Sequential Model Policy PolicyV1 InputLayer
	Dense Activation ActivityRegularization Dropout Flatten Reshape Permute RepeatVector Masking Embedding
	EinsumDense SpatialDropout1D SpatialDropout2D SpatialDropout3D GaussianNoise GaussianDropout AlphaDropout
	Conv1D Conv2D Conv3D Conv1DTranspose Conv2DTranspose Conv3DTranspose SeparableConv1D SeparableConv2D
	DepthwiseConv1D DepthwiseConv2D Cropping1D Cropping2D Cropping3D ZeroPadding1D ZeroPadding2D ZeroPadding3D
	UpSampling1D UpSampling2D UpSampling3D MaxPooling1D MaxPooling2D MaxPooling3D AveragePooling1D
	AveragePooling2D AveragePooling3D GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D
	GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D
	Add Subtract Multiply Average Maximum Minimum Concatenate Dot
	BatchNormalization BatchNormalizationV1 BatchNormalizationV2 SyncBatchNormalization LayerNormalization
	GroupNormalization UnitNormalization SpectralNormalization Normalization
	ReLU LeakyReLU PReLU ELU Softmax ThresholdedReLU
	LSTM GRU SimpleRNN RNN LSTMCell GRUCell SimpleRNNCell StackedRNNCells Bidirectional TimeDistributed
	ConvLSTM1D ConvLSTM2D ConvLSTM3D CuDNNLSTM CuDNNGRU
	Attention AdditiveAttention MultiHeadAttention
	Discretization Hashing HashedCrossing StringLookup IntegerLookup TextVectorization CategoryEncoding
	CategoryCrossing Rescaling Resizing CenterCrop RandomCrop RandomFlip RandomRotation RandomZoom
	RandomTranslation RandomContrast RandomBrightness RandomHeight RandomWidth
	LocallyConnected1D LocallyConnected2D
	ExponentialDecay PiecewiseConstantDecay PolynomialDecay InverseTimeDecay CosineDecay CosineDecayRestarts
	LossScaleOptimizer`.split(/\s+/),
);
