/**
 * What Keras 3 knows of the objects that a model was compiled with. Arguments: the signatures of
 * `keras.optimizers` and `keras.optimizers.schedules` of Keras 3.15.1.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

const ofEveryOptimizer = `name learning_rate weight_decay clipnorm clipvalue global_clipnorm use_ema
	ema_momentum ema_overwrite_frequency loss_scale_factor gradient_accumulation_steps`;

/** The arguments of each optimizer. */
export const optimizers: Readonly<Record<string, ReadonlySet<string>>> = {
	SGD: words(`${ofEveryOptimizer} momentum nesterov`),
	Adam: words(`${ofEveryOptimizer} beta_1 beta_2 epsilon amsgrad`),
	AdamW: words(`${ofEveryOptimizer} beta_1 beta_2 epsilon amsgrad`),
	Adamax: words(`${ofEveryOptimizer} beta_1 beta_2 epsilon`),
	Nadam: words(`${ofEveryOptimizer} beta_1 beta_2 epsilon`),
	Adagrad: words(`${ofEveryOptimizer} initial_accumulator_value epsilon`),
	Adadelta: words(`${ofEveryOptimizer} rho epsilon`),
	RMSprop: words(`${ofEveryOptimizer} rho momentum epsilon centered`),
	Ftrl: words(`${ofEveryOptimizer} learning_rate_power initial_accumulator_value
		l1_regularization_strength l2_regularization_strength l2_shrinkage_regularization_strength beta`),
	Lion: words(`${ofEveryOptimizer} beta_1 beta_2`),
};

/** What they start with in Keras 2 where that is not 0.001 (tf_keras 2.21, `optimizers`). */
export const learningRates: Readonly<Record<string, number>> = { SGD: 0.01 };

/** What Keras 2 notes of an optimizer besides: which implementation it is, and how it runs. */
export const optimizerDropped: ReadonlySet<string> = words('is_legacy_optimizer jit_compile');

export const schedules: ReadonlySet<string> = words(
	`CosineDecay CosineDecayRestarts ExponentialDecay InverseTimeDecay PiecewiseConstantDecay
	PolynomialDecay`,
);

/** Losses whose class both have. */
export const losses: ReadonlySet<string> = words(
	`BinaryCrossentropy BinaryFocalCrossentropy CategoricalCrossentropy CategoricalFocalCrossentropy
	CategoricalHinge CosineSimilarity Hinge Huber KLDivergence LogCosh MeanAbsoluteError
	MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogarithmicError Poisson
	SparseCategoricalCrossentropy SquaredHinge`,
);

/** Metrics whose class both have. */
export const metrics: ReadonlySet<string> = words(
	`Accuracy AUC BinaryAccuracy BinaryCrossentropy CategoricalAccuracy CategoricalCrossentropy
	CategoricalHinge CosineSimilarity F1Score FalseNegatives FalsePositives FBetaScore Hinge KLDivergence
	LogCoshError Mean MeanAbsoluteError MeanAbsolutePercentageError MeanSquaredError
	MeanSquaredLogarithmicError Poisson Precision Recall RootMeanSquaredError SparseCategoricalAccuracy
	SparseCategoricalCrossentropy SparseTopKCategoricalAccuracy SquaredHinge TopKCategoricalAccuracy
	TrueNegatives TruePositives`,
);

/** Initializers, regularizers and constraints that both have. */
export const initializers: ReadonlySet<string> = words(
	`Constant GlorotNormal GlorotUniform HeNormal HeUniform Identity LecunNormal LecunUniform Ones Orthogonal
	RandomNormal RandomUniform TruncatedNormal VarianceScaling Zeros`,
);
export const regularizers: ReadonlySet<string> = words('L1 L1L2 L2 OrthogonalRegularizer');
export const constraints: ReadonlySet<string> = words('MaxNorm MinMaxNorm NonNeg UnitNorm');

/** Names that their classes had in TensorFlow 1 and Keras 1. */
export const renamedObjects: Readonly<Record<string, string>> = {
	glorot_normal: 'GlorotNormal',
	glorot_uniform: 'GlorotUniform',
	he_normal: 'HeNormal',
	he_uniform: 'HeUniform',
	IdentityInitializer: 'Identity',
	lecun_normal: 'LecunNormal',
	lecun_uniform: 'LecunUniform',
	OrthogonalInitializer: 'Orthogonal',
};

/** Functions of losses and metrics that are called otherwise in Keras 3. */
export const renamedFunctions: Readonly<Record<string, string>> = {
	logcosh: 'log_cosh',
	huber_loss: 'huber',
	kullback_leibler_divergence: 'kl_divergence',
	acc: 'accuracy',
};

/** Functions that mean something else since: their sign was turned. */
export const changedFunctions: ReadonlySet<string> = words('cosine_proximity cosine');
