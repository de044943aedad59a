import { expect, test } from 'vitest';
import { bytesSource } from '../../src/clinic/evidence/files/source.ts';
import type { Weight } from '../../src/clinic/model/model.ts';
import { fromCudnn } from '../../src/clinic/treatment/convert/cudnn.ts';

function weight(role: string, shape: readonly number[], values: readonly number[]): Weight {
	const bytes = bytesSource(new Uint8Array(Float32Array.from(values).buffer));
	return { role, tensor: { path: role, shape, dtype: 'float32', bytes } };
}

function numbers({ tensor }: Weight): number[] {
	return [...new Float32Array(tensor.bytes.read(0, tensor.bytes.size).slice().buffer)];
}

// One gate of two rows; the others hold zeros. [[0,3,1],[4,2,5]] is what NumPy makes of [[0,1,2],[3,4,5]] by
// `kernel.T.reshape(kernel.shape)`, the way into that order (`transpose_input`, hdf5_format.py of tf_keras).
const gate = (rows: readonly (readonly number[])[], gates: number) =>
	rows.flatMap((row) => [...row, ...Array(row.length * (gates - 1)).fill(0)]);

test('kernels come out of the order of the graphics library', () => {
	const [kernel] = fromCudnn(
		[
			weight(
				'cell/kernel',
				[2, 12],
				gate(
					[
						[0, 3, 1],
						[4, 2, 5],
					],
					4,
				),
			),
		],
		4,
		'lstm',
	);
	expect(kernel && numbers(kernel)).toEqual(
		gate(
			[
				[0, 1, 2],
				[3, 4, 5],
			],
			4,
		),
	);
});

test('kernels of states are turned, the two biases of an LSTM are one', () => {
	const weights = [
		weight(
			'cell/recurrent_kernel',
			[2, 8],
			gate(
				[
					[1, 2],
					[3, 4],
				],
				4,
			),
		),
		weight('cell/bias', [4], [1, 2, 10, 20]),
	];
	expect(fromCudnn(weights, 4, 'lstm').map(numbers)).toEqual([
		gate(
			[
				[1, 3],
				[2, 4],
			],
			4,
		),
		[11, 22],
	]);
});

test('a GRU keeps both of its biases', () => {
	const [bias] = fromCudnn([weight('cell/bias', [6], [1, 2, 3, 4, 5, 6])], 3, 'gru');
	expect(bias?.tensor.shape).toEqual([2, 3]);
});
