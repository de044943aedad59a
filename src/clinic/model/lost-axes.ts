import { isArray, isObject, type Json } from '../evidence/files/json.ts';
import { orderOfCalls } from './graph.ts';
import { type Layer, type Model, tensorsOfCall } from './model.ts';
import { outputShapes, type Shape } from './output-shapes.ts';
import { hasWeights } from './place-variables.ts';
import { layersOf } from './weight-slots.ts';

/** What comes of a layer whose axis is taken for the last one; `unknown` where the shapes are not told. */
export interface LostAxis {
	readonly layer: Layer;
	readonly effect: 'fails' | 'differs' | 'unknown';
}

/**
 * What becomes of a model of Keras 2 where the axes that its layers name by one number are lost, so that each
 * takes the last one. Null where all of them are the last anyway. `config` is that of the model, with its `layers`.
 */
export function lostAxis(model: Model, config: Json): LostAxis | null {
	const shapes = outputShapes(model, config);
	const lost = layersOf(model).filter((layer) => isLost(layer, shapes.get(layer)));
	const found = lost.map((layer) => ({ layer, effect: effectOf(layer, shapes, model, config) }));
	const severe = (['fails', 'unknown', 'differs'] as const).flatMap((effect) =>
		found.filter((one) => one.effect === effect),
	);
	return severe[0] ?? null;
}

function isLost({ settings, module }: Layer, shape: Shape | undefined): boolean {
	const { axis } = settings;
	if (module !== null || typeof axis !== 'number' || axis === -1) return false;
	return shape === undefined || axis !== shape.length - 1;
}

function effectOf(
	layer: Layer,
	shapes: ReadonlyMap<Layer, Shape>,
	model: Model,
	config: Json,
): LostAxis['effect'] {
	const shape = shapes.get(layer);
	if (!shape) return 'unknown';
	if (layer.className === 'Concatenate') return ofConcatenation(layer, shapes, model, config);
	if (!hasWeights(layer)) return 'differs';
	const [length, last] = [shape.at(Number(layer.settings['axis'])), shape.at(-1)];
	return length === last ? 'differs' : 'fails';
}

/** It fails where the parts do not fit, and where a weight behind it has another shape then. */
function ofConcatenation(
	layer: Layer,
	shapes: ReadonlyMap<Layer, Shape>,
	model: Model,
	config: Json,
): LostAxis['effect'] {
	const inputs = inputShapes(layer, shapes, model);
	if (inputs.length === 0) return 'unknown';
	const lengths = inputs.map((shape) => shape?.at(Number(layer.settings['axis'])) ?? null);
	if (inputs.some((shape) => shape === undefined)) return 'unknown';
	if (new Set(lengths.filter((length) => length !== null)).size > 1) return 'fails';
	const axis = { ...layer, settings: { ...layer.settings, axis: -1 } };
	const other = { ...model, layers: model.layers.map((one) => (one === layer ? axis : one)) };
	const others = outputShapes(other, withoutNotes(config));
	const behind = other.layers.filter(hasWeights).map((one) => {
		const original = model.layers[other.layers.indexOf(one)];
		const before = original ? inputShapes(original, shapes, model) : [];
		const after = inputShapes(one, others, other);
		return before.map((shape, index) => [shape?.at(-1), after[index]?.at(-1)] as const);
	});
	const pairs = behind.flat();
	if (pairs.some(([before, after]) => typeof before !== 'number' || typeof after !== 'number')) {
		return 'unknown';
	}
	return pairs.some(([before, after]) => before !== after) ? 'fails' : 'differs';
}

/** Of the first call of a layer of this model; none for one in another. */
function inputShapes(
	layer: Layer,
	shapes: ReadonlyMap<Layer, Shape>,
	model: Model,
): readonly (Shape | undefined)[] {
	const byName = new Map(model.layers.map((one) => [one.name, one]));
	const placed = orderOfCalls(model).find((one) => one.layer === layer && one.index === 0);
	return (placed ? tensorsOfCall(placed.call) : []).map((tensor) => {
		const source = byName.get(tensor.layer);
		return source && tensor.call === 0 && tensor.output === 0 ? shapes.get(source) : undefined;
	});
}

/** The configuration with the shapes of its inputs alone: the others are those of the model as it was. */
function withoutNotes(config: Json): Json {
	if (!isObject(config) || !isArray(config['layers'] ?? null)) return config;
	const layers = (config['layers'] as readonly Json[]).map((one) =>
		isObject(one) ? { config: one['config'] ?? null } : one,
	);
	return { ...config, layers };
}
