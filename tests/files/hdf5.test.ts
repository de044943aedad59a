import { readFileSync } from 'node:fs';
import { File, ready } from 'h5wasm';
import { describe, expect, test } from 'vitest';
import { readHdf5 } from '../../src/clinic/evidence/files/hdf5.ts';
import { openClassic } from '../../src/clinic/evidence/files/hdf5-classic.ts';
import { startLibrary } from '../../src/clinic/evidence/files/hdf5-library.ts';
import type { Hdf5File } from '../../src/clinic/evidence/files/hdf5-tree.ts';
import { bytesSource, type RandomAccessSource } from '../../src/clinic/evidence/files/source.ts';
import { Unreadable } from '../../src/clinic/evidence/files/unreadable.ts';
import { bytesOfFixture, factsOf, inMemory } from './support.ts';

/** Everything that a file tells through our interface. */
function contents(file: Hdf5File) {
	const tree = file.tree();
	const attributes = ['/', ...tree.groups.map((path) => `/${path}`)].flatMap((path) =>
		[...file.attributeNames(path)].sort().map((name) => [path, name, file.attribute(path, name)]),
	);
	return { tree, attributes };
}

async function refusal(source: RandomAccessSource) {
	try {
		await readHdf5(source, contents);
	} catch (error) {
		if (error instanceof Unreadable) return error.damage;
		throw error;
	}
	throw new Error('it was read');
}

test.each(['k215_mobilenetish.h5', 'hdf5_named_keras.keras', 'seq_dense.weights.h5'])(
	'%s is read as the HDF5 library reads it',
	async (name) => {
		const source = bytesSource(bytesOfFixture(name));
		expect(() => openClassic(source, 0)).not.toThrow();
		expect(await readHdf5(source, contents)).toEqual((await startLibrary()).read(source, contents));
	},
);

/** A file that the library writes, in its own or in the latest layout. */
async function written(libver: 'earliest' | 'latest', fill: (file: File) => void) {
	const { FS } = await ready;
	const file = new File(`/${libver}.h5`, 'w', { libver });
	fill(file);
	file.close();
	return bytesSource(FS.readFile(`/${libver}.h5`).slice());
}

describe.each(['earliest', 'latest'] as const)('a file of the %s layout', (libver) => {
	test('tells strings of all kinds', async () => {
		const source = await written(libver, (file) => {
			file.create_attribute('variable', '模型');
			file.create_attribute('fixed', ['a', 'bcd'], [2], 'A3');
			file.create_attribute('list', ['一', '二']);
			file.create_attribute('number', 3);
			file.create_attribute('long', 'x'.repeat(70_000));
		});
		const read = await readHdf5(source, (file) =>
			['variable', 'fixed', 'list', 'number', 'long', 'missing'].map((name) =>
				file.attribute('/', name),
			),
		);
		expect(read).toEqual(['模型', ['a', 'bcd'], ['一', '二'], null, 'x'.repeat(70_000), null]);
	});

	test('tells types and shapes, of empty and of single values too', async () => {
		const source = await written(libver, (file) => {
			for (const dtype of ['<f', '<d', '<b', '<B', '<i', '<Q']) {
				file.create_dataset({ name: dtype.slice(1), data: [1, 2].map(Number), dtype });
			}
			file.create_dataset({ name: 'single', data: [1], shape: [], dtype: '<i' });
			file.create_dataset({ name: 'none', data: [], shape: [0, 4], dtype: '<f' });
			file.create_group('empty');
		});
		const { groups, datasets } = await readHdf5(source, (file) => file.tree());
		expect(groups).toEqual(['empty']);
		expect(Object.fromEntries(datasets.map(({ path, dtype }) => [path, dtype]))).toEqual({
			b: 'int8',
			B: 'uint8',
			d: 'float64',
			f: 'float32',
			i: 'int32',
			none: 'float32',
			Q: 'uint64',
			single: 'int32',
		});
		expect(datasets.find(({ path }) => path === 'single')?.shape).toEqual([]);
		expect(datasets.find(({ path }) => path === 'none')?.shape).toEqual([0, 4]);
	});

	test('lists what is in it once, without following links', async () => {
		const source = await written(libver, (file) => {
			file.create_group('a').create_dataset({ name: 'x', data: [1], dtype: '<f' });
			file.create_soft_link('/a', 'again');
			file.create_soft_link('/nowhere', 'broken');
			file.create_external_link('other.h5', '/x', 'elsewhere');
		});
		const { groups, datasets } = await readHdf5(source, (file) => file.tree());
		expect(groups).toEqual(['a']);
		expect(datasets.map(({ path }) => path)).toEqual(['a/x']);
	});

	test('lists 2,000 layers in their order', async () => {
		const source = await written(libver, (file) => {
			const layers = file.create_group('layers');
			for (let index = 0; index < 2000; index++) layers.create_group(`dense_${index}`);
		});
		const { groups } = await readHdf5(source, (file) => file.tree());
		expect(groups).toHaveLength(2001);
		expect(groups.slice(1, 4)).toEqual(['layers/dense_0', 'layers/dense_1', 'layers/dense_2']);
		expect(groups.at(-1)).toBe('layers/dense_1999');
	});
});

