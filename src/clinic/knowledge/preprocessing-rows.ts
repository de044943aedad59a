import type { LayerRow } from './layers.ts';

const vocabularyArguments = `max_tokens num_oov_indices mask_token oov_token vocabulary idf_weights invert
	output_mode sparse pad_to_max_tokens`;
const randomArguments = 'seed data_format fill_mode fill_value interpolation';

/** Layers that prepare texts, numbers and images. */
export const preprocessingRows: readonly LayerRow[] = [
	{ classes: 'Rescaling', takes: 'scale offset', masks: 'passesInKeras3' },
	{
		classes: 'Resizing',
		takes: 'height width interpolation crop_to_aspect_ratio data_format',
		rewrite: 'interpolation',
	},
	{ classes: 'CenterCrop', takes: 'height width data_format' },
	{
		classes: 'RandomCrop',
		keras3: 'Resizing',
		takes: 'height width data_format',
		dropped: { seed: 'any', rng_type: 'any' },
		rewrite: 'centreCrop',
	},
	{
		classes: 'RandomFlip',
		takes: `mode ${randomArguments}`,
		dropped: { rng_type: 'any' },
	},
	{
		classes: 'RandomRotation RandomZoom RandomTranslation',
		takes: `factor height_factor width_factor ${randomArguments}`,
		dropped: { rng_type: 'any' },
	},
	{
		classes: 'RandomContrast RandomBrightness',
		takes: 'factor value_range seed',
		dropped: { rng_type: 'any' },
	},
	{
		classes: 'RandomHeight RandomWidth',
		keras3: 'Identity',
		dropped: { factor: 'any', interpolation: 'any', seed: 'any', rng_type: 'any' },
		rewrite: 'trainingOnly',
	},
	{
		classes: 'AddLoss AddMetric',
		keras3: 'Identity',
		dropped: { unconditional: 'any', aggregation: 'any', metric_name: 'any' },
		rewrite: 'trainingOnly',
	},
	{
		classes: 'CategoryEncoding',
		takes: 'num_tokens output_mode sparse',
		dropped: { max_tokens: [null], count_weights: 'any' },
	},
	{
		classes: 'Hashing',
		takes: 'num_bins mask_value salt output_mode sparse',
		rewrite: 'integers',
	},
	{ classes: 'HashedCrossing', takes: 'num_bins output_mode sparse', rewrite: 'integers' },
	{
		classes: 'Discretization',
		takes: 'bin_boundaries num_bins epsilon output_mode sparse',
		renamed: { bins: 'bin_boundaries' },
		dropped: { trainable: 'any' },
		rewrite: 'discretization',
	},
	{
		classes: 'StringLookup',
		weights: '~idf_weights?output_mode=tf_idf',
		takes: `${vocabularyArguments} encoding`,
		dropped: { vocabulary_size: 'any', has_input_vocabulary: 'any' },
		rewrite: 'lookup',
	},
	{
		classes: 'IntegerLookup',
		weights: '~idf_weights?output_mode=tf_idf',
		takes: `${vocabularyArguments} vocabulary_dtype`,
		dropped: { vocabulary_size: 'any', has_input_vocabulary: 'any' },
		rewrite: 'lookup',
	},
	{
		classes: 'TextVectorization',
		weights: '~_lookup_layer/idf_weights?output_mode=tf_idf',
		takes: `max_tokens standardize split ngrams output_mode output_sequence_length pad_to_max_tokens
			vocabulary idf_weights sparse ragged encoding`,
		dropped: { vocabulary_size: 'any', has_input_vocabulary: 'any' },
		rewrite: 'lookup',
	},
];
