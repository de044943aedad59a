import { describe, expect, test } from 'vitest';
import { builtinOperations } from '../../src/clinic/knowledge/builtin-classes.ts';
import { networkRows } from '../../src/clinic/knowledge/tensorflow-network-rows.ts';
import { tensorRows } from '../../src/clinic/knowledge/tensorflow-tensor-rows.ts';
import { constant, type Layer, reference, type Value } from '../../src/clinic/model/model.ts';
import { translateOperation } from '../../src/clinic/treatment/convert/operations.ts';
import {
	type Expression,
	parsedRecipe,
} from '../../src/clinic/treatment/convert/recipe-grammar.ts';

const rows = [...tensorRows, ...networkRows];

test.each(rows.map(({ symbols, recipe }) => [symbols, recipe]))(
	'%s becomes operations that Keras 3 has',
	(_, recipe) => {
		const unknown = calleesOf(parsedRecipe(recipe ?? '')).filter((callee) => {
			const [module, name] = callee.split('.');
			return name !== undefined && module !== 'layers' && !builtinOperations.has(name);
		});
		expect(unknown).toEqual([]);
	},
);

describe('a call becomes operations', () => {
	test('that are put into one another', () => {
		const made = translated('math.squared_difference', { y: reference('b') });
		expect(made.map(({ name, className }) => [name, className])).toEqual([
			['op.0', 'Subtract'],
			['op', 'Square'],
		]);
		expect(made[1]?.calls[0]?.positional).toEqual([reference('op.0')]);
	});

	test('by the type of what it is called on', () => {
		const kinds = (type: string) =>
			translated('math.reduce_mean', { axis: constant(1) }, type).map(({ className }) => className);
		expect(kinds('float32')).toEqual(['Mean']);
		expect(kinds('int32')).toEqual(['Cast', 'Mean', 'Cast']);
		expect(() => kinds('uint8')).toThrow('narrow-integers');
	});

	test('by the value of an argument', () => {
		const padded = (mode: string) =>
			translated('pad', { paddings: constant([[1, 1]]), mode: constant(mode) });
		expect(padded('REFLECT')[0]?.settings).toMatchObject({ mode: 'reflect' });
		expect(() => padded('WRAP')).toThrow('operation-argument tf.pad mode="WRAP"');
	});

	test('or is refused where an argument is not in the file', () => {
		expect(() => translated('__operators__.eq', {})).toThrow('missing-argument');
		expect(() => translated('einsum', {})).toThrow('einsum');
	});
});

function calleesOf(expression: Expression): readonly string[] {
	switch (expression.kind) {
		case 'call':
			return [
				expression.callee,
				...[...expression.inputs, ...Object.values(expression.settings)].flatMap(calleesOf),
			];
		case 'list':
			return expression.items.flatMap(calleesOf);
		default:
			return [];
	}
}

function translated(
	symbol: string,
	keywords: Readonly<Record<string, Value>>,
	type = 'float32',
): readonly Layer[] {
	const call = { positional: [reference('a')], keywords };
	const layer: Layer = {
		name: 'op',
		className: 'TFOpLambda',
		module: null,
		registeredName: null,
		settings: { function: symbol },
		parts: [],
		model: null,
		calls: [call],
		weights: [],
	};
	return translateOperation(layer, call, 'op', () => type);
}
