import { isArray, isObject, type Json } from '../evidence/files/json.ts';
import { orderOfCalls } from './graph.ts';
import { inferShape } from './infer-shapes.ts';
import { type Layer, type Model, type Reference, tensorsIn, tensorsOfCall } from './model.ts';

/** Lengths as the configuration has them; null where one is free, as the batch is. */
export type Shape = readonly (number | null)[];

/**
 * The shape of the first output of the first call of every layer, at any depth: what the configuration
 * tells, else what follows from it. `config` is that of the model, with its `layers`; layers that cannot be
 * told are left out.
 */
export function outputShapes(model: Model, config: Json): ReadonlyMap<Layer, Shape> {
	const shapes = new Map<Layer, Shape>();
	const byName = new Map(toldShapes(model, config));
	const find = (tensors: readonly Reference[]) =>
		tensors.map((one) => (one.call === 0 && one.output === 0 ? byName.get(one.layer) : undefined));
	const nested = (layer: Layer) => {
		if (!layer.model) return undefined;
		const inner = outputShapes(layer.model, configAt(config, model.layers.indexOf(layer)));
		for (const [one, shape] of inner) shapes.set(one, shape);
		return outputOf(layer.model, inner);
	};
	const infer = (layer: Layer, inputs: readonly (Shape | undefined)[]) => {
		const inner = nested(layer);
		const known = inputs.filter((shape) => shape !== undefined);
		const inferred = known.length === inputs.length ? inferShape(layer, known) : null;
		const shape = byName.get(layer.name) ?? inner ?? inferred;
		if (!shape) return undefined;
		byName.set(layer.name, shape);
		shapes.set(layer, shape);
		return shape;
	};
	if (model.kind === 'sequential') {
		const [first] = model.layers;
		const given = first?.settings['batch_input_shape'] ?? model.builtShape;
		let before = shapeOf(given as Json) ?? undefined;
		for (const layer of model.layers) before = infer(layer, [before]);
		return shapes;
	}
	for (const layer of model.layers) if (layer.calls.length === 0) infer(layer, []);
	for (const { layer, index, call } of orderOfCalls(model)) {
		if (index === 0) infer(layer, find(tensorsOfCall(call)));
	}
	return shapes;
}

/** Of a model: that of the layer that gives its first output. */
function outputOf(model: Model, shapes: ReadonlyMap<Layer, Shape>): Shape | undefined {
	const [first] = tensorsIn(model.outputs);
	const last =
		model.kind === 'sequential'
			? model.layers.at(-1)
			: model.layers.find(
					({ name }) => first?.call === 0 && first.output === 0 && name === first.layer,
				);
	return last && shapes.get(last);
}

function configAt(config: Json, index: number): Json {
	const listed = isObject(config) ? config['layers'] : config;
	const entry = isArray(listed) ? listed[index] : null;
	return isObject(entry) ? (entry['config'] ?? null) : null;
}

/**
 * What the configuration tells of the layers of one model, by their names: Keras notes what a layer takes,
 * which is what another gives. Where: `batch_shape` of an input layer; the `__keras_tensor__` of a call
 * (Keras 3, `serialize_node` in ops/node.py); `build_config` (Keras 2.12 and later, `get_build_config` in
 * layers/layer.py).
 */
function toldShapes(model: Model, config: Json): ReadonlyMap<string, Shape> {
	const told = new Map<string, Shape>();
	const tell = (name: string, value: Json | undefined) => {
		const shape = shapeOf(value ?? null);
		if (shape && !told.has(name)) told.set(name, shape);
	};
	const calledOnce = new Set(
		model.layers.filter(({ calls }) => calls.length === 1).map(({ name }) => name),
	);
	const listed = isObject(config) ? config['layers'] : config;
	for (const [index, entry] of (isArray(listed) ? listed : []).entries()) {
		const layer = model.layers[index];
		if (!layer || !isObject(entry)) continue;
		const settings = isObject(entry['config']) ? entry['config'] : {};
		if (layer.className === 'InputLayer') {
			tell(layer.name, settings['batch_shape'] ?? settings['batch_input_shape']);
		}
		for (const { name, call, shape } of tensorsNoted(entry['inbound_nodes'] ?? null)) {
			// A nested model's one call is counted from 1.
			if (call === 0 || calledOnce.has(name)) tell(name, shape);
		}
		const built = isObject(entry['build_config'])
			? entry['build_config']['input_shape']
			: undefined;
		const before =
			model.kind === 'sequential' ? model.layers[index - 1]?.name : takenFrom(model, index);
		if (before) tell(before, built);
	}
	return told;
}

/** The one layer whose first output a layer is called on. */
function takenFrom(model: Model, index: number): string | undefined {
	const [call] = model.layers[index]?.calls ?? [];
	const [tensor, another] = call ? tensorsOfCall(call) : [];
	return tensor && !another && tensor.call === 0 && tensor.output === 0 ? tensor.layer : undefined;
}

interface NotedTensor {
	readonly name: string;
	readonly call: Json | undefined;
	readonly shape: Json | undefined;
}

/** Each first output in what Keras 3 notes of calls, with the layer that gave it. */
function tensorsNoted(nodes: Json): readonly NotedTensor[] {
	const found: NotedTensor[] = [];
	const open: Json[] = [nodes];
	for (let one = open.pop(); one !== undefined; one = open.pop()) {
		if (isArray(one)) open.push(...one.toReversed());
		else if (isObject(one)) {
			const config = one['config'] ?? null;
			if (one['class_name'] !== '__keras_tensor__' || !isObject(config)) {
				open.push(...Object.values(one).map((value) => value ?? null));
				continue;
			}
			const history = config['keras_history'];
			const [name, call, output] = isArray(history) ? history : [];
			if (typeof name === 'string' && output === 0) {
				found.push({ name, call, shape: config['shape'] });
			}
		}
	}
	return found;
}

/** A list of lengths, bare or as TensorFlow's JSON writes tuples and shapes. */
function shapeOf(value: Json): Shape | null {
	if (isObject(value)) return shapeOf(value['items'] ?? null);
	if (!isArray(value)) return null;
	const isShape = value.every((length) => length === null || Number.isInteger(length));
	return isShape ? (value as Shape) : null;
}
