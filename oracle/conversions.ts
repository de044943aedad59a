import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A model among the fixtures, in one of the forms in which it was saved. */
export interface Given {
	readonly name: string;
	readonly form: Form;
	/** What goes to the converter. */
	readonly paths: readonly string[];
	/** Its inputs and predictions. */
	readonly io: string;
}

export type Form =
	| '.h5'
	| '.keras'
	| 'JSON and legacy weights'
	| 'JSON and .weights.h5'
	| 'SavedModel'
	| 'JSON and checkpoint';

const folders = ['tf-keras-2.21', 'keras-old', 'keras-2.15.0', 'keras-2.7.0', 'random-graphs'];

/** Of Keras 3 only the `.h5` is converted: the other forms load as they are. */
const foldersOfKeras3 = [
	'keras-3.0.5',
	'keras-3.3.3',
	'keras-3.8.0',
	'keras-3.10.0',
	'keras-3.15.1',
];

/** Every model of the fixtures that is converted, in every form that is there. */
export function givenModels(fixtures: string): readonly Given[] {
	return [
		...folders.flatMap((folder) => modelsIn(join(fixtures, folder), folder)),
		...foldersOfKeras3
			.flatMap((folder) => modelsIn(join(fixtures, folder), folder))
			.filter(({ form }) => form === '.h5'),
	];
}

/** Those of one folder; `name` stands before theirs. */
export function modelsIn(folder: string, name: string): readonly Given[] {
	return readdirSync(folder)
		.filter((file) => file.endsWith('.io.json'))
		.flatMap((file) => formsOf(join(folder, basename(file, '.io.json')), name));
}

function formsOf(stem: string, folder: string): Given[] {
	const json = [`${stem}.json`, `${stem}.tojson.json`].find((path) => existsSync(path));
	const forms: [Form, readonly (string | undefined)[]][] = [
		['.h5', [`${stem}.h5`]],
		['.keras', [`${stem}.keras`]],
		[
			'JSON and legacy weights',
			[json, existsSync(`${stem}.w.h5`) ? `${stem}.w.h5` : `${stem}_legacyw.h5`],
		],
		['JSON and .weights.h5', [json, `${stem}.weights.h5`]],
		['SavedModel', [existsSync(`${stem}_savedmodel`) ? `${stem}_savedmodel` : `${stem}_sm`]],
		['JSON and checkpoint', [json, `${stem}_ckpt`]],
	];
	return forms.flatMap(([form, paths]) => {
		const there = paths.filter((path) => path !== undefined && existsSync(path));
		if (there.length < paths.length) return [];
		return [
			{
				name: `${folder}/${basename(stem)}`,
				form,
				paths: there as string[],
				io: `${stem}.io.json`,
			},
		];
	});
}

/** The models that Keras 3 cannot have without the person, and why (fixtures' README). */
export const excuses: readonly { readonly reason: string; readonly models: RegExp }[] = [
	{
		reason: 'needs the person’s code',
		models: /\/(k2_)?(custom_|lambda_?|subclassed)|_lam(bda)?$|comp_custom/,
	},
	{
		reason: 'Keras 3 has no equivalent',
		models:
			/locally|_local$|pr_\w+_(gaussian|mitchellcubic)|pp_resizing_modes|upsampling_bicubic|bn_multiaxis/,
	},
	{
		reason: 'the graph is not in the file',
		models: /tfop_einsum_split|tfop_shape_dyn|pp_discretization$/,
	},
	{ reason: 'the vocabulary is not in a .h5', models: /keras-3\S+\/prep_text/ },
	{
		reason: 'loads as it is: LoRA and quantized weights are left to Keras',
		models: /keras-3\S+\/(lora|quant_)/,
	},
	{ reason: 'HDF5 has bytes in the place of bfloat16', models: /keras-3\S+\/bfloat16_all/ },
	{ reason: 'TensorFlow cannot run it on a CPU', models: /cnn_transpose_dil/ },
	{
		reason: 'the vocabulary is in neither file',
		models: /(pp_stringlookup_adapt|pp_textvec) JSON/,
	},
	{
		reason: 'the SavedModel has nothing of Keras in it but its graph',
		models: /k2_(10|11)_0_\w+ SavedModel|keras-2\.7\.0\/\w+ SavedModel/,
	},
	{
		reason: 'run by TensorFlow, this SavedModel does not predict so either',
		models: /k2_1(2_0|3_1)_(dense|deferred) SavedModel/,
	},
	{ reason: 'its own predictions are no numbers', models: /k2_2_4_nested_vgg/ },
];

/** SavedModels that do not predict what was recorded when TensorFlow runs them either: nothing can be compared. */
export const withoutPredictions = /\/k2_1(2_0|3_1)_(dense|deferred)_(sm|savedmodel)$/;

/** How far predictions may be from those of Keras 2. */
export function tolerance({ name }: Given): number {
	if (/mixed|float16|bfloat16/.test(name)) return 1e-2;
	return /transfer/.test(name) ? 1e-3 : 1e-5;
}
