import { expect, test } from 'vitest';
import type { LayerFacts, ModelFacts } from '../../src/clinic/evidence/files/facts.ts';
import { readModelConfig } from '../../src/clinic/evidence/files/model-config.ts';
import { layerKinds } from '../../src/clinic/forecast/layer-kinds.ts';

const layer = (className: string, name: string, more: Record<string, unknown> = {}) => ({
	class_name: className,
	config: { name, units: 4, ...more },
});

function model(...layers: readonly object[]): ModelFacts {
	return readModelConfig(
		JSON.parse(JSON.stringify({ class_name: 'Sequential', config: { name: 'model', layers } })),
	);
}

const said = ({ className, arguments: saved }: LayerFacts) => `${className}: ${saved.join()}`;

test('layers of one class with the same arguments are one kind, whatever their names and values', () => {
	const many = Array.from({ length: 1000 }, (_, index) => layer('Dense', `d${index}`));
	expect(layerKinds(model(...many, layer('Dense', 'last', { units: 5 }))).map(said)).toEqual([
		'Dense: name,units',
	]);
});

test('another class and another argument are kinds of their own', () => {
	const kinds = layerKinds(
		model(
			layer('Dense', 'a'),
			layer('EinsumDense', 'b'),
			layer('Dense', 'c', { quantization_config: null }),
			layer('Dense', 'd', { 'x,y': 1 }),
			layer('Dense', 'e', { x: 1, y: 1 }),
		),
	);
	expect(kinds.map(said)).toEqual([
		'Dense: name,units',
		'EinsumDense: name,units',
		'Dense: name,units,quantization_config',
		'Dense: name,units,x,y',
		'Dense: name,units,x,y',
	]);
});

test('no model has none', () => {
	expect(layerKinds(null)).toEqual([]);
});
