import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { bytesSource, type RandomAccessSource } from '../../src/clinic/evidence/files/source.ts';
import { readObjectGraph } from '../../src/clinic/evidence/files/tensorflow/checkpoint.ts';
import { readKerasMetadata } from '../../src/clinic/evidence/files/tensorflow/keras-metadata.ts';
import { readSavedModel } from '../../src/clinic/evidence/files/tensorflow/saved-model.ts';
import { unpackSnappy } from '../../src/clinic/evidence/files/tensorflow/snappy.ts';
import {
	openTensorBundle,
	shardName,
} from '../../src/clinic/evidence/files/tensorflow/tensor-bundle.ts';
import { Unreadable } from '../../src/clinic/evidence/files/unreadable.ts';
import { manyFixtures, withoutFixtures } from './support.ts';

const fixtures = new URL('../fixtures/savedmodel_dir/', import.meta.url).pathname;

function sourceOf(path: string): RandomAccessSource {
	return bytesSource(new Uint8Array(readFileSync(path)));
}

function bundleIn(folder: string, prefix: string) {
	return openTensorBundle(sourceOf(join(folder, `${prefix}.index`)), (index, count) =>
		sourceOf(join(folder, shardName(prefix, index, count))),
	);
}

/** What `tf.train.load_checkpoint` (TensorFlow 2.21) says of the fixture. */
const tensors = JSON.parse(
	readFileSync(new URL('expected/savedmodel_dir.json', import.meta.url), 'utf8'),
) as Record<string, { dtype: string; shape: number[]; values: number[] }>;

test('a bundle gives the tensors that TensorFlow reads from it', () => {
	const bundle = bundleIn(join(fixtures, 'variables'), 'variables');
	const names = [...bundle.entries.keys()].filter((name) => !name.startsWith('_'));
	expect(names.toSorted()).toEqual(Object.keys(tensors).toSorted());
	for (const [name, expected] of Object.entries(tensors)) {
		const entry = bundle.entries.get(name);
		if (!entry) throw new Error(name);
		const { dtype, shape } = entry;
		expect({ dtype, shape }).toEqual({ dtype: expected.dtype, shape: expected.shape });
		if (dtype !== 'float32') continue;
		const bytes = bundle.data(entry).read(0, entry.size);
		const copy = new Uint8Array(bytes);
		const values = [...new Float32Array(copy.buffer)].slice(0, expected.values.length);
		expect(values).toEqual(expected.values.map(Math.fround));
	}
});

test('a tensor that does not fit its checksum is refused when its last piece is read', () => {
	const folder = join(fixtures, 'variables');
	const whole = readFileSync(join(folder, shardName('variables', 0, 1)));
	const index = sourceOf(join(folder, 'variables.index'));
	const entries = openTensorBundle(index, () => bytesSource(whole)).entries;
	const entry = [...entries.values()].find(({ dtype, size }) => dtype === 'float32' && size > 8);
	if (!entry) throw new Error('no tensor');
	const damaged = Uint8Array.from(whole);
	damaged[entry.offset] = (damaged[entry.offset] ?? 0) ^ 1;
	for (const [bytes, fits] of [
		[whole, true],
		[damaged, false],
	] as const) {
		const data = openTensorBundle(index, () => bytesSource(bytes)).data(entry);
		expect(data.read(0, 8)).toHaveLength(8);
		const last = () => data.read(8, entry.size - 8);
		if (fits) expect(last()).toHaveLength(entry.size - 8);
		else expect(last).toThrow(Unreadable);
	}
});

test('the object graph leads from the root to the tensors', () => {
	const bundle = bundleIn(join(fixtures, 'variables'), 'variables');
	const objects = readObjectGraph(bundle) ?? [];
	const keys = objects.flatMap(({ attributes }) => attributes.map(({ key }) => key));
	expect(keys.toSorted()).toEqual(Object.keys(tensors).toSorted());
	expect(objects[0]?.children.map(({ name }) => name)).toContain('layer_with_weights-0');
});

test('saved_model.pb and keras_metadata.pb agree on the objects', () => {
	const { metaGraphs } = readSavedModel(sourceOf(join(fixtures, 'saved_model.pb')));
	const [graph] = metaGraphs;
	expect(graph?.tags).toEqual(['serve']);
	expect(graph?.tensorflowVersion).toMatch(/^2\.\d+\.\d+$/);
	expect(graph?.signatures.map(({ name }) => name).toSorted()).toEqual([
		'__saved_model_init_op',
		'serving_default',
	]);
	const nodes = readKerasMetadata(sourceOf(join(fixtures, 'keras_metadata.pb')));
	expect(nodes[0]?.path).toBe('root');
	for (const { node, identifier, metadata } of nodes) {
		expect(graph?.objects[node]?.identifier).toBe(identifier);
		expect(JSON.parse(metadata)).toBeTypeOf('object');
	}
});

test('Snappy blocks are unpacked, also where a copy reaches into itself', () => {
	const text = 'a table, a table, a tttttttttttttttt';
	// Literal of 9, copy of 9 from 9 back, literal "a t", copy of 15 from 1 back: packed by hand.
	const packed = [
		text.length,
		...[8 << 2, ...Buffer.from('a table, ')],
		...[((9 - 4) << 2) | 1, 9],
		...[2 << 2, ...Buffer.from('a t')],
		...[((15 - 1) << 2) | 2, 1, 0],
	];
	expect(new TextDecoder().decode(unpackSnappy(new Uint8Array(packed)))).toBe(text);
	for (let length = 0; length < packed.length; length++) {
		expect(() => unpackSnappy(new Uint8Array(packed.slice(0, length)))).toThrow(Unreadable);
	}
});

if (!manyFixtures) console.warn(`tensorflow: ${withoutFixtures}`);

test.skipIf(!manyFixtures)(
	'every SavedModel and checkpoint of TensorFlow opens, and every tensor fits its checksum',
	{ timeout: 120_000 },
	() => {
		let [bundles, models] = [0, 0];
		for (const folder of foldersBelow(manyFixtures ?? '')) {
			for (const name of readdirSync(folder)) {
				const path = join(folder, name);
				if (name === 'saved_model.pb') {
					models++;
					const { metaGraphs } = readSavedModel(sourceOf(path));
					expect(metaGraphs[0]?.objects.length, path).toBeGreaterThan(0);
				}
				if (!name.endsWith('.index')) continue;
				bundles++;
				const bundle = bundleIn(folder, basename(name, '.index'));
				const keys = new Set(bundle.entries.keys());
				for (const entry of bundle.entries.values()) {
					if (entry.dtype === 'string') bundle.strings(entry.name);
					else bundle.data(entry).read(0, entry.size);
				}
				for (const { attributes } of readObjectGraph(bundle) ?? []) {
					for (const { key } of attributes) {
						expect(keys.has(key) || keys.has(`${key}-keys`), `${path}: ${key}`).toBe(true);
					}
				}
			}
		}
		expect([bundles > 250, models > 100]).toEqual([true, true]);
	},
);

function foldersBelow(folder: string): string[] {
	return readdirSync(folder)
		.map((name) => join(folder, name))
		.filter((path) => statSync(path).isDirectory())
		.flatMap((path) => [path, ...foldersBelow(path)]);
}
