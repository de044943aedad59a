import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/clinic/evidence/files/json.ts';
import { readModel } from '../../src/clinic/model/read-config.ts';

const input = {
	class_name: 'InputLayer',
	config: { name: 'in', batch_input_shape: [null, 4] },
	name: 'in',
	inbound_nodes: [],
};

function layer(name: string, nodes: Json, className = 'Dense', config: object = { units: 2 }) {
	return { class_name: className, config: { name, ...config } as Json, name, inbound_nodes: nodes };
}

function functional(layers: readonly object[], output: Json = [['a', 0, 0]], name = 'model'): Json {
	return {
		class_name: 'Functional',
		config: { name, layers: layers as Json, input_layers: [['in', 0, 0]], output_layers: output },
	};
}

describe('a graph of Keras 2', () => {
	test('has one tensor for a list of one, and keyword tensors at any depth', () => {
		const model = readModel(
			functional([input, layer('a', [[['in', 0, 0, { value: ['in', 0, 0], other: 3 }]]])]),
		);
		expect(model.layers[1]?.calls).toEqual([
			{
				positional: [{ kind: 'tensor', layer: 'in', call: 0, output: 0 }],
				keywords: {
					value: { kind: 'tensor', layer: 'in', call: 0, output: 0 },
					other: { kind: 'constant', value: 3 },
				},
			},
		]);
	});

	test('has layers under the name by which calls refer to them', () => {
		const call = {
			...layer('Exp', [[['in', 0, 0, {}]]], 'TensorFlowOpLayer', {}),
			name: 'tf_op_layer_Exp',
		};
		const model = readModel(
			functional([input, call, layer('a', [[['tf_op_layer_Exp', 0, 0, {}]]])]),
		);
		expect(model.layers.map(({ name }) => name)).toEqual(['in', 'tf_op_layer_Exp', 'a']);
	});

	test('counts the calls of a nested model from 0, though the file counts from 1', () => {
		const inner = functional([input, layer('a', [[['in', 0, 0, {}]]])], [['a', 0, 0]], 'inner');
		const nested = { ...(inner as object), name: 'inner', inbound_nodes: [[['in', 0, 0, {}]]] };
		const model = readModel(
			functional([input, nested, layer('a', [[['inner', 1, 0, {}]]])], [['inner', 1, 0]]),
		);
		expect(model.layers[2]?.calls[0]?.positional[0]).toMatchObject({ layer: 'inner', call: 0 });
		expect(model.outputs).toMatchObject({ layer: 'inner', call: 0 });
	});

	test('may be a bare list of layers, and nested calls may be constants', () => {
		const model = readModel({
			class_name: 'Sequential',
			config: [layer('a', null)] as unknown as Json,
		});
		expect(model).toMatchObject({ kind: 'sequential', name: 'sequential' });
		const constant = readModel(
			functional([input, layer('a', [['_CONSTANT_VALUE', -1, 2, { y: ['in', 0, 0] }]])]),
		);
		expect(constant.layers[1]?.calls[0]?.positional).toEqual([{ kind: 'constant', value: 2 }]);
	});
});

describe('what is no graph is refused with the layer', () => {
	test.each([
		[
			'a layer that is not there',
			functional([input, layer('a', [[['lost', 0, 0, {}]]])]),
			{ layer: 'a', id: 'input-missing', values: { input: 'lost' } },
		],
		[
			'a call that is not there',
			functional([input, layer('a', [[['in', 3, 0, {}]]])]),
			{ layer: 'a', id: 'output-missing', values: { input: 'in', call: 3 } },
		],
		[
			'a circle',
			functional([input, layer('a', [[['b', 0, 0, {}]]]), layer('b', [[['a', 0, 0, {}]]])]),
			{ id: 'circle' },
		],
		['two of one name', functional([input, input]), { layer: 'in', id: 'duplicate-name' }],
		['a subclass', { class_name: 'MyModel', config: {} }, { layer: 'MyModel', id: 'subclassed' }],
	])('%s', (_, config, refusal) => {
		expect(() => readModel(config as Json)).toThrow(
			expect.objectContaining({ refusal: expect.objectContaining(refusal) }),
		);
	});
});
