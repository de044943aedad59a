import { isArray, isObject, type Json, type JsonObject } from '../evidence/files/json.ts';
import { checked, counted } from './graph.ts';
import {
	type Call,
	constant,
	type Layer,
	type Model,
	mapRecord,
	type Part,
	reference,
	type Value,
} from './model.ts';
import { ModelRefused } from './refusal.ts';

/** Deeper than any model that a person nests, and far from the end of the stack. */
const deepest = 64;

/**
 * The graph that a model's configuration describes: `model_config`, `to_json()`, or `config.json` of
 * Keras 1 to 3. Weights are not in it. Forms of nodes: `Node.serialize` and `functional.py` of
 * tf_keras 2.21, `network.py` of Keras 2.2.4.
 * @throws ModelRefused for what is no graph of layers: a subclassed model, a reference to nothing, a circle.
 */
export function readModel(config: Json): Model {
	const root = objectAt(untupled(config), 'the configuration');
	const settings = root['config'] ?? null;
	const className = textOr(root['class_name'], '');
	if (!modelKind(className, settings)) {
		throw new ModelRefused(className, 'subclassed');
	}
	return modelOf(
		className,
		settings,
		textOr(root['name'], className.toLowerCase()),
		builtShape(root),
		0,
	);
}

/** Tuples and shapes as TensorFlow's JSON writes them are lists. */
function untupled(value: Json): Json {
	if (isArray(value)) return value.map(untupled);
	if (!isObject(value)) return value;
	const { class_name: className, items } = value;
	if ((className === '__tuple__' || className === 'TensorShape') && isArray(items)) {
		return items.map(untupled);
	}
	return mapRecord(value, (one) => untupled(one ?? null));
}

/** What kind of model a serialised object is; null for a layer. */
function modelKind(className: string, settings: Json): Model['kind'] | null {
	if (/(^|>)Sequential$/.test(className)) return 'sequential';
	if (isObject(settings) && isArray(settings['layers'])) {
		return 'input_layers' in settings || /(^|>)(Model|Functional)$/.test(className)
			? 'functional'
			: null;
	}
	return null;
}

function modelOf(
	className: string,
	settings: Json,
	name: string,
	shape: Model['builtShape'],
	depth: number,
): Model {
	if (depth > deepest) throw new ModelRefused(name, 'too-deep', { most: deepest });
	// Keras up to 2.2.2 writes a Sequential model as the bare list of its layers.
	const own: JsonObject = isObject(settings) ? settings : { layers: settings ?? [] };
	const listed = own['layers'];
	if (!isArray(listed)) throw new ModelRefused(name, 'no-layers');
	const kind = modelKind(className, own) ?? 'sequential';
	const common = {
		kind,
		name: textOr(own['name'], name),
		trainable: own['trainable'] !== false,
	};
	if (kind === 'sequential') {
		return {
			...common,
			layers: listed.map((one, index) => layerOf(one, `${name}, layer ${index}`, depth)),
			inputs: constant(null),
			outputs: constant(null),
			builtShape: isArray(own['build_input_shape']) ? own['build_input_shape'] : shape,
		};
	}
	const layers = listed.map((one, index) => {
		const layer = layerOf(one, `${name}, layer ${index}`, depth);
		const entry = objectAt(one, layer.name);
		return {
			...layer,
			// Calls refer to it by this one: TensorFlowOpLayer writes another into its own settings.
			name: textOr(entry['name'], layer.name),
			calls: callsOf(entry['inbound_nodes'], layer),
		};
	});
	const named = new Map<string, Layer>();
	for (const layer of layers) {
		if (named.has(layer.name)) {
			throw new ModelRefused(layer.name, 'duplicate-name');
		}
		named.set(layer.name, layer);
	}
	const model: Model = {
		...common,
		layers,
		inputs: single(structureOf(own['input_layers'] ?? [], name)),
		outputs: single(structureOf(own['output_layers'] ?? [], name)),
		builtShape: null,
	};
	return checked(counted(model, listed.some(hasKeras3Nodes) ? 3 : 2));
}

