import { expect, test } from 'vitest';
import type { Json } from '../../src/clinic/evidence/files/json.ts';
import { rawOperations } from '../../src/clinic/knowledge/raw-operations.ts';
import { operationRowsOf } from '../../src/clinic/knowledge/tensorflow-operations.ts';
import { constant, type Model, reference } from '../../src/clinic/model/model.ts';
import { withFunctionCalls } from '../../src/clinic/treatment/convert/raw-operations.ts';
import { argumentsIn, parsedRecipe } from '../../src/clinic/treatment/convert/recipe-grammar.ts';

test.each([...rawOperations])('%s is a call of a function that is known', (_, operation) => {
	const known = operationRowsOf(operation.symbol).flatMap(({ recipe, only = {} }) => [
		...argumentsIn(parsedRecipe(recipe)),
		...Object.keys(only),
	]);
	const [, ...named] = operation.inputs.map((name) => name.replace('*', ''));
	const wanted = [...named, ...Object.values(operation.attributes)];
	expect(known.length).toBeGreaterThan(0);
	expect(wanted.filter((name) => !known.includes(name))).toEqual([]);
});

function called(node: Json, constants: Json, ...tensors: readonly string[]) {
	const items = tensors.map((name) => reference(name));
	const layer: Model['layers'][number] = {
		name: 'op',
		className: 'TensorFlowOpLayer',
		module: null,
		registeredName: null,
		settings: { node_def: node, constants },
		parts: [],
		model: null,
		calls: [{ positional: [{ kind: 'list', items }], keywords: {} }],
		weights: [],
	};
	const [made] = withFunctionCalls({ layers: [layer] } as unknown as Model).layers;
	return { function: made?.settings['function'], call: made?.calls[0] };
}

test('constants stand at their place among the inputs', () => {
	expect(called({ op: 'Sub', input: ['c', 'x'] }, { 0: 2 }, 'x')).toEqual({
		function: 'math.subtract',
		call: { positional: [constant(2)], keywords: { y: reference('x') } },
	});
});

test('a list takes the inputs that no argument has', () => {
	const node = { op: 'ConcatV2', input: ['a', 'b', 'axis'], attr: { N: { i: '2' } } };
	expect(called(node, { 2: -1 }, 'a', 'b').call).toEqual({
		positional: [{ kind: 'list', items: [reference('a'), reference('b')] }],
		keywords: { axis: constant(-1) },
	});
});

test('attributes are read as protobuf writes them', () => {
	const sum = { op: 'Sum', input: ['x', 'axis'], attr: { keep_dims: { b: true } } };
	expect(called(sum, { 1: [1] }, 'x').call?.keywords).toEqual({
		axis: constant([1]),
		keepdims: constant(true),
	});
	const squeeze = { op: 'Squeeze', input: ['x'], attr: { squeeze_dims: { list: { i: ['1'] } } } };
	expect(called(squeeze, {}, 'x').call?.keywords).toEqual({ axis: constant([1]) });
	const cast = { op: 'Cast', input: ['x'], attr: { DstT: { type: 'DT_INT32' } } };
	expect(called(cast, {}, 'x').call?.keywords).toEqual({ dtype: constant('int32') });
});

test('an operation that is not known stays as it is', () => {
	expect(called({ op: 'Foo', input: ['x'] }, {}, 'x').function).toBeUndefined();
});
