import type { Format } from './anatomy.ts';

const zip = [
	['50', 'P'],
	['4B', 'K'],
	['03', '·'],
	['04', '·'],
] as const;
const hdf5 = [
	['89', '·'],
	['48', 'H'],
	['44', 'D'],
	['46', 'F'],
] as const;

/** The formats that hold Keras models, part by part. Their words stand in the guides. */
export const formats = {
	'keras-archive': {
		fileName: 'model.keras',
		shape: 'archive',
		bytes: zip,
		parts: [
			{ name: 'metadata.json', kind: 'file', withoutIt: 'harmless' },
			{ name: 'config.json', kind: 'file', withoutIt: 'fatal', slug: 'archive-nested-folder' },
			{
				name: 'model.weights.h5',
				kind: 'file',
				withoutIt: 'fatal',
				slug: 'archive-weights-missing',
			},
			{ name: 'assets/', kind: 'folder', optional: true, withoutIt: 'partial' },
		],
	},
	'legacy-h5': {
		fileName: 'model.h5',
		shape: 'hdf5',
		bytes: hdf5,
		parts: [
			{ name: 'model_config', kind: 'attribute', withoutIt: 'fatal', slug: 'h5-weights-only' },
			{
				name: 'training_config',
				kind: 'attribute',
				optional: true,
				withoutIt: 'partial',
				slug: 'h5-loss-alias',
			},
			{ name: 'keras_version', kind: 'attribute', withoutIt: 'harmless' },
			{ name: 'model_weights', kind: 'group', withoutIt: 'fatal' },
			{ name: 'dense/dense/kernel:0', kind: 'dataset', within: true, withoutIt: 'fatal' },
			{ name: 'optimizer_weights', kind: 'group', optional: true, withoutIt: 'partial' },
		],
	},
	'weights-h5': {
		fileName: 'model.weights.h5',
		shape: 'hdf5',
		bytes: hdf5,
		parts: [
			{
				name: 'layers/dense/',
				kind: 'group',
				withoutIt: 'fatal',
				slug: 'weights-variables-missing',
			},
			{ name: 'vars/', kind: 'group', within: true, withoutIt: 'fatal' },
			{ name: '0', kind: 'dataset', within: true, withoutIt: 'fatal' },
			{ name: 'vars.attrs["name"]', kind: 'attribute', optional: true, withoutIt: 'harmless' },
			{
				name: 'optimizer/vars/',
				kind: 'group',
				optional: true,
				withoutIt: 'partial',
				slug: 'optimizer-state-skipped',
			},
		],
	},
	'saved-model': {
		fileName: 'saved_model_folder/',
		shape: 'folder',
		parts: [
			{
				name: 'saved_model.pb',
				kind: 'file',
				withoutIt: 'fatal',
				slug: 'savedmodel-not-supported',
			},
			{ name: 'variables/', kind: 'folder', withoutIt: 'fatal' },
			{ name: 'keras_metadata.pb', kind: 'file', optional: true, withoutIt: 'partial' },
			{ name: 'assets/', kind: 'folder', optional: true, withoutIt: 'partial' },
			{ name: 'fingerprint.pb', kind: 'file', optional: true, withoutIt: 'harmless' },
		],
	},
	checkpoint: {
		fileName: 'checkpoints/',
		shape: 'folder',
		parts: [
			{ name: 'ckpt.index', kind: 'file', withoutIt: 'fatal', slug: 'extension-not-supported' },
			{
				name: 'layer_with_weights-0/kernel/…',
				kind: 'key',
				within: true,
				withoutIt: 'partial',
				slug: 'checkpoint-not-fully-restored',
			},
			{ name: 'ckpt.data-00000-of-00001', kind: 'file', withoutIt: 'fatal' },
			{ name: 'checkpoint', kind: 'file', optional: true, withoutIt: 'harmless' },
		],
	},
	'tfjs-layers': {
		fileName: 'model.json',
		shape: 'text',
		bytes: [
			['7B', '{'],
			['22', '"'],
		],
		parts: [
			{ name: 'format', kind: 'key', withoutIt: 'harmless', slug: 'tfjs-graph-model-as-layers' },
			{ name: 'generatedBy', kind: 'key', withoutIt: 'harmless' },
			{ name: 'modelTopology', kind: 'key', withoutIt: 'fatal', slug: 'tfjs-keras-3-model' },
			{ name: 'weightsManifest', kind: 'key', withoutIt: 'fatal', slug: 'tfjs-weight-names' },
			{
				name: 'group1-shard1of1.bin',
				kind: 'file',
				withoutIt: 'fatal',
				slug: 'tfjs-weights-file-incomplete',
			},
		],
	},
} as const satisfies Record<string, Format>;