test('names that Keras splits over several attributes are put together', async () => {
	const source = await written('earliest', (file) => {
		file.create_attribute('layer_names0', ['b', 'c'], [2], 'A1');
		file.create_attribute('layer_names1', ['a'], [1], 'A1');
		for (const layer of ['a', 'b', 'c']) {
			const group = file.create_group(layer);
			group.create_attribute('weight_names', ['w:0'], [1], 'A3');
			group.create_dataset({ name: 'w:0', data: [1], dtype: '<f' });
		}
	});
	const { format, weights } = await factsOf(inMemory('w.h5', source.read(0, source.size)));
	expect(format).toBe('legacy-h5-weights');
	expect(weights?.tensors.map(({ path }) => path)).toEqual(['b/w:0', 'c/w:0', 'a/w:0']);
});

test('tensors of one shape share one list', async () => {
	const source = await written('earliest', (file) => {
		for (const name of ['a', 'b']) file.create_dataset({ name, data: [1, 2], dtype: '<f' });
		file.create_dataset({ name: 'c', data: [1], dtype: '<f' });
	});
	const { datasets } = await readHdf5(source, (file) => file.tree());
	const [a, b, c] = datasets.map(({ shape }) => shape);
	expect([a, c]).toEqual([[2], [1]]);
	expect(b).toBe(a);
});

test('damage is told in the words of HDF5, and the library goes on', async () => {
	const bytes = bytesOfFixture('k215_mobilenetish.h5');
	const heap = Buffer.from(bytes).indexOf('HEAP');
	const damaged = bytes.slice();
	damaged.fill(0, heap, heap + 8);
	expect(await refusal(bytesSource(damaged))).toMatchObject({
		kind: 'hdf5-unreadable',
		detail: expect.stringMatching(/signature/),
	});
	const { tree } = (await startLibrary()).read(bytesSource(bytes), contents);
	expect(tree.datasets.length).toBeGreaterThan(5);
});

test('free space of no size, in which HDF5 turns in circles, is damage to both readers', async () => {
	const bytes = bytesOfFixture('k215_mobilenetish.h5').slice();
	const view = new DataView(bytes.buffer);
	let at = Buffer.from(bytes).indexOf('GCOL') + 16;
	while (view.getUint16(at, true) !== 0) {
		at += 16 + Math.ceil(view.getUint32(at + 8, true) / 8) * 8;
	}
	view.setUint32(at + 8, 0, true);
	const detail = 'bad global heap free space';
	expect(await refusal(bytesSource(bytes))).toMatchObject({ kind: 'hdf5-unreadable', detail });
	const library = await startLibrary();
	expect(() => library.read(bytesSource(bytes), contents)).toThrow(detail);
});

test('the length that the superblock declares is checked first', async () => {
	const bytes = bytesOfFixture('seq_dense.weights.h5');
	expect(await refusal(bytesSource(bytes.subarray(0, bytes.length - 1)))).toEqual({
		kind: 'hdf5-truncated',
		member: null,
		detail: `truncated file: eof = ${bytes.length - 1}, stored_eof = ${bytes.length}`,
		declaredBytes: bytes.length,
		actualBytes: bytes.length - 1,
	});
	expect(await refusal(bytesSource(new Uint8Array(0)))).toMatchObject({
		detail: 'the file is empty',
	});
	expect(await refusal(bytesSource(new Uint8Array(5000)))).toMatchObject({
		detail: 'file signature not found',
	});
});

test('a source that fails is told from a file that is damaged', async () => {
	const bytes = readFileSync(new URL('../fixtures/k215_mobilenetish.h5', import.meta.url));
	let reads = 0;
	const source: RandomAccessSource = {
		size: bytes.length,
		read(offset, length) {
			if (++reads > 3) throw new Error('the disk has gone');
			return bytes.subarray(offset, offset + length);
		},
	};
	expect(await refusal(source)).toMatchObject({ kind: 'unreadable', detail: 'the disk has gone' });
	const { damage } = await refusalOfLibrary(source);
	expect(damage).toMatchObject({ kind: 'unreadable' });
});

async function refusalOfLibrary(source: RandomAccessSource): Promise<Unreadable> {
	const library = await startLibrary();
	try {
		library.read(
			{
				...source,
				read() {
					throw new Unreadable({ kind: 'unreadable', member: null, detail: 'gone' });
				},
			},
			contents,
		);
	} catch (error) {
		if (error instanceof Unreadable) return error;
		throw error;
	}
	throw new Error('it was read');
}
