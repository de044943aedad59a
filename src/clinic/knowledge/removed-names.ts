/**
 * Public names of Keras 1 and 2 that Keras 3 does not have. The lists of functions and classes are
 * the API files of Keras 2.6 and 2.15 less what Keras 3.15 exports; the attributes and arguments
 * were tried one by one on Keras 3.15.
 */

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

/** Functions of `keras.backend`. */
export const backendFunctions = words(
	`abs all any arange argmax argmin batch_dot batch_flatten batch_get_value batch_normalization
	batch_set_value bias_add binary_crossentropy binary_focal_crossentropy cast cast_to_floatx
	categorical_crossentropy categorical_focal_crossentropy clip concatenate constant conv1d
	conv2d conv2d_transpose conv3d cos count_params ctc_batch_cost ctc_decode
	ctc_label_dense_to_sparse cumprod cumsum depthwise_conv2d dot dropout dtype elu equal eval
	exp expand_dims eye flatten foldl foldr function gather get_session get_value
	get_variable_shape gradients greater greater_equal hard_sigmoid image_dim_ordering
	in_test_phase in_top_k in_train_phase int_shape is_sparse l2_normalize learning_phase
	learning_phase_scope less less_equal local_conv1d local_conv2d log
	manual_variable_initialization map_fn max maximum mean min minimum moving_average_update
	name_scope ndim normalize_batch_in_training not_equal one_hot ones ones_like
	permute_dimensions placeholder pool2d pool3d pow print_tensor prod random_bernoulli
	random_binomial random_normal random_normal_variable random_uniform random_uniform_variable
	relu repeat repeat_elements reset_uids reshape resize_images resize_volumes reverse rnn
	round separable_conv2d set_image_dim_ordering set_learning_phase
	set_session set_value shape sigmoid sign sin softmax softplus softsign
	sparse_categorical_crossentropy spatial_2d_padding spatial_3d_padding sqrt square squeeze
	stack std stop_gradient sum switch tanh temporal_padding tf tile to_dense transpose
	truncated_normal update update_add update_sub var variable zeros zeros_like`,
);

/** Classes and functions of `keras.layers`. */
export const layers = words(
	`AbstractRNNCell AtrousConvolution1D AtrousConvolution2D CategoryCrossing CuDNNGRU CuDNNLSTM
	Deconvolution2D DenseFeatures Highway LocallyConnected1D LocallyConnected2D MaxoutDense
	Merge PreprocessingLayer RandomFourierFeatures RandomHeight RandomWidth Recurrent
	SyncBatchNormalization ThresholdedReLU TimeDistributedDense merge`,
);

/** Of the other public modules: `keras.utils`, `keras.losses`, `keras.preprocessing.image` ... */
export const publicNames = words(
	`BaseLogger DeterministicRandomTestTool DirectoryIterator GeneratorEnqueuer
	ImageDataGenerator Iterator KLD LinearModel MAE MAPE MSE MSLE
	MeanRelativeError MeanTensor NumpyArrayIterator OrderedEnqueuer RadialConstraint Reduction
	RegNetX002 RegNetX004 RegNetX006 RegNetX008 RegNetX016 RegNetX032 RegNetX040 RegNetX064
	RegNetX080 RegNetX120 RegNetX160 RegNetX320 RegNetY002 RegNetY004 RegNetY006 RegNetY008
	RegNetY016 RegNetY032 RegNetY040 RegNetY064 RegNetY080 RegNetY120 RegNetY160 RegNetY320
	ResNetRS101 ResNetRS152 ResNetRS200 ResNetRS270 ResNetRS350 ResNetRS420 ResNetRS50
	SequenceEnqueuer SidecarEvaluator SidecarEvaluatorModelExport StepsPerExecutionTuner
	TimedThread TimeseriesGenerator Tokenizer WideDeepModel apply_affine_transform
	apply_brightness_shift apply_channel_shift cosine_proximity dtensor estimator
	get_or_create_layer hashing_trick kullback_leibler_divergence logcosh mae
	make_sampling_table mape model_from_config model_to_estimator mse msle normal one_hot
	radial_constraint random_brightness random_channel_shift random_rotation random_shear
	random_shift random_zoom regnet resnet_rs skipgrams text_to_word_sequence to_ordinal
	tokenizer_from_json track_tf1_style_variables uniform warmstart_embedding_matrix`,
);

export const optimizers = words(
	`Adadelta Adafactor Adagrad Adam AdamW Adamax Ftrl Lamb Lion LossScaleOptimizer Muon Nadam Optimizer
	RMSprop SGD`,
);

export const optimizerAttributes = words(
	`lr decay get_weights get_updates get_gradients weights minimize add_slot get_slot _decayed_lr
	_get_hyper _set_hyper _hyper _create_all_weights _create_hypers _create_slots _compute_gradients`,
);

/** Attributes that only layers of Keras 1 and 2 had, whatever the class is called. */
export const layerMethods = words(
	`get_output_at get_input_at get_output_shape_at get_input_shape_at get_output_shape_for
	get_losses_for get_updates_for inbound_nodes outbound_nodes add_update`,
);

/** Attributes that custom classes may well have: they tell nothing but on a class of Keras. */
export const layerAttributes = words('input_shape output_shape dynamic updates stateful');

export const modelAttributes = words(
	`input_names _feed_input_names _feed_inputs _feed_outputs _make_predict_function
	_make_train_function _make_test_function total_loss targets sample_weights metrics_tensors
	metrics_updates state_updates updates stateful uses_learning_phase reset_states
	save_spec _set_inputs _set_save_spec _undeduplicated_weights _is_graph_network _is_compiled
	_standardize_user_data _nested_inputs _nested_outputs container_nodes`,
);

/** Arguments of `fit`, `predict`, `evaluate` and `compile`. */
export const trainingArguments = words(
	`workers use_multiprocessing max_queue_size max_q_size nb_epoch nb_worker nb_val_samples
	samples_per_epoch val_samples pickle_safe show_accuracy sample_weight_mode target_tensors
	experimental_run_tf_function`,
);

/** Arguments of layers as Keras 1 called them, and those that people pass in code only. */
export const layerArguments = words(
	`weights border_mode subsample dim_ordering nb_filter nb_row nb_col init inner_init forget_bias_init
	inner_activation W_regularizer b_regularizer U_regularizer W_constraint b_constraint
	filter_length subsample_length output_dim dropout_W dropout_U input output`,
);

/** Keys of `history.history` and of `logs` that are called otherwise since Keras 2.3. */
export const metricKeys = words('acc val_acc');

/** Names of `tf` that TensorFlow 2 does not have; each was asked of TensorFlow 2.21. */
export const tensorflow1Names = words(
	`Session InteractiveSession ConfigProto GPUOptions placeholder placeholder_with_default
	sparse_placeholder get_default_graph get_default_session reset_default_graph GraphKeys
	global_variables_initializer global_variables trainable_variables variable_scope get_variable
	contrib app flags logging gfile layers set_random_seed to_float to_int32 log matrix_inverse
	random_normal random_uniform truncated_normal read_file Dimension sparse_tensor_to_dense ceil div
	mul sub pack unpack space_to_depth depth_to_space extract_image_patches diag is_nan is_inf assign
	Print py_func enable_eager_execution disable_eager_execution disable_v2_behavior`,
);
