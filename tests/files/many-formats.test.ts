import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { FileFacts } from '../../src/clinic/evidence/files/facts.ts';
import { readFacts } from '../../src/clinic/evidence/files/read.ts';
import { openFixture } from '../fixtures/open.ts';
import {
	bytesOfFixture,
	factsOf,
	factsOfFixture,
	healthyMembers,
	inMemory,
	listFixtures,
	manyFixtures,
	tarOf,
	withoutFixtures,
	zipOf,
} from './support.ts';

/** The members of the SavedModel fixture by their paths, for putting them into archives. */
function savedModelMembers(): Record<string, Uint8Array> {
	return Object.fromEntries(
		openFixture('savedmodel_dir').map(({ path, source }) => [path, source.read(0, source.size)]),
	);
}

/** What Keras 2 noted in the SavedModel fixture. */
const savedModel = {
	format: 'saved-model',
	writer: { library: 'keras', version: '2.15.0', backend: 'tensorflow', generation: 2 },
	model: { modelClass: 'Sequential', layerClasses: ['InputLayer', 'Dense'] },
	weights: { layout: 'checkpoint', parameters: 67, missing: [] },
	damage: null,
};

describe('a SavedModel', () => {
	test('tells its model, its writer, its weights and how it is called', async () => {
		const facts = await factsOf(...openFixture('savedmodel_dir'));
		expect(facts).toMatchObject({ ...savedModel, input: { kind: 'folder' }, archives: [] });
		expect(facts.signatures.map(({ name }) => name)).toEqual(['serving_default']);
		expect(facts.signatures[0]?.inputs[0]).toMatchObject({ dtype: 'float32', shape: [null, 4] });
	});

	test('is found in archives and in archives in archives', async () => {
		const members = savedModelMembers();
		const zip = await zipOf(members, { level: 5 });
		const tar = tarOf(members);
		expect(await factsOf(inMemory('m.zip', zip))).toMatchObject({
			...savedModel,
			archives: ['m.zip'],
		});
		expect(await factsOf(inMemory('m.tar.gz', gzipSync(tar)))).toMatchObject({
			...savedModel,
			archives: ['m.tar.gz'],
		});
		const outer = await zipOf({ 'inner/m.tar': tar });
		expect(await factsOf(inMemory('outer.zip', outer))).toMatchObject({
			...savedModel,
			archives: ['outer.zip', 'm.tar'],
		});
	});

	test('without its variables says which file is missing', async () => {
		const files = openFixture('savedmodel_dir').filter(({ path }) => !path.includes('.data-'));
		const { weights, damage } = await factsOf(...files);
		expect(weights?.missing).toEqual(['variables.data-00000-of-00001']);
		expect(damage).toBeNull();
		const [alone] = openFixture('savedmodel_dir').filter(({ path }) => /saved_model/.test(path));
		const facts = await factsOf({ ...alone, path: 'saved_model.pb' } as never);
		expect(facts).toMatchObject({
			format: 'saved-model',
			weights: { missing: ['variables.index'] },
		});
	});

	test('whose variables are cut off says so', async () => {
		const files = Object.entries(savedModelMembers()).map(([path, bytes]) =>
			inMemory(path, path.includes('.data-') ? bytes.subarray(0, 100) : bytes),
		);
		expect((await factsOf(...files)).damage?.kind).toBe('checkpoint-truncated');
	});
});

test('a checkpoint is its index and its shards, side by side or in a folder', async () => {
	const parts = Object.entries(savedModelMembers())
		.filter(([path]) => path.includes('variables/'))
		.map(([path, bytes]) => [basename(path), bytes] as const);
	const expected = { format: 'tf-checkpoint', weights: { parameters: 67, missing: [] } };
	expect(await factsOf(...parts.map(([name, bytes]) => inMemory(name, bytes)))).toMatchObject(
		expected,
	);
	const folder = [
		...parts.map(([name, bytes]) => inMemory(`run/${name}`, bytes)),
		inMemory('run/checkpoint', 'model_checkpoint_path: "variables"'),
	];
	expect(await factsOf(...folder)).toMatchObject(expected);
	const index = parts.find(([name]) => name.endsWith('.index'));
	expect(await factsOf(inMemory('ckpt.index', index?.[1] ?? ''))).toMatchObject({
		format: 'tf-checkpoint',
		weights: { missing: ['ckpt.data-00000-of-00001'] },
	});
});

