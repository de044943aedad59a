import { expect, test } from 'vitest';
import { isArray, isObject, type JsonObject } from '../../src/clinic/evidence/files/json.ts';
import { constant, type Layer, type Model, reference } from '../../src/clinic/model/model.ts';
import { operationLayer } from '../../src/clinic/treatment/convert/operations.ts';
import { keras3Config } from '../../src/clinic/treatment/convert/write-config.ts';

const input: Layer = {
	name: 'x',
	className: 'InputLayer',
	module: 'keras.layers',
	registeredName: null,
	settings: { name: 'x', batch_shape: [null, 3] },
	parts: [],
	model: null,
	calls: [],
	weights: [],
};
const cast = operationLayer('tf.cast', 'core.Cast', { dtype: 'float16' }, [reference('x')]);
const sum = operationLayer('tf.sum', 'numpy.Sum', {}, [reference('tf.cast')]);
const add = operationLayer('tf.add', 'numpy.Add', {}, [reference('x'), constant(1)]);

/** The names that the configurations of the layers have, by the names of their entries. */
function names(layers: readonly Layer[], ends: readonly string[], loss: JsonObject | null = null) {
	const model: Model = {
		kind: 'functional',
		name: 'model',
		trainable: true,
		layers,
		inputs: reference('x'),
		outputs: { kind: 'list', items: ends.map((end) => reference(end)) },
		builtShape: null,
	};
	const { config } = keras3Config(model, loss && { loss }) as { config: JsonObject };
	const listed = config['layers'];
	return Object.fromEntries(
		(isArray(listed ?? null) ? (listed as JsonObject[]) : []).map(({ name, config: own }) => [
			name,
			isObject(own ?? null) ? ((own as JsonObject)['name'] ?? null) : null,
		]),
	);
}

test('an operation that refuses a name before 3.11 is written without, any other with its own', () => {
	expect(names([input, cast, sum, add], ['tf.sum'])).toEqual({
		x: 'x',
		'tf.cast': null,
		'tf.sum': null,
		'tf.add': 'tf.add',
	});
});

test('outputs keep the names that losses are given by', () => {
	expect(names([input, cast, sum], ['tf.sum', 'tf.cast'])).toMatchObject({
		'tf.cast': 'tf.cast',
		'tf.sum': 'tf.sum',
	});
	expect(names([input, cast, sum], ['tf.sum'], { 'tf.sum': 'mse' })).toMatchObject({
		'tf.cast': null,
		'tf.sum': 'tf.sum',
	});
});

test('an operation keeps its name where Keras could make up that of another layer', () => {
	const other = { ...input, name: 'cast_2', settings: { ...input.settings, name: 'cast_2' } };
	expect(names([input, other, cast, sum], ['tf.sum'])).toMatchObject({
		'tf.cast': 'tf.cast',
		'tf.sum': null,
	});
});