function layerOf(value: Json, where: string, depth: number): Layer {
	const whole = objectAt(value, where);
	const className = textOr(whole['class_name'], '');
	if (className === '') throw new ModelRefused(where, 'no-class');
	const config = whole['config'] ?? null;
	const given: JsonObject = isObject(config) ? config : {};
	const name = textOr(given['name'], textOr(whole['name'], ''));
	const kind = modelKind(className, config);
	const nameOrClass = name === '' ? className.toLowerCase() : name;
	const { settings, parts } = kind
		? { settings: {}, parts: [] }
		: separated(given, nameOrClass, depth);
	return {
		// Cells and wrapped layers of old files may have no name.
		name: nameOrClass,
		className,
		module: typeof whole['module'] === 'string' ? whole['module'] : null,
		registeredName: typeof whole['registered_name'] === 'string' ? whole['registered_name'] : null,
		settings,
		parts,
		model: kind ? modelOf(className, config, nameOrClass, builtShape(whole), depth + 1) : null,
		calls: [],
		weights: [],
	};
}

/** The arguments that hold layers, in the order in which Keras 2 counts their weights. */
const slots = ['layer', 'forward_layer', 'backward_layer', 'cell'];

function separated(
	config: JsonObject,
	name: string,
	depth: number,
): { settings: JsonObject; parts: Part[] } {
	const settings: Record<string, Json> = {};
	const parts: Part[] = [];
	for (const [key, value = null] of Object.entries(config)) {
		const isLayer = isObject(value) && typeof value['class_name'] === 'string' && 'config' in value;
		if ((slots.includes(key) && isLayer) || (/activation$/.test(key) && isLayerAsFunction(value))) {
			parts.push({ slot: key, layer: layerOf(value, `${name}, ${key}`, depth + 1) });
		} else if (key === 'cells' && isArray(value)) {
			for (const [index, cell] of value.entries()) {
				parts.push({
					slot: `cells/${index}`,
					layer: layerOf(cell, `${name}, cell ${index}`, depth + 1),
				});
			}
		} else {
			settings[key] = value;
		}
	}
	return {
		settings,
		parts: isBidirectional(parts, config) ? bothDirections(parts, config, name, depth) : parts,
	};
}

/** `activation=PReLU()`: a layer where a function could stand, with weights of its own. */
function isLayerAsFunction(value: Json): boolean {
	if (!isObject(value) || typeof value['class_name'] !== 'string') return false;
	return isObject(value['config']) && !modelKind(value['class_name'], value['config']);
}

/** `layer` runs forwards; `backward_layer` is written only where it is not made from it. */
function isBidirectional(parts: readonly Part[], config: JsonObject): boolean {
	return parts.some(({ slot }) => slot === 'layer') && 'merge_mode' in config;
}

function bothDirections(
	parts: readonly Part[],
	config: JsonObject,
	name: string,
	depth: number,
): Part[] {
	const layer = layerOf(config['layer'] ?? null, `${name}, layer`, depth + 1);
	const backward = parts.find(({ slot }) => slot === 'backward_layer');
	const copy = layerOf(config['layer'] ?? null, `${name}, layer`, depth + 1);
	const isForward = copy.settings['go_backwards'] !== true;
	const made = { ...copy, settings: { ...copy.settings, go_backwards: isForward } };
	return [{ slot: 'forward_layer', layer }, backward ?? { slot: 'backward_layer', layer: made }];
}

/** The shape that a model was built with, where `.keras` or a SavedModel say it. */
function builtShape(whole: JsonObject): Model['builtShape'] {
	const built = whole['build_config'];
	const shape = isObject(built) ? built['input_shape'] : whole['build_input_shape'];
	return isArray(shape) ? shape : null;
}

/** Keras 3 writes a node as {"args": […], "kwargs": {…}}, Keras 2 as a list. */
function hasKeras3Nodes(layer: Json): boolean {
	const nodes = isObject(layer) ? layer['inbound_nodes'] : null;
	return isArray(nodes) && nodes.some(isObject);
}

