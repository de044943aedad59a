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
	if (lost.length === 0) return null;
	const sources = firstSources(model);
	const found = lost.map((layer) => ({ layer, effect: effectOf(layer, sources, shapes) }));
	const joining = found.find(({ layer }) => layer.className === 'Concatenate');
	if (joining && !found.some(({ effect }) => effect === 'fails')) {
		const effect = effectBehind(model, config, new Set(lost), sources, shapes);
		found.push({ layer: joining.layer, effect });
	}
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

/** The layers that the first call of each layer takes its tensors from; `undefined` where it is another output. */
type Sources = ReadonlyMap<Layer, readonly (Layer | undefined)[]>;

function firstSources(model: Model): Sources {
	const byName = new Map(model.layers.map((one) => [one.name, one]));
	return new Map(
		orderOfCalls(model)
			.filter(({ index }) => index === 0)
			.map(({ layer, call }) => [
				layer,
				tensorsOfCall(call).map((tensor) =>
					tensor.call === 0 && tensor.output === 0 ? byName.get(tensor.layer) : undefined,
				),
			]),
	);
}

type Shapes = ReadonlyMap<Layer, Shape>;

/** At the layer itself. */
function effectOf(layer: Layer, sources: Sources, shapes: Shapes): LostAxis['effect'] {
	const shape = shapes.get(layer);
	const axis = Number(layer.settings['axis']);
	if (!shape) return 'unknown';
	if (layer.className !== 'Concatenate') {
		return hasWeights(layer) && shape.at(axis) !== shape.at(-1) ? 'fails' : 'differs';
	}
	const inputs = sources.get(layer)?.map((source) => source && shapes.get(source)) ?? [];
	if (inputs.length === 0 || inputs.includes(undefined)) return 'unknown';
	const lengths = inputs.map((one) => one?.at(axis) ?? null).filter((length) => length !== null);
	return new Set(lengths).size > 1 ? 'fails' : 'differs';
}

/** Behind a concatenation: it fails where a weight has another shape then. */
function effectBehind(
	model: Model,
	config: Json,
	lost: ReadonlySet<Layer>,
	sources: Sources,
	shapes: Shapes,
): LostAxis['effect'] {
	const layers = model.layers.map((layer) =>
		lost.has(layer) ? { ...layer, settings: { ...layer.settings, axis: -1 } } : layer,
	);
	const others = outputShapes({ ...model, layers }, withoutNotes(config));
	const changed = new Map(model.layers.map((layer, index) => [layer, layers[index]]));
	let effect: LostAxis['effect'] = 'differs';
	for (const layer of model.layers.filter(hasWeights)) {
		for (const source of sources.get(layer) ?? []) {
			const other = source && changed.get(source);
			const [before, after] = [source && shapes.get(source), other && others.get(other)].map(
				(shape) => shape?.at(-1),
			);
			if (typeof before !== 'number' || typeof after !== 'number') effect = 'unknown';
			else if (before !== after) return 'fails';
		}
	}
	return effect;
}

/** The configuration with the shapes of its inputs alone: the others are those of the model as it was. */
function withoutNotes(config: Json): Json {
	if (!isObject(config) || !isArray(config['layers'] ?? null)) return config;
	const layers = (config['layers'] as readonly Json[]).map((one) =>
		isObject(one) ? { config: one['config'] ?? null } : one,
	);
	return { ...config, layers };
}
