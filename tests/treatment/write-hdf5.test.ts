import { expect, test } from 'vitest';
import { readHdf5 } from '../../src/clinic/evidence/files/hdf5.ts';
import { startLibrary } from '../../src/clinic/evidence/files/hdf5-library.ts';
import { bytesSource } from '../../src/clinic/evidence/files/source.ts';
import type { Tensor } from '../../src/clinic/model/model.ts';
import { type Hdf5Group, hdf5File } from '../../src/clinic/treatment/convert/write-hdf5.ts';

function tensor(dtype: string, shape: readonly number[], values: ArrayBufferView): Tensor {
	const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
	return { path: 'of a test', dtype, shape, bytes: bytesSource(bytes) };
}

function group(
	groups: Record<string, Hdf5Group>,
	datasets: Record<string, Tensor> = {},
	attributes: Record<string, string> = {},
): Hdf5Group {
	return {
		attributes,
		groups: new Map(Object.entries(groups)),
		datasets: new Map(Object.entries(datasets)),
	};
}

const number = 700;
const file = hdf5File(
	group({
		many: group(
			Object.fromEntries(
				Array.from({ length: number }, (_, index) => [
					`dense_${index}`,
					group(
						{},
						{ 0: tensor('float32', [2], new Float32Array([index, 1])) },
						{ name: `층 ${index}` },
					),
				]),
			),
		),
		types: group(
			{},
			{
				float16: tensor('float16', [2], new Uint16Array([0x3c00, 0x4000])),
				float64: tensor('float64', [1, 2], new Float64Array([1, 2])),
				int64: tensor('int64', [], new BigInt64Array([7n])),
				empty: tensor('float32', [0], new Float32Array(0)),
				bool: tensor('bool', [2], new Int8Array([0, 1])),
				bfloat16: tensor('bfloat16', [1], new Uint16Array([0x3f80])),
			},
		),
	}),
);

const expected = [
	...['bfloat16', 'bool', 'empty', 'float16', 'float64', 'int64'].map((name) => `types/${name}`),
];

test('our reader of the layout and the HDF5 library read the same', async () => {
	const library = await startLibrary();
	const [own, theirs] = [
		await readHdf5(file, (opened) => listed(opened)),
		library.read(file, (opened) => listed(opened)),
	];
	expect(own).toEqual(theirs);
	expect(own.paths).toHaveLength(number + expected.length);
	expect(own.paths.filter((path) => path.startsWith('types/'))).toEqual(expected);
	expect(own.name).toBe('층 699');
	expect([...own.last]).toEqual([...new Uint8Array(new Float32Array([699, 1]).buffer)]);
	expect(own.types).toEqual(['bfloat16', 'bool', 'float32', 'float16', 'float64', 'int64']);
});

function listed(opened: Parameters<Parameters<typeof readHdf5>[1]>[0]) {
	const { datasets } = opened.tree();
	const last = opened.bytes(`/many/dense_${number - 1}/0`);
	return {
		paths: datasets.map(({ path }) => path),
		types: datasets.filter(({ path }) => path.startsWith('types/')).map(({ dtype }) => dtype),
		name: opened.attribute(`/many/dense_${number - 1}`, 'name'),
		last: last.read(0, last.size).slice(),
	};
}

test('the same input gives the same bytes, in pieces of any length', () => {
	const whole = file.read(0, file.size);
	const pieces = new Uint8Array(file.size);
	for (let at = 0; at < file.size; at += 1013) pieces.set(file.read(at, 1013), at);
	expect(pieces).toEqual(whole);
});

test('a type that Keras does not write is refused', () => {
	const words = group({}, { x: tensor('string', [1], new Uint8Array(8)) });
	expect(() => hdf5File(words)).toThrow('unwritable-type of a test string');
});
