import { expect, test } from 'vitest';
import type { Json } from '../../src/clinic/evidence/files/json.ts';
import { readModel } from '../../src/clinic/model/read-config.ts';
import { refuseBatchAxes } from '../../src/clinic/treatment/convert/batch-axes.ts';
import { Context } from '../../src/clinic/treatment/convert/context.ts';

const convolution = (className: string, others = {}) => ({
	class_name: className,
	config: { name: 'convolution', filters: 2, kernel_size: [2], padding: 'same', ...others },
});

function refused(shape: readonly (number | null)[], ...layers: readonly Json[]) {
	const input = { class_name: 'InputLayer', config: { name: 'in', batch_input_shape: shape } };
	const config = {
		class_name: 'Sequential',
		config: { name: 's', layers: [input, ...layers] },
	};
	const context = new Context('2.21.0');
	refuseBatchAxes(readModel(config), config, context);
	return context.problems;
}

test.each([
	['Conv1D', [null, 3, 5, 2], 3],
	['Conv2D', [null, 3, 5, 5, 2], 4],
	['Convolution2D', [null, 2, 3, 5, 5, 2], 4],
	['Conv3D', [null, 3, 5, 5, 5, 2], 5],
])('%s with %j is refused', (className, shape, taken) => {
	expect(refused(shape, convolution(className))).toEqual([
		{
			layer: 'convolution',
			id: 'batch-axes',
			values: { class: className, axes: shape.length, taken },
		},
	]);
});

test.each([
	['Conv1D', [null, 5, 2]],
	['Conv2D', [null, 5, 5, 2]],
	['Conv3D', [null, 5, 5, 5, 2]],
])('%s with %j is not', (className, shape) => {
	expect(refused(shape, convolution(className))).toEqual([]);
});

test('TimeDistributed takes one axis off', () => {
	const wrapped = { class_name: 'TimeDistributed', config: { layer: convolution('Conv1D') } };
	expect(refused([null, 3, 5, 2], wrapped)).toEqual([]);
	expect(refused([null, 2, 3, 5, 2], wrapped)).toHaveLength(1);
});

test('a model in a model is looked into', () => {
	const inner = {
		class_name: 'Sequential',
		config: {
			name: 'inner',
			layers: [
				{ class_name: 'InputLayer', config: { name: 'i', batch_input_shape: [null, 3, 5, 2] } },
				convolution('Conv1D'),
			],
		},
	};
	expect(refused([null, 3, 5, 2], inner)).toHaveLength(1);
});