const layersModel = {
	format: 'layers-model',
	generatedBy: 'keras v2.4.0',
	convertedBy: 'TensorFlow.js Converter v3.18.0',
	modelTopology: {
		keras_version: '2.4.0',
		backend: 'tensorflow',
		model_config: {
			class_name: 'Sequential',
			config: {
				name: 'sequential',
				layers: [{ class_name: 'Dense', config: { name: 'dense', units: 2, dtype: 'float32' } }],
			},
		},
		training_config: { optimizer_config: { class_name: 'Adam', config: {} } },
	},
	weightsManifest: [
		{
			paths: ['group1-shard1of1.bin'],
			weights: [
				{ name: 'dense/kernel', shape: [4, 2], dtype: 'float32' },
				{ name: 'dense/bias', shape: [2], dtype: 'float32', quantization: { dtype: 'uint8' } },
			],
		},
	],
};

describe('TensorFlow.js', () => {
	test('layers models tell their Keras', async () => {
		const json = inMemory('model.json', JSON.stringify(layersModel));
		const shard = inMemory('group1-shard1of1.bin', new Uint8Array(34));
		expect(await factsOf(json, shard)).toMatchObject({
			format: 'tfjs-layers',
			input: { kind: 'files', name: 'model.json' },
			writer: { library: 'keras', version: '2.4.0' },
			model: { modelClass: 'Sequential', optimizer: 'Adam', layerClasses: ['Dense'] },
			weights: { layout: 'tfjs', parameters: 10, missing: [] },
		});
		expect((await factsOf(json)).weights?.missing).toEqual(['group1-shard1of1.bin']);
	});

	test('graph models tell how they are called', async () => {
		const graph = {
			format: 'graph-model',
			generatedBy: '2.11.0',
			modelTopology: { node: [{ name: 'x', op: 'Placeholder' }] },
			signature: {
				inputs: { x: { name: 'x:0', dtype: 'DT_FLOAT', tensorShape: { dim: [{ size: '-1' }] } } },
				outputs: { y: { name: 'y:0' } },
			},
			weightsManifest: [],
		};
		expect(await factsOf(inMemory('model.json', JSON.stringify(graph)))).toMatchObject({
			format: 'tfjs-graph',
			writer: { library: 'tensorflow', version: '2.11.0' },
			model: null,
			signatures: [{ inputs: [{ name: 'x', dtype: 'float', shape: [null] }] }],
		});
	});
});

/** `{'descr': …}` as NumPy's format 1.0 has it. */
function npy(header: string): Uint8Array {
	const bytes = Buffer.from(`\x93NUMPY\x01\0\0\0${header}`, 'latin1');
	bytes.writeUInt16LE(header.length, 8);
	return new Uint8Array(bytes);
}

test('arrays of NumPy tell shapes and types, alone and together', async () => {
	const one = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }\n");
	const text = npy("{'descr': '|O', 'fortran_order': False, 'shape': (), }\n");
	expect(await factsOf(inMemory('a.npy', one))).toMatchObject({
		format: 'npy',
		weights: { tensors: [{ shape: [3, 4], dtype: 'float32' }], parameters: 12 },
	});
	const npz = await zipOf({ 'kernel.npy': one, 'names.npy': text });
	expect(await factsOf(inMemory('weights.npz', npz))).toMatchObject({
		format: 'npz',
		weights: {
			tensors: [
				{ path: 'kernel', shape: [3, 4], dtype: 'float32' },
				{ path: 'names', shape: [], dtype: 'object' },
			],
		},
	});
});

test('an ONNX model tells its writer, its signature and its tensors, also those beside it', async () => {
	const facts = await factsOfFixture('dense.onnx');
	const tensor = (name: string, last: number) => ({ name, dtype: 'float32', shape: [null, last] });
	expect(facts).toMatchObject({
		format: 'onnx',
		writer: { library: 'onnx.helper', version: '1.23.1' },
		signatures: [{ name: 'dense', inputs: [tensor('x', 4)], outputs: [tensor('y', 2)] }],
		weights: {
			tensors: [
				{ path: 'kernel', shape: [4, 3], dtype: 'float32' },
				{ path: 'bias', shape: [3], dtype: 'float16' },
				{ path: 'head', shape: [3, 2], dtype: 'float32' },
			],
			parameters: 21,
			beside: ['head.bin'],
		},
	});
});

test('an architecture in YAML tells its model, whatever tags are in it', async () => {
	const yaml = `backend: tensorflow
class_name: Sequential
config:
  layers:
  - class_name: Dense
    config:
      activation: relu
      batch_input_shape: !!python/tuple [null, 4]
      name: dense_1
      units: 3
  name: sequential_1
keras_version: 2.2.4
`;
	expect(await factsOf(inMemory('model.yaml', yaml))).toMatchObject({
		format: 'architecture-yaml',
		writer: { library: 'keras', version: '2.2.4', generation: 2 },
		model: { modelClass: 'Sequential', layerClasses: ['Dense'] },
	});
});

