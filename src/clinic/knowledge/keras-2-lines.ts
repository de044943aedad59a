import { type ArgumentAddition, type ClassesByMinor, type History, historyOf } from './history.ts';

/**
 * What came to which release line of Keras 2, so that an older one refuses a file that names it. Read from
 * the classes and the `__init__` signatures of Keras 2.6 to 2.15 and of tf-keras 2.16 to 2.21.
 */

const classes: ClassesByMinor = {
	7: 'DepthwiseConv1D',
	8: 'HashedCrossing BinaryFocalCrossentropy BinaryIoU IoU OneHotIoU OneHotMeanIoU',
	9: 'UnitNormalization OrthogonalRegularizer',
	10: 'RandomBrightness',
	11: 'GroupNormalization',
	13: 'SpectralNormalization CategoricalFocalCrossentropy F1Score FBetaScore R2Score',
};

const random = `RandomBrightness RandomContrast RandomCrop RandomFlip RandomHeight RandomRotation
	RandomTranslation RandomWidth RandomZoom`;

const additions: readonly ArgumentAddition[] = [
	[7, 'idf_weights', 'IntegerLookup StringLookup TextVectorization'],
	[7, 'ragged sparse', 'TextVectorization'],
	[8, 'output_mode sparse', 'Discretization Hashing'],
	[8, 'vocabulary_dtype', 'IntegerLookup StringLookup'],
	[9, 'score_mode', 'Attention'],
	[10, 'rng_type', random],
	[10, 'invert', 'Normalization'],
	[11, 'encoding', 'TextVectorization'],
	[12, 'synchronized', 'BatchNormalization SyncBatchNormalization'],
	[12, 'sparse', 'Embedding'],
	[21, 'optional', 'InputLayer'],
	[21, 'softmax_robust_masking', 'MultiHeadAttention'],
	[21, 'robust_masking', 'Softmax'],
];

export const keras2Lines: History = historyOf(classes, additions);
