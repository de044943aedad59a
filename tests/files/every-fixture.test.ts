import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { Dataset, File, type Group, ready } from 'h5wasm';
import JSZip from 'jszip';
import { expect, test } from 'vitest';
import { readFacts } from '../../src/clinic/evidence/files/read.ts';
import { inMemory, listFixtures, manyFixtures, withoutFixtures } from './support.ts';

/** What a file says when it is read in another way: JSZip, `JSON.parse`, h5wasm's own classes. */
interface Expected {
	readonly version: string | undefined;
	readonly config: { class_name: string; config: unknown } | undefined;
	readonly tensors: number | undefined;
}

async function expectedOf(bytes: Uint8Array, withTensors: boolean): Promise<Expected | null> {
	if (bytes[0] === 0x50) {
		const zip = await JSZip.loadAsync(bytes);
		const json = async (name: string) => {
			const text = await zip.file(name)?.async('string');
			return text && JSON.parse(text.replace(/^\ufeff/, ''));
		};
		const weights = withTensors && (await zip.file('model.weights.h5')?.async('uint8array'));
		return {
			version: (await json('metadata.json'))?.keras_version,
			config: await json('config.json'),
			tensors: weights ? (await hdf5Of(weights, true)).tensors : undefined,
		};
	}
	return bytes[0] === 0x89 ? hdf5Of(bytes, withTensors) : null;
}

async function hdf5Of(bytes: Uint8Array, withTensors: boolean): Promise<Expected> {
	const { FS } = await ready;
	FS.writeFile('/expected.h5', bytes);
	const file = new File('/expected.h5', 'r');
	const { keras_version: version, model_config: config } = file.attrs;
	const result = {
		version: version && String(version.value),
		config: config && JSON.parse(String(config.value)),
		tensors: withTensors ? countDatasets(file) : undefined,
	};
	file.close();
	return result;
}

function countDatasets(group: Group): number {
	return group.paths().filter((path) => group.get(path) instanceof Dataset).length;
}

/** The classes of all layers, by plain recursion over the places where Keras keeps them. */
function classesOf(model: unknown): string[] {
	if (!isObject(model)) return [];
	const { config } = model;
	const layers = Array.isArray(config) ? config : isObject(config) ? config['layers'] : [];
	return (Array.isArray(layers) ? layers : []).flatMap((layer) => [
		layer.class_name,
		...inside(layer),
	]);
}

function inside(layer: { config: unknown }): string[] {
	if (!isObject(layer.config) || 'layers' in layer.config) return classesOf(layer);
	const { config } = layer;
	return ['layer', 'backward_layer', 'cell', 'cells']
		.flatMap((key) => config[key])
		.filter((one) => isObject(one) && 'class_name' in one)
		.flatMap((one) => [
			String((one as { class_name: string }).class_name),
			...inside(one as never),
		]);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is not the models' own, by the name of the fixture that holds it. */
const customObjects: readonly [RegExp, readonly string[]][] = [
	[/custom_registered/, ['ScaleLayer']],
	[/(3\.15\.1|broken)\/.*custom_unregistered/, ['PlainScale']],
	[/tf-keras.*custom_unregistered/, ['Unreg']],
	[/custom_no_get_config/, ['NoConfigLayer']],
	[/custom_(fn_activation|activation_fn)/, ['plain_act']],
	[/custom_subclassed_not_passed|(k3_|3\.15\.1\/)subclassed/, ['SubModel']],
	[/tf-keras.*\/subclassed/, ['Sub']],
	[/custom_layer2/, ['MyScale2']],
	[/custom_layer\./, ['MyScale']],
	[/custom_loss/, ['my_loss']],
	[/comp_custom\./, ['my_loss', 'my_metric']],
	[/comp_custom_cls/, ['MyLoss', 'my_metric']],
	// An .h5 has no modules: the class of keras.applications is one that must be passed.
	[/app_convnext_small\.h5/, ['LayerScale']],
	[/zip_config_unknown_module/, ['Dense']],
];

function customObjectsOf(name: string): readonly string[] {
	return customObjects.find(([pattern]) => pattern.test(name))?.[1].toSorted() ?? [];
}

/** Damaged on purpose; what is wrong with each is asked for elsewhere. */
const damaged = /trunc_|zip_weights_(truncated|empty)|zip_config_bad_json/;
/** Its activations are layers, which Keras lists nowhere and we do. */
const withActivationLayers = /acts_layer_arg/;

if (!manyFixtures) console.warn(`every-fixture: ${withoutFixtures}`);

test.skipIf(!manyFixtures)(
	'every file of real Keras tells its version, layers, tensors and custom objects',
	{ timeout: 120_000 },
	async () => {
		const folder = manyFixtures ?? '';
		const wrong: string[] = [];
		let count = 0;
		for (const path of listFixtures(folder, /\.(keras|h5)$/)) {
			if (damaged.test(path)) continue;
			const bytes = new Uint8Array(readFileSync(path));
			// h5wasm's classes take long to count.
			const expected = await expectedOf(bytes, ++count % 6 === 0);
			if (!expected) continue;
			const name = relative(folder, path).split('\\').join('/');
			const [facts] = await readFacts([inMemory(name.replaceAll('/', ' '), bytes)], {
				weights: true,
			});
			const classes = withActivationLayers.test(name)
				? undefined
				: expected.config && classesOf(expected.config);
			const found = {
				damage: facts?.damage,
				version: expected.version && facts?.writer?.version,
				modelClass: expected.config && facts?.model?.modelClass,
				classes: classes && facts?.model?.layers.map(({ className }) => className),
				tensors: expected.tensors === undefined ? undefined : facts?.weights?.tensors.length,
				custom: facts?.model?.customObjects.toSorted() ?? [],
			};
			const wanted = {
				damage: null,
				version: expected.version,
				modelClass: expected.config?.class_name,
				classes,
				tensors: expected.tensors,
				custom: expected.config ? customObjectsOf(name) : [],
			};
			if (JSON.stringify(found) !== JSON.stringify(wanted)) {
				wrong.push(`${name}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
			}
		}
		expect(wrong).toEqual([]);
		expect(count).toBeGreaterThan(1400);
	},
);
