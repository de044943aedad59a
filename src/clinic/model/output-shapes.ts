import { isArray, isObject, type Json, type JsonObject } from '../evidence/files/json.ts';
import { type Model, tensorsOfCall } from './model.ts';

/** Lengths as the configuration has them; null where one is free, as the batch is. */
export type Shape = readonly (number | null)[];

/**
 * The shape of the first output of each layer of one model, as far as its configuration tells: Keras notes
 * what a layer takes, which is what another gives. Where: `batch_shape` of an input layer; the
 * `__keras_tensor__` of a call (Keras 3, `serialize_node` in ops/node.py); `build_config` (Keras 2.12 and
 * later, `get_build_config` in layers/layer.py). `config` is that of the model, with its `layers`.
 */
export function toldShapes(model: Model, config: Json): ReadonlyMap<string, Shape> {
	const told = new Map<string, Shape>();
	const tell = (name: string, value: Json | undefined) => {
		const shape = shapeOf(value ?? null);
		if (shape && !told.has(name)) told.set(name, shape);
	};
	const listed = isObject(config) ? config['layers'] : config;
	for (const [index, entry] of (isArray(listed) ? listed : []).entries()) {
		const layer = model.layers[index];
		if (!layer || !isObject(entry)) continue;
		const settings = isObject(entry['config']) ? entry['config'] : {};
		if (layer.className === 'InputLayer') {
			tell(layer.name, settings['batch_shape'] ?? settings['batch_input_shape']);
		}
		for (const [name, shape] of tensorsNoted(entry['inbound_nodes'] ?? null)) tell(name, shape);
		const built = isObject(entry['build_config']) ? entry['build_config']['input_shape'] : null;
		const before =
			model.kind === 'sequential' ? model.layers[index - 1]?.name : takenFrom(model, index);
		if (before) tell(before, built ?? settings['batch_input_shape']);
	}
	return told;
}

/** The one layer whose first output a layer is called on. */
function takenFrom(model: Model, index: number): string | undefined {
	const [call] = model.layers[index]?.calls ?? [];
	const [tensor, another] = call ? tensorsOfCall(call) : [];
	return tensor && !another && tensor.output === 0 ? tensor.layer : undefined;
}

/** Each first output in what Keras 3 notes of calls, by the layer that gave it. */
function tensorsNoted(nodes: Json): (readonly [string, Json])[] {
	const found: (readonly [string, Json])[] = [];
	const open: Json[] = [nodes];
	for (let one = open.pop(); one !== undefined; one = open.pop()) {
		if (isArray(one)) open.push(...one.toReversed());
		else if (isObject(one)) {
			const config = one['config'] ?? null;
			if (one['class_name'] === '__keras_tensor__' && isObject(config)) {
				found.push(...historyOf(config));
			} else open.push(...Object.values(one).map((value) => value ?? null));
		}
	}
	return found;
}

function historyOf(config: JsonObject): (readonly [string, Json])[] {
	const history = config['keras_history'];
	if (!isArray(history)) return [];
	const [name, , output] = history;
	return typeof name === 'string' && output === 0 ? [[name, config['shape'] ?? null]] : [];
}

/** A list of lengths, bare or as TensorFlow's JSON writes tuples and shapes. */
function shapeOf(value: Json): Shape | null {
	if (isObject(value)) return shapeOf(value['items'] ?? null);
	if (!isArray(value)) return null;
	const isShape = value.every((length) => length === null || Number.isInteger(length));
	return isShape ? (value as Shape) : null;
}
