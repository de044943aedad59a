import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openFixture } from '../fixtures/open.ts';
import { changes, cuts, DisposableReader, type Outcome } from './in-worker.ts';
import { manyFixtures, zipOf } from './support.ts';

const reader = new DisposableReader();
afterAll(() => reader.close());

const savedModel = Object.fromEntries(
	openFixture('savedmodel_dir').map(({ path, source }) => [
		path.replace('savedmodel_dir/', ''),
		source.read(0, source.size),
	]),
);
const member = (path: string) => savedModel[path] ?? new Uint8Array(0);
const bytesOf = (text: string) => Uint8Array.from(text, (mark) => mark.charCodeAt(0));

const npyHeader = "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }".padEnd(117);
const npy = bytesOf(`\x93NUMPY\x01\x00\x76\x00${npyHeader}\n\x80\x02cposix\nsystem\n.`);
const tfjs = {
	format: 'layers-model',
	modelTopology: {
		keras_version: '2.15.0',
		model_config: { class_name: 'Sequential', config: { layers: [], name: 's' } },
	},
	weightsManifest: [
		{ paths: ['a.bin'], weights: [{ name: 'k', shape: [4, 8], dtype: 'float32' }] },
	],
};
const tflite = manyFixtures && join(manyFixtures, '..', 'real', '072-basicpitch.tflite');

const samples: readonly (readonly [string, Uint8Array])[] = [
	['saved_model.pb', member('saved_model.pb')],
	['keras_metadata.pb', member('keras_metadata.pb')],
	['ckpt.index', member('variables/variables.index')],
	['model.zip', await zipOf(savedModel)],
	['packed.zip', await zipOf(savedModel, { level: 6 })],
	['weights.npz', await zipOf({ 'a.npy': npy })],
	['weights.npy', npy],
	['model.json', bytesOf(JSON.stringify(tfjs))],
	[
		'model.pkl',
		bytesOf('\x80\x04\x95;\0\0\0\0\0\0\0]\x94(\x8c\x05posix\x94\x8c\x06system\x94\x93\x94.'),
	],
	['model.onnx', bytesOf('\x08\x08\x12\x02ab:\x10*\x0e\x08\x04\x08\x08\x10\x01B\x06kernel')],
	['model.yaml', bytesOf('class_name: Sequential\nconfig:\n  layers: []\nkeras_version: 2.4.0\n')],
	...(tflite && existsSync(tflite)
		? [['model.tflite', new Uint8Array(readFileSync(tflite))] as const]
		: []),
];

/** Everything comes to an end by itself: none of these formats needs the HDF5 library. */
function expectAnswer({ facts, thrown, ended }: Outcome): void {
	expect(thrown).toBeUndefined();
	expect(ended).toBeUndefined();
	// An archive whose directory is damaged may seem to hold several.
	expect(facts?.length).toBeGreaterThan(0);
	expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
}

describe.each(samples)('%s', (name, bytes) => {
	test('cut at 60 lengths gives an answer', async () => {
		for (const cut of cuts(bytes, 60)) expectAnswer(await reader.read(name, cut));
	});

	test('with random bytes changed, 100 times, gives an answer', async () => {
		for (const changed of changes(bytes, 100)) expectAnswer(await reader.read(name, changed));
	});
});
