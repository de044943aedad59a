/**
 * What came to Keras 2 after its first release, so that a file that names it tells a newer writer
 * than the Keras 2 that refuses it. Read from `__init__` and the module lists of the tags 2.0.0 … 2.3.1
 * and v2.6.0 … v2.15.0, and of tf_keras 2.21.0; tf.keras had most of "2.6" some releases earlier.
 */

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

/** Arguments of layers, initializers, losses and metrics, by the release that first has them. */
const argumentsByRelease: Readonly<Record<string, readonly string[]>> = {
	'2.0.0': words(
		`units filters kernel_size strides padding use_bias rate scale center kernel_initializer
		bias_initializer recurrent_initializer embeddings_initializer beta_initializer
		gamma_initializer moving_mean_initializer moving_variance_initializer kernel_regularizer
		bias_regularizer recurrent_regularizer embeddings_regularizer beta_regularizer
		gamma_regularizer kernel_constraint bias_constraint recurrent_constraint
		embeddings_constraint beta_constraint gamma_constraint noise_shape recurrent_dropout
		recurrent_activation unit_forget_bias`,
	),
	'2.0.9': words('return_state'),
	'2.1.3': words('amsgrad'),
	'2.1.5': words('reset_after'),
	'2.1.6': words('implementation dilation_rate'),
	'2.2.4': words('data_format negative_slope threshold interpolation output_padding'),
	'2.3.0': words('learning_rate'),
	'2.6.0': words(
		`ragged type_spec groups time_major dynamic backward_layer from_logits class_id
		multi_label num_labels renorm renorm_clipping renorm_momentum virtual_batch_size fused
		fused_adjustment function_type module output_shape_type output_shape_module input_axes`,
	),
	'2.8.0': words('keepdims vocabulary_dtype global_clipnorm'),
	'2.10.0': words('rng_type ignore_class sparse_y_true sparse_y_pred invert apply_class_balancing'),
	'2.12.0': words(
		`synchronized use_ema ema_momentum ema_overwrite_frequency jit_compile is_legacy_optimizer
		weight_decay`,
	),
	'2.13.0': words('warmup_target warmup_steps'),
};

/** Written into a file by Keras 3 alone. */
export const keras3Arguments: ReadonlySet<string> = new Set(
	words(
		`batch_shape optional registered_name shared_object_id build_config quantization_config
		loss_scale_factor gradient_accumulation_steps`,
	),
);

export const keras2NewerArguments: ReadonlySet<string> = new Set(
	Object.values(argumentsByRelease).flat(),
);

/** The arguments of optimizers among them; in Keras 1 and 2 all are checked in one place. */
export const keras2NewerOptimizerArguments: ReadonlySet<string> = new Set(
	words(
		`amsgrad learning_rate name global_clipnorm use_ema ema_momentum ema_overwrite_frequency
		jit_compile is_legacy_optimizer centered initial_accumulator_value`,
	),
);
