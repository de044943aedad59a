import { describe, expect, test } from 'vitest';
import { type Json, parseJson } from '../../src/clinic/evidence/files/json.ts';
import { isModelConfig, readModelConfig } from '../../src/clinic/evidence/files/model-config.ts';
import { Unreadable } from '../../src/clinic/evidence/files/unreadable.ts';

const layer = (class_name: string, config: Record<string, Json> = {}, rest: object = {}) => ({
	class_name,
	config: { name: class_name.toLowerCase(), ...config },
	...rest,
});
const sequential = (layers: Json[], rest: object = {}): Json =>
	layer('Sequential', { name: 'model', layers }, rest);
const builtin = { module: 'keras.layers', registered_name: null };

function damageKind(call: () => unknown) {
	try {
		call();
		return null;
	} catch (error) {
		return error instanceof Unreadable ? error.damage.kind : error;
	}
}

describe('layers', () => {
	test('are found at any depth, in order', () => {
		const inner = layer('Sequential', {
			name: 'inner',
			layers: [layer('Dense'), layer('TimeDistributed', { layer: layer('Conv2D') })],
		});
		const model = readModelConfig(
			sequential([
				inner,
				layer('Bidirectional', { layer: layer('LSTM'), backward_layer: layer('GRU') }),
				layer('RNN', {
					cell: layer('StackedRNNCells', { cells: [layer('LSTMCell'), layer('GRUCell')] }),
				}),
			]),
		);
		expect(model.layers.map(({ className, depth }) => `${depth} ${className}`)).toEqual([
			'0 Sequential',
			'1 Dense',
			'1 TimeDistributed',
			'2 Conv2D',
			'0 Bidirectional',
			'1 LSTM',
			'1 GRU',
			'0 RNN',
			'1 StackedRNNCells',
			'2 LSTMCell',
			'2 GRUCell',
		]);
	});

	test('have the names of their arguments, module and registered name', () => {
		const { layers } = readModelConfig(
			sequential([
				layer('Mine', { units: 3, groups: 1 }, { module: 'lib', registered_name: 'Pkg>Mine' }),
			]),
		);
		expect(layers).toEqual([
			{
				name: 'mine',
				className: 'Mine',
				module: 'lib',
				registeredName: 'Pkg>Mine',
				arguments: ['name', 'units', 'groups'],
				depth: 0,
			},
		]);
	});

	test('of Keras 1 stand in a bare list', () => {
		const config: Json = {
			class_name: 'Sequential',
			config: [layer('Convolution2D', { nb_filter: 3, border_mode: 'same' }), layer('Flatten')],
		};
		expect(readModelConfig(config)).toMatchObject({
			layerClasses: ['Convolution2D', 'Flatten'],
			customObjects: [],
			generation: 1,
		});
	});
});

describe('custom objects', () => {
	test('are said once, with the layers that use them; of many, the first', () => {
		const dense = (name: string) => layer('Dense', { name, activation: 'my_act' });
		const config = sequential(['a', 'b', 'c', 'd', 'e', 'f'].map(dense), {
			compile_config: { optimizer: 'adam', loss: { out: layer('Pkg>Loss', { power: 2 }) } },
		});
		expect(readModelConfig(config).custom).toEqual([
			{
				name: 'my_act',
				kind: 'function',
				saved: 'my_act',
				argument: 'activation',
				arguments: [],
				layers: ['a', 'b', 'c', 'd', 'e'],
				layerCount: 6,
				inTraining: false,
			},
			{
				name: 'Loss',
				kind: 'object',
				saved: 'Pkg>Loss',
				argument: 'loss',
				arguments: ['name', 'power'],
				layers: [],
				layerCount: 0,
				inTraining: true,
			},
		]);
	});

	test.each<[string, Json, string[]]>([
		['none among the built-in classes of Keras 3', layer('GroupQueryAttention', {}, builtin), []],
		['none among those of Keras 2', layer('LocallyConnected1D'), []],
		['none among raw TensorFlow operations', layer('TFOpLambda', { function: 'math.add' }), []],
		['none among operations of Keras 3', layer('NotEqual'), []],
		['a layer without a module', layer('MyLayer'), ['MyLayer']],
		['a layer of a module', layer('MyLayer', {}, { module: 'my.lib' }), ['MyLayer']],
		['a built-in name from elsewhere', layer('Dense', {}, { module: 'qkeras' }), ['Dense']],
		['a registered layer', layer('MyPkg>MyLayer'), ['MyLayer']],
		[
			'a registered layer without a module',
			layer('Attention', {}, { module: null, registered_name: 'MyPkg>Attention' }),
			['Attention'],
		],
		[
			'a function',
			layer('Dense', {
				activation: {
					module: 'builtins',
					class_name: 'function',
					config: 'my_act',
					registered_name: 'function',
				},
			}),
			['my_act'],
		],
		['a function by its name', layer('Dense', { activation: 'my_act' }), ['my_act']],
		['no built-in function', layer('LSTM', { recurrent_activation: 'hard_sigmoid' }), []],
		['no class given as a name', layer('Dense', { activation: 'LeakyReLU' }), []],
		[
			'an initializer inside a layer',
			layer('Dense', { kernel_initializer: layer('MyInit') }),
			['MyInit'],
		],
		[
			'the layer that a wrapper holds',
			layer('TimeDistributed', { layer: layer('Mine') }),
			['Mine'],
		],
	])('%s', (_, one, expected) => {
		expect(readModelConfig(sequential([one])).customObjects).toEqual(expected);
	});

	test('the model itself', () => {
		const config = layer('MyModel', { units: 3 }, { module: 'lib', registered_name: 'MyModel' });
		expect(readModelConfig(config)).toMatchObject({
			modelClass: 'MyModel',
			customObjects: ['MyModel'],
			layers: [],
		});
	});

	test('losses and metrics of compile_config and training_config', () => {
		const compile_config = {
			optimizer: layer('MyOptimizer', {}, { module: 'lib' }),
			loss: { out: 'my_loss', other: 'mse' },
			metrics: [['accuracy', 'my_metric'], { class_name: 'AUC', config: {} }],
		};
		expect(readModelConfig(sequential([], { compile_config })).customObjects).toEqual([
			'my_loss',
			'my_metric',
			'MyOptimizer',
		]);
		const training: Json = {
			optimizer_config: { class_name: 'Custom>Adam', config: { learning_rate: 0.1 } },
			loss: 'binary_crossentropy',
			metrics: [layer('MeanMetricWrapper', { fn: 'my_metric' })],
		};
		expect(readModelConfig(sequential([]), training)).toMatchObject({
			customObjects: ['my_metric'],
			optimizer: 'Adam',
		});
	});
});

