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
	'kl_divergence',
	'kullback_leibler_divergence',
]);

/** Classes that came with a version of Keras 3; older ones do not know them. */
export const newerClasses: Readonly<Record<string, string>> = {
	Lamb: '3.5',
	AutoContrast: '3.6',
	Solarization: '3.6',
	STFTSpectrogram: '3.7',
	RandAugment: '3.8',
	MixUp: '3.8',
	Equalization: '3.8',
	RMSNormalization: '3.9',
	CutMix: '3.9',
	AugMix: '3.9',
	RandomErasing: '3.9',
	RandomPerspective: '3.9',
	Muon: '3.10',
	RandomElasticTransform: '3.10',
	ReversibleEmbedding: '3.12',
	ScheduleFreeAdamW: '3.14',
	CLAHE: '3.14',
	MelSpectrogram: '3.1',
	DTypePolicyMap: '3.4',
	Pipeline: '3.6',
	MaxNumBoundingBoxes: '3.7',
	PearsonCorrelation: '3.7',
	ConcordanceCorrelation: '3.7',
	STFTInitializer: '3.7',
	RandomColorDegeneration: '3.8',
	RandomColorJitter: '3.8',
	RandomGrayscale: '3.8',
	RandomHue: '3.8',
	RandomPosterization: '3.8',
	RandomSaturation: '3.8',
	RandomSharpness: '3.8',
	RandomShear: '3.8',
	RandomGaussianBlur: '3.9',
	RandomInvert: '3.9',
	CategoricalGeneralizedCrossEntropy: '3.10',
	GPTQDTypePolicy: '3.12',
	AdaptiveAveragePooling1D: '3.13',
	AdaptiveAveragePooling2D: '3.13',
	AdaptiveAveragePooling3D: '3.13',
	AdaptiveMaxPooling1D: '3.13',
	AdaptiveMaxPooling2D: '3.13',
	AdaptiveMaxPooling3D: '3.13',
	Int4DTypePolicy: '3.14',
	AWQDTypePolicy: '3.14',
	ContrastLimitedAdaptiveHistogramEqualization: '3.14',
	MultiOptimizer: '3.15',
};

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
