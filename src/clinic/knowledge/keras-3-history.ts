import { type ArgumentAddition, type ClassesByMinor, type History, historyOf } from './history.ts';

/**
 * What came to Keras 3 after 3.0, so that an older release refuses a file that names it. Read from the
 * classes and the `__init__` signatures of 3.0.5, 3.1.1, 3.2.1, 3.3.3, 3.4.1, 3.5.0, 3.6.0, 3.7.0,
 * 3.8.0, 3.9.2, 3.10.0, 3.11.3, 3.12.4, 3.13.2, 3.14.1 and 3.15.1. This is when a release can first read
 * it; when files first have it is said in `arguments.ts`.
 */

const classes: ClassesByMinor = {
	1: 'AbsMaxQuantizer CTC CropImages MelSpectrogram QuantizedDTypePolicy',
	2: 'Correlate Dice',
	3: `CTCDecode CTCLoss Eigh FlaxLayer JaxLayer PSNR QuantizedFloat8DTypePolicy
		RGBToGrayscale Select Slogdet Tversky`,
	4: 'Argpartition DTypePolicyMap HSVToRGB Lstsq Map RGBToHSV Scan Switch',
	5: 'AssociativeScan Lamb SearchSorted SegmentReduction',
	6: `AutoContrast BitwiseAnd BitwiseInvert BitwiseLeftShift BitwiseNot BitwiseOr BitwiseRightShift
		BitwiseXor DotProductAttention Histogram LeftShift Logdet Pipeline RightShift SaturateCast
		Solarization Trunc`,
	7: `Celu Circle ConcordanceCorrelation ConvertToTensor Exp2 Glu HardShrink HardTanh IFFT2 Inner
		MaxNumBoundingBoxes PearsonCorrelation STFTInitializer STFTSpectrogram SoftShrink
		Squareplus TanhShrink`,
	8: `Diagflat Equalization MixUp RandAugment RandomColorDegeneration RandomColorJitter
		RandomGrayscale RandomHue RandomPosterization RandomSaturation RandomSharpness RandomShear
		SparsePlus Sparsemax Threshold UnravelIndex`,
	9: `AugMix CutMix GaussianBlur PerspectiveTransform Polar RMSNorm RMSNormalization RandomErasing
		RandomGaussianBlur RandomInvert RandomPerspective Rearrange Rot90 Signbit`,
	10: `Angle Bartlett Blackman CategoricalGeneralizedCrossEntropy ElasticTransform Hamming Muon
		RandomElasticTransform SparseSigmoid ViewAsComplex ViewAsReal`,
	11: 'Cbrt Corrcoef Deg2rad Hanning Heaviside Kaiser LayerNorm VectorizedMap',
	12: `CholeskyInverse ExtractPatches3D GPTQConfig GPTQDTypePolicy Gcd Hypot IsIn Isneginf Isposinf
		Isreal JVP Kron Lcm Logaddexp2 ReversibleEmbedding ScaleAndTranslate Trapezoid Unfold View`,
	13: `AdaptiveAveragePool AdaptiveAveragePooling1D AdaptiveAveragePooling2D
		AdaptiveAveragePooling3D AdaptiveMaxPool AdaptiveMaxPooling1D AdaptiveMaxPooling2D
		AdaptiveMaxPooling3D ArraySplit EmptyLike Float8QuantizationConfig Int4QuantizationConfig
		Int8QuantizationConfig Ldexp QuantizationConfig Vander`,
	14: `AWQConfig AWQDTypePolicy AllClose ContrastLimitedAdaptiveHistogramEqualization DepthToSpace
		Dstack Fliplr Flipud Fmod Fold Geomspace Hsplit I0 Int4DTypePolicy Nanargmax Nanargmin
		Nancumprod Nancumsum Nanmax Nanmean Nanmedian Nanmin Nanprod Nanquantile Nanstd Nansum Nanvar
		Nextafter Ptp Rad2deg ScheduleFreeAdamW Sinc SpaceToDepth Vsplit`,
	15: `CDist Dsplit Erfc Fabs Fmax Fmin MatrixRank MultiOptimizer Nanpercentile Percentile Pinv SSIM
		SegmentMin SegmentProd SobelEdges Unique`,
};