test.each<[string, Json, { layer: string; pythonBytecode: boolean }[]]>([
	[
		'Keras 2',
		layer('Lambda', { function: ['4wEA', null, null], function_type: 'lambda' }),
		[{ layer: 'lambda', pythonBytecode: true }],
	],
	[
		'Keras 3',
		layer('Lambda', { function: { class_name: '__lambda__', config: { code: '4wEA' } } }),
		[{ layer: 'lambda', pythonBytecode: true }],
	],
	[
		'a named function',
		layer('Lambda', { function: 'scale', function_type: 'function' }),
		[{ layer: 'lambda', pythonBytecode: false }],
	],
	[
		'an argument',
		layer('Dense', { activation: { class_name: '__lambda__', config: { code: '4wEA' } } }),
		[{ layer: 'dense', pythonBytecode: true }],
	],
	['none', layer('Dense'), []],
])('lambdas: %s', (_, one, expected) => {
	expect(readModelConfig(sequential([one])).lambdas).toEqual(expected);
});

test.each<[string, Json, 1 | 2 | 3 | null]>([
	['batch_shape', layer('InputLayer', { batch_shape: [null, 4] }), 3],
	[
		'a policy',
		layer('Dense', { dtype: layer('DTypePolicy', { name: 'float32' }, { module: 'keras' }) }),
		3,
	],
	['nodes as objects', layer('Dense', {}, { inbound_nodes: [{ args: [], kwargs: {} }] }), 3],
	['batch_input_shape', layer('Dense', { batch_input_shape: [null, 4] }), 2],
	['nodes as lists', layer('Dense', {}, { inbound_nodes: [[['in', 0, 0, {}]]] }), 2],
	[
		'modules of Keras 2',
		layer('Functional', { layers: [] }, { module: 'keras.src.engine.functional' }),
		2,
	],
	[
		'arguments of Keras 1',
		layer('Dense', { W_regularizer: null, batch_input_shape: [null, 4] }),
		1,
	],
	['nothing', layer('Dense'), null],
])('generation by %s', (_, one, expected) => {
	expect(readModelConfig(sequential([one])).generation).toBe(expected);
});

test('the data type that most layers have', () => {
	const mixed = { class_name: 'Policy', config: { name: 'mixed_float16' } };
	const layers = [
		layer('InputLayer', { dtype: 'float32' }),
		layer('Dense', { dtype: mixed }),
		layer('Dense', { dtype: mixed }),
		layer('Dense', { dtype: 'float32' }),
	];
	expect(readModelConfig(sequential(layers)).dtype).toBe('mixed_float16');
});

test.each<[string, Json]>([
	['of transformers', { architectures: ['BertModel'], hidden_size: 768 }],
	['a list', [1, 2]],
	['a string', 'model'],
	['null', null],
	['a class without a configuration', { class_name: 'Dense', config: 'x' }],
])('no model: %s', (_, config) => {
	expect(isModelConfig(config)).toBe(false);
	expect(damageKind(() => readModelConfig(config))).toBe('config-not-a-model');
});

describe('JSON', () => {
	test('is read as Python reads it', () => {
		expect(parseJson('{"a": NaN, "b": [-Infinity, "NaN, \\"Infinity"], "c": 1e5}')).toEqual({
			a: null,
			b: [null, 'NaN, "Infinity'],
			c: 1e5,
		});
	});

	test.each([
		['broken', '{"a": [1, 2', 'json-invalid'],
		['empty', '', 'json-invalid'],
		['10,000 lists deep', '['.repeat(10_000) + ']'.repeat(10_000), 'json-too-deep'],
		['10,000 objects deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 'json-too-deep'],
		['100,000 brackets that never close', '['.repeat(100_000), 'json-too-deep'],
	])('%s', (_, text, kind) => {
		expect(damageKind(() => parseJson(text))).toBe(kind);
	});

	test('brackets inside strings are no depth', () => {
		expect(parseJson(JSON.stringify('['.repeat(5000)))).toHaveLength(5000);
	});

	test('900 levels of models are walked', () => {
		let config = sequential([layer('Dense')]);
		for (let level = 0; level < 300; level++) config = sequential([config]);
		const model = readModelConfig(parseJson(JSON.stringify(config)));
		expect(model.layers).toHaveLength(301);
		expect(model.layers.at(-1)?.depth).toBe(300);
	});

	test('a vocabulary of a million words takes no stack', () => {
		const vocabulary = Array.from({ length: 1_000_000 }, (_, index) => `word${index}`);
		const model = readModelConfig(sequential([layer('StringLookup', { vocabulary })]));
		expect(model.layerClasses).toEqual(['StringLookup']);
	});
});