test('what is no model is called by its name', async () => {
	const notebook = JSON.stringify({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 });
	expect((await factsOf(inMemory('train.h5', notebook))).format).toBe('notebook');
	const gzipped = new Uint8Array(gzipSync(bytesOfFixture('healthy.keras')));
	expect(await factsOf(inMemory('model.keras', gzipped))).toMatchObject({
		format: 'keras-v3',
		archives: ['model.keras'],
	});
	const both = await zipOf({
		'a.keras': bytesOfFixture('healthy.keras'),
		'__MACOSX/._a.keras': 'left over',
	});
	expect(await factsOf(inMemory('both.zip', both))).toMatchObject({
		format: 'keras-v3',
		input: { path: 'a.keras' },
		archives: ['both.zip'],
	});
	const folder = Object.fromEntries(
		Object.entries(healthyMembers()).map(([name, bytes]) => [`m/${name}`, bytes]),
	);
	expect(await factsOf(inMemory('m.tar', tarOf(folder)))).toMatchObject({
		format: 'keras-v3',
		weights: { parameters: 67 },
		archives: ['m.tar'],
	});
	expect((await factsOf(inMemory('x.gz', gzipped.subarray(0, 900)))).damage?.kind).toBe(
		'gzip-unreadable',
	);
});

if (!manyFixtures) console.warn(`many-formats: ${withoutFixtures}`);

test.skipIf(!manyFixtures)(
	'every SavedModel and checkpoint tells what the .h5 of the same model tells',
	{ timeout: 120_000 },
	async () => {
		const folder = join(manyFixtures ?? '', 'tf-keras-2.21');
		const groups = new Map<string, string[]>();
		for (const path of listFixtures(folder, /./)) {
			const [name = ''] = relative(folder, path).split(/[\\/]/);
			groups.set(name, [...(groups.get(name) ?? []), path]);
		}
		const wrong: string[] = [];
		let count = 0;
		for (const [name, paths] of groups) {
			const model = /^(.*)_(sm|ckpt)$/.exec(name)?.[1];
			const h5 = groups.get(`${model}.h5`)?.[0];
			if (!model || !h5 || toldOtherwise.has(name)) continue;
			const [facts] = await readFacts(paths.map(given(folder)), { weights: true });
			const [expected] = await readFacts([given(folder)(h5)], { weights: true });
			const [found, wanted] = [facts, expected].map((one) => summary(one, name));
			count++;
			if (JSON.stringify(found) !== JSON.stringify(wanted)) {
				wrong.push(`${name}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
			}
		}
		expect(wrong).toEqual([]);
		expect(count).toBeGreaterThan(150);
	},
);

test.skipIf(!manyFixtures)(
	"a person's own model tells the layers that it holds in lists, too",
	async () => {
		const folder = manyFixtures ?? '';
		const root = join(folder, 'tf-keras-2.21', 'subclassed_sm');
		const files = listFixtures(root, /./).map(given(join(folder, 'tf-keras-2.21')));
		const { model } = await factsOf(...files);
		expect(model?.customObjects).toEqual(['Sub']);
		const own = model?.layers.filter(({ depth }) => depth === 0).map(({ name }) => name);
		expect(own?.toSorted()).toEqual([
			'batch_normalization',
			'dense',
			'dense_1',
			'dense_2',
			'sequential',
		]);
	},
);

test.skipIf(!manyFixtures)(
	'objects of Keras 2 are known without their configurations',
	async () => {
		const folder = manyFixtures ?? '';
		const root = join(folder, 'keras-2.7.0', 'k2_cnn_savedmodel');
		const files = listFixtures(root, /./).map(given(join(folder, 'keras-2.7.0')));
		expect(await factsOf(...files)).toMatchObject({
			model: null,
			writer: { library: 'tensorflow', version: '2.21.0', generation: 2 },
		});
	},
);

/** Activations that are layers are objects of their own there; the bins of a Discretization are not saved. */
const toldOtherwise = new Set(['acts_layer_arg_sm', 'pp_discretization_sm']);

function summary(facts: FileFacts | undefined, name: string) {
	const isSavedModel = name.endsWith('_sm');
	return {
		damage: facts?.damage,
		parameters: facts?.weights?.parameters,
		...(isSavedModel && {
			version: facts?.writer?.version,
			modelClass: facts?.model?.modelClass,
			classes: facts?.model?.layers.map(({ className }) => className),
			lambdas: facts?.model?.lambdas,
			optimizer: facts?.model?.optimizer,
		}),
	};
}

function given(folder: string) {
	return (path: string) =>
		inMemory(relative(folder, path).split('\\').join('/'), new Uint8Array(readFileSync(path)));
}