function callsOf(nodes: Json | undefined, layer: Layer): Call[] {
	if (!isArray(nodes)) return [];
	return nodes.map((node) => {
		if (isObject(node) && isArray(node['args'])) {
			return {
				positional: node['args'].map(serializedValue),
				keywords: mapRecord(objectAt(node['kwargs'] ?? {}, layer.name), (one) =>
					serializedValue(one ?? null),
				),
			};
		}
		return keras2Call(node, layer);
	});
}

/** `[["a",0,0,{}], …]`, one bare entry, or a structure of entries; the last entry's arguments are the call's. */
function keras2Call(node: Json, layer: Layer): Call {
	let keywords: JsonObject = {};
	const read = (value: Json): Value => {
		if (isEntry(value)) {
			const [name, call, output, given] = value;
			if (isObject(given)) keywords = given;
			// _CONSTANT_VALUE of tf_keras' node.py: the third is the value itself.
			if (name === '_CONSTANT_VALUE') return constant(output ?? null);
			return reference(String(name), Number(call), Number(output));
		}
		if (isArray(value)) return { kind: 'list', items: value.map((one) => read(one)) };
		if (isObject(value)) {
			return { kind: 'entries', entries: mapRecord(value, (one) => read(one ?? null)) };
		}
		throw new ModelRefused(layer.name, 'unknown-node');
	};
	return {
		positional: [single(read(node))],
		keywords: mapRecord(keywords, (one) => keywordValue(one ?? null)),
	};
}

/** Layers and models of Keras 2 take a list of one as the tensor itself, and give the tensor for it. */
function single(value: Value): Value {
	const [only, another] = value.kind === 'list' ? value.items : [];
	return only && !another ? only : value;
}

type Entry = readonly Json[] & readonly [string, number, Json, Json?];

function isEntry(value: Json): value is Entry {
	return (
		isArray(value) &&
		(value.length === 3 || value.length === 4) &&
		typeof value[0] === 'string' &&
		typeof value[1] === 'number' &&
		(typeof value[2] === 'number' || value[0] === '_CONSTANT_VALUE')
	);
}

/** Tensors stand as `["name", 0, 0]` at any depth of a keyword argument. */
function keywordValue(value: Json): Value {
	if (isEntry(value)) {
		const [name, call, output] = value;
		if (name === '_CONSTANT_VALUE') return constant(output);
		return reference(name, call, Number(output));
	}
	if (isArray(value)) {
		const items = value.map(keywordValue);
		return items.every(({ kind }) => kind === 'constant')
			? constant(value)
			: { kind: 'list', items };
	}
	if (isObject(value)) {
		const entries = mapRecord(value, (one) => keywordValue(one ?? null));
		return Object.values(entries).every(({ kind }) => kind === 'constant')
			? constant(value)
			: { kind: 'entries', entries };
	}
	return constant(value);
}

/** As `serialize_node` of Keras 3 writes it. */
function serializedValue(value: Json): Value {
	if (isObject(value) && value['class_name'] === '__keras_tensor__') {
		const history = objectAt(value['config'] ?? null, 'a tensor')['keras_history'];
		if (isArray(history)) {
			const [name, call, output] = history;
			return reference(String(name), Number(call), Number(output));
		}
	}
	if (isArray(value)) {
		const items = value.map(serializedValue);
		return items.every(({ kind }) => kind === 'constant')
			? constant(value)
			: { kind: 'list', items };
	}
	return constant(value);
}

function structureOf(value: Json, name: string): Value {
	if (isEntry(value)) return reference(value[0], value[1], Number(value[2]));
	if (isArray(value)) return { kind: 'list', items: value.map((one) => structureOf(one, name)) };
	if (isObject(value)) {
		return { kind: 'entries', entries: mapRecord(value, (one) => structureOf(one ?? null, name)) };
	}
	throw new ModelRefused(name, 'unknown-structure');
}

function objectAt(value: Json, where: string): JsonObject {
	if (!isObject(value)) throw new ModelRefused(where, 'not-an-object');
	return value;
}

function textOr(value: Json | undefined, otherwise: string): string {
	return typeof value === 'string' && value !== '' ? value : otherwise;
}