const losses = `BinaryCrossentropy BinaryFocalCrossentropy CTC CategoricalCrossentropy
	CategoricalFocalCrossentropy CategoricalHinge CosineSimilarity Dice Hinge Huber KLDivergence LogCosh
	MeanAbsoluteError MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogarithmicError Poisson
	SparseCategoricalCrossentropy SquaredHinge Tversky`;
const attention = 'MultiHeadAttention GroupedQueryAttention GroupQueryAttention';
const scaled = `GlorotNormal GlorotUniform HeNormal HeUniform LecunNormal LecunUniform VarianceScaling`;
const cropping = 'CenterCrop RandomCrop RandomTranslation RandomZoom RandomFlip Resizing';

const additions: readonly ArgumentAddition[] = [
	[2, 'sparse', 'CategoryEncoding Bincount MultiHot OneHot'],
	[2, 'use_cudnn', 'GRU LSTM'],
	// Keras 2 has it too; 3.0 and 3.1 refuse it.
	[2, 'input_length', 'Embedding'],
	[3, 'lora_rank', 'Conv1D Conv2D Conv3D'],
	[3, 'fill_mode fill_value pad_to_aspect_ratio', 'Resizing Resize'],
	[3, 'crop_to_aspect_ratio', 'Resize'],
	[3, 'keepdims', 'Argmax Argmin'],
	[3, 'nan neginf posinf', 'NanToNum'],
	[4, 'dtype', losses],
	[4, 'axis', 'Dice'],
	[4, 'optional', 'InputSpec'],
	[4, 'mode source_name', 'QuantizedDTypePolicy QuantizedFloat8DTypePolicy'],
	[4, 'seed', 'MultiHeadAttention'],
	[4, 'data_format', 'PadImages CropImages'],
	[5, 'data_format', 'ZeroPadding1D'],
	[6, 'factor', cropping],
	[6, 'bounding_box_format', `${cropping} RandomBrightness RandomContrast RandomRotation`],
	[6, 'data_format', 'RandomBrightness RandomContrast RandomFlip'],
	[6, 'epsilon', 'Normalize'],
	[7, 'flash_attention', attention],
	[7, 'seed', 'GroupedQueryAttention GroupQueryAttention'],
	[7, 'from_sorted_ids', 'SparseTopKCategoricalAccuracy'],
	[8, 'value_range', 'RandomContrast'],
	[8, 'axis', 'Tversky'],
	[9, 'antialias', 'Resizing'],
	[10, 'lora_alpha', 'Conv1D Conv2D Conv3D Dense EinsumDense Embedding'],
	[10, 'axis', 'SparseCategoricalCrossentropy'],
	[10, 'output_shape', 'TorchModuleWrapper'],
	[11, 'equal_nan', 'Isclose'],
	[12, 'upper', 'Cholesky'],
	[12, 'gptq_unpacked_column_size', 'EinsumDense'],
	[13, 'quantization_config', 'Dense EinsumDense Embedding ReversibleEmbedding'],
	[13, 'adam_weight_decay rms_rate', 'Muon'],
	[14, 'renorm renorm_clipping renorm_momentum', 'BatchNormalization'],
	[14, 'oov_method salt', 'IntegerLookup StringLookup'],
	[14, 'use_gate', attention],
	[14, 'native_serialization_platforms', 'FlaxLayer JaxLayer'],
	[14, 'block_size', 'Int4QuantizationConfig'],
	[15, 'sliding_window', attention],
	[15, 'input_axes output_axes', scaled],
];

export const keras3History: History = historyOf(classes, additions);
