import { argumentRows, keras3Arguments } from './arguments.ts';
import {
	builtinFunctions,
	builtinLayers,
	builtinObjects,
	builtinOperations,
	keras1Layers,
} from './builtin-classes.ts';
import { layerRow } from './layers.ts';
import { keras2Modules, keras3Modules } from './modules.ts';
import { packageRows } from './packages.ts';

/**
 * Keys and values of configurations, metadata and attributes that Keras itself writes, names of weights
 * and groups, data types, endings of files. Taken from `get_config()` and the signatures of every public
 * object of Keras 3.15.1, from `get_config()` of all layers of Keras 2.15.0 and 2.7.0, and from the files
 * of both; what the tables beside this one hold is not repeated.
 */
const structure = `
	Custom __ellipsis__ __function__ __keras_tensor__ __lambda__ __main__ __numpy__ __operators__
	__slice__ __tensor__ __tuple__ _CHECKPOINTABLE_OBJECT_GRAPH _layer_checkpoint_dependencies
	_lookup_layer _random_generator _tf_keras_layer _tf_keras_metric _tf_keras_model
	_tf_keras_network _tf_keras_optimizer _tf_keras_sequential _variables abs_max_quantize
	abs_max_quantize_grouped_with_zero_point activation activation_order activation_quantizer
	activations adam_lr_ratio adam_weight_decay addition_factor aggregation all_ops
	allow_last_axis_squeeze amax_history_length amsgrad applications apply_class_balancing args
	arguments assets attention attention_mask ATTRIBUTES attributes autocast backend backend_config
	backward_layer batch_normalization batch_size beta beta_2_decay bfloat16 bias bilinear bins
	block_size bool boundaries brightness_factor build_config build_input_shape builtins bytecode
	call_context_args call_endpoint call_fn call_training_endpoint cells centered chain_depth
	channels_last characters checkpoint ckpt class_aggregation class_id class_name class_names
	clip_limit clip_threshold clip_value_max clip_value_min clipnorm clipvalue closure cntk code
	compat compile_config complex128 complex64 compute_float8_amax_history compute_float8_scale
	config constraints contrast_factor convertedBy convolutional core count_weights data
	data_format date_saved decay decay_rate decay_steps default_optimizer default_policy defaults
	delta depth deserialize dim distribution DT_FLOAT dtype dtype_policies dtype_policy dtypes
	dynamic_growth_steps e ema_momentum ema_overwrite_frequency embeddings end_learning_rate engine
	entries exclude_embeddings exclude_layers fake_quant_with_min_max_vars False false fan_in
	fbeta_score fft_length file filepath first_decay_steps float float16 float32 float64
	float8_e4m3fn float8_e5m2 floormod fn format forward_layer frame_length frame_step from_logits
	from_sorted_ids function functional gain gamma generatedBy getitem global_clipnorm
	gradient_accumulation_steps graph group_size h5 hann hdf hdf5 head_dim hessian_damping
	horizontal_and_vertical hue_factor identifier image implementation inbound_nodes index init_fn
	init_values initial_accumulator_value initial_learning_rate initial_scale initializers
	inner_optimizer input input_layer input_layers input_shape input_tensor inputs int int16 int32
	int4 int64 int8 is_legacy_optimizer iterations jax jit_compile json keras keras_api
	keras_history keras_metadata keras_nlp keras_version kernel key kwargs
	l1_regularization_strength l2_regularization_strength l2_shrinkage_regularization_strength
	label_smoothing label_weights layer layer_names layer_with_weights layers learning_rate
	learning_rate_power left left_out legacy linalg logit_soft_cap loss loss_scale_factor
	loss_weights losses lower_and_strip_punctuation lr m_mul mag_exp manifest margin mask math max
	max_freq max_ndim max_number maxval md merge merging metadata method metric_name metrics min
	min_freq min_ndim min_power min_value minval mixed_bfloat16 mixed_float16 ml_dtypes model
	model_config model_weights models modelTopology module momentum moving_mean moving_variance
	multi_label multiples name NaN native_serialization_platforms nb_layers nearest nesterov nn
	noise_shape None normalization npy npz ns_steps null num_chains num_classes num_grid_points
	num_key_value_heads num_labels num_mel_bins num_ops num_or_size_splits num_query_heads
	num_regressors num_samples num_thresholds numbers numpy object of onnx onnxruntime operation
	opaque8 opaque16 ops optimizer optimizer_config optimizer_weights optimizers out output_0 output_dtype
	output_layers output_size outputs pack_int4 padded_shape part path paths pb per_channel
	periodic perm policy_map pooling power_to_db preprocessing projection_dim python pytorch
	quantization quantization_config quantization_layer_structure quantize_and_dequantize
	quantizers query query_dense query_mask ragged recurrent recurrent_kernel ref_power reflect
	registered_name regularization regularizers relative_step remove_diagonal reshaping resource
	return_attention_scores reverse_dtype rho rms_rate ROC root run_eagerly sample_weight_mode
	sampling_rate saturation_factor saved_model scale seed_generator seed_generator_state
	sensitivity separator sequence_length sequence_stride sequential serialize serving_default
	shape shapes_dict shard shards shared_object_id signature size skl2onnx slice_spec sparse
	sparse_y_pred sparse_y_true specificity src staircase start step steps_per_execution stop
	string strings sum_over_batch_size summation_method symmetric t_mul target_class_ids tensor
	tensorflow tensorflowjs tensorShape tf tf2onnx tf_keras tflite theano theta threshold_factor
	thresholds tie_weights tile_grid_size top_db torch train_function training training_config
	transpose_b True true txt uint16 uint32 uint64 uint8 unconditional uniform_average unpack_int4
	use_causal_mask use_ema userDefinedMetadata utf utils v1 v2 valid value value_mask values
	variable VARIABLE_VALUE variables vars velocity vocabulary warmup_steps warmup_target
	weight_bits weight_decay weight_map weight_names weight_quantizer weighted_metrics weights
	weightsManifest whitespace x_factor y_factor yaml yml zip
`;

/** Words that are of Keras and not of the person who made a model. */
export const kerasWords: ReadonlySet<string> = new Set([
	...structure.trim().split(/\s+/),
	...builtinFunctions,
	...builtinLayers,
	...builtinObjects,
	...builtinOperations,
	...keras1Layers,
	...keras3Arguments,
	...argumentRows.map(({ argument }) => argument),
	...[...builtinLayers].flatMap((name) => layerRow(name)?.takes?.split(/\s+/) ?? []),
	...[...keras2Modules, ...keras3Modules].flatMap((path) => path.split(/\W+/)),
	...packageRows.flatMap(({ module, names }) => [...module.split('.'), ...names]),
]);
