import { bytesSource } from '../../evidence/files/source.ts';
import type { MakingName, Tensor, Weight } from '../../model/model.ts';
import { ModelRefused } from '../../model/refusal.ts';

/**
 * The weights of CuDNNLSTM (4 gates) or CuDNNGRU (3) as LSTM, or GRU with `reset_after`, has them:
 * what Keras 2 does when it loads one into the other (`_convert_rnn_weights`, hdf5_format.py of
 * tf_keras 2.21). Held whole: the numbers change their places.
 * @throws ModelRefused for numbers other than float32.
 */
export function fromCudnn(weights: readonly Weight[], gates: 3 | 4, layer: string): Weight[] {
	const cell = gates === 4 ? 'lstm' : 'gru';
	return weights.map(({ role, tensor }) => {
		const values = floats(tensor, layer);
		const [rows = 0, columns = 0] = tensor.shape;
		const units = columns / gates;
		if (role === 'cell/kernel') {
			// Each gate: kernel.T.reshape(kernel.shape, order='F').
			return changed(
				role,
				tensor,
				`${cell}-kernel-from-cudnn`,
				tensor.shape,
				(row, column, gate) => {
					const flat = row + rows * column;
					return at(values, Math.floor(flat / units), gate * units + (flat % units), columns);
				},
				gates,
			);
		}
		if (role === 'cell/recurrent_kernel') {
			return changed(
				role,
				tensor,
				`${cell}-recurrent-kernel-from-cudnn`,
				tensor.shape,
				(row, column, gate) => at(values, column, gate * units + row, columns),
				gates,
			);
		}
		// The graphics library has a bias for the inputs and one for the states.
		if (gates === 3) {
			const made = { by: 'reshaped', from: [tensor] } as const;
			return { role, tensor: { ...tensor, shape: [2, rows / 2], made } };
		}
		const half = rows / 2;
		const sum = Float32Array.from(
			{ length: half },
			(_, index) => (values[index] ?? 0) + (values[half + index] ?? 0),
		);
		return {
			role,
			tensor: {
				...tensor,
				shape: [half],
				bytes: bytesSource(new Uint8Array(sum.buffer)),
				made: { by: 'lstm-bias-from-cudnn', from: [tensor] },
			},
		};
	});
}

function changed(
	role: string,
	tensor: Tensor,
	by: MakingName,
	[rows = 0, columns = 0]: readonly number[],
	value: (row: number, column: number, gate: number) => number,
	gates: number,
): Weight {
	const units = columns / gates;
	const result = new Float32Array(rows * columns);
	for (let row = 0; row < rows; row++) {
		for (let column = 0; column < columns; column++) {
			result[row * columns + column] = value(row, column % units, Math.floor(column / units));
		}
	}
	return {
		role,
		tensor: {
			...tensor,
			bytes: bytesSource(new Uint8Array(result.buffer)),
			made: { by, from: [tensor] },
		},
	};
}

function at(values: Float32Array, row: number, column: number, columns: number): number {
	return values[row * columns + column] ?? 0;
}

function floats({ bytes, dtype, path }: Tensor, layer: string): Float32Array {
	if (dtype !== 'float32') throw new ModelRefused(layer, 'weight-type', { tensor: path, dtype });
	return new Float32Array(bytes.read(0, bytes.size).slice().buffer);
}
