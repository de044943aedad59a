import { expect, test } from 'vitest';
import type { Json } from '../../src/clinic/evidence/files/json.ts';
import { lostAxis } from '../../src/clinic/model/lost-axes.ts';
import { readModel } from '../../src/clinic/model/read-config.ts';

type Entry = readonly [className: string, config: Record<string, Json>, from?: readonly string[]];

/** A functional model of Keras 2: the last layer is its output. */
function functional(...entries: readonly Entry[]): Record<string, Json> {
	const layers = entries.map(([className, config, from = []], index): Json => {
		const name = String(config['name'] ?? `layer_${index}`);
		const node = from.map((source): Json => [source, 0, 0, {}]);
		return {
			class_name: className,
			name,
			config: { ...config, name },
			inbound_nodes: from.length > 0 ? [node] : [],
		};
	});
	const inputs = entries.flatMap(([className, { name = '' }]) =>
		className === 'InputLayer' ? [[name, 0, 0]] : [],
	);
	return {
		class_name: 'Functional',
		config: {
			name: 'model',
			layers,
			input_layers: inputs,
			output_layers: [[`layer_${entries.length - 1}`, 0, 0]],
		},
	};
}

function input(name: string, ...shape: readonly number[]): Entry {
	return ['InputLayer', { name, batch_input_shape: [null, ...shape] }];
}

function effectIn(config: Record<string, Json>): string | undefined {
	return lostAxis(readModel(config), config['config'] ?? null)?.effect;
}

const [a, b] = [input('a', 4, 3), input('b', 4, 3)];
const joined: Entry = ['Concatenate', { axis: 1 }, ['a', 'b']];

/** What Keras 3.8.0 did with such models, saved by tf_keras 2.21 as `.h5`. */
test.each([
	['a weight behind it gets another shape', [a, b, joined, ['Conv1D', conv(2), ['layer_2']]]],
	['its parts do not fit', [a, input('b', 2, 3), joined]],
	['counted from the end, too', [a, b, minus(2), ['Conv1D', conv(2), ['layer_2']]]],
] as const)('a concatenation fails where %s', (_, entries) => {
	expect(effectIn(functional(...(entries as readonly Entry[])))).toBe('fails');
});

function conv(size: number): Record<string, Json> {
	return { filters: 2, kernel_size: [size], strides: [1], padding: 'valid', dilation_rate: [1] };
}

function minus(axis: number): Entry {
	return ['Concatenate', { axis: -axis }, ['a', 'b']];
}

test('it computes something else where all shapes stay', () => {
	const flat: Entry = ['Flatten', {}, ['layer_2']];
	const dense: Entry = ['Dense', { units: 2 }, ['layer_3']];
	expect(effectIn(functional(a, b, joined, flat, dense))).toBe('differs');
	expect(effectIn(functional(a, b, joined, ['GlobalAveragePooling1D', {}, ['layer_2']]))).toBe(
		'differs',
	);
	expect(effectIn(functional(a, ['Softmax', { axis: 1 }, ['a']]))).toBe('differs');
});

test('nothing is lost where the axis is the last, or stands in a list', () => {
	expect(effectIn(functional(a, b, ['Concatenate', { axis: 2 }, ['a', 'b']]))).toBeUndefined();
	expect(effectIn(functional(a, b, ['Concatenate', { axis: -1 }, ['a', 'b']]))).toBeUndefined();
	expect(effectIn(functional(a, ['BatchNormalization', { axis: [1] }, ['a']]))).toBeUndefined();
});

test('it is not decided where a layer of the person’s own hides the shapes', () => {
	const own: Entry = ['Mine', {}, ['a']];
	expect(effectIn(functional(a, own, ['Softmax', { axis: 1 }, ['layer_1']]))).toBe('unknown');
});
