import { isObject, type Json, type JsonObject } from '../../evidence/files/json.ts';
import { isRefusedWithName } from '../../knowledge/operation-names.ts';
import { snakeCase } from '../../knowledge/snake-case.ts';
import {
	type Call,
	type Layer,
	type Model,
	mapRecord,
	tensorsIn,
	type Value,
} from '../../model/model.ts';

/**
 * A description in the names of Keras 3 as `config.json`, with nothing that Keras works out itself
 * (`build_config`). Forms: `get_config` of functional.py and sequential.py, `serialize_keras_object` in
 * serialization_lib.py of Keras 3.15.1.
 */
export function keras3Config(model: Model, compileConfig: JsonObject | null): JsonObject {
	return {
		...serializedModel(model, compileConfig),
		...(compileConfig && { compile_config: compileConfig }),
	};
}

function serializedModel(model: Model, compileConfig: JsonObject | null = null): JsonObject {
	const common = { name: model.name, trainable: model.trainable };
	if (model.kind === 'sequential') {
		return {
			module: 'keras',
			class_name: 'Sequential',
			config: {
				...common,
				layers: model.layers.map((layer) => serializedLayer(layer)),
				...(model.builtShape && { build_input_shape: model.builtShape }),
			},
			registered_name: null,
		};
	}
	const unnamed = unnamedOperations(model, compileConfig);
	return {
		module: 'keras.src.models.functional',
		class_name: 'Functional',
		config: {
			...common,
			layers: model.layers.map((layer) => ({
				...serializedLayer(unnamed.has(layer.name) ? withoutName(layer) : layer),
				name: layer.name,
				inbound_nodes: layer.calls.map(serializedCall),
			})),
			input_layers: structure(model.inputs, model),
			output_layers: structure(model.outputs, model),
		},
		registered_name: 'Functional',
	};
}

/**
 * The operations whose name is left to Keras, so that releases before 3.11 load them too. They keep theirs where
 * losses are told by it, and where the one that Keras makes up could be another layer's.
 */
function unnamedOperations(
	{ layers, outputs }: Model,
	compileConfig: JsonObject | null,
): ReadonlySet<string> {
	const ends = tensorsIn(outputs).map(({ layer }) => layer);
	const told = new Set(ends.length > 1 ? ends : namesIn(compileConfig));
	const taken = new Set(layers.map(({ name }) => name.replace(/_\d+$/, '')));
	return new Set(
		layers
			.filter((layer) => isOperation(layer) && isRefusedWithName(layer.className))
			.filter(({ className }) => !taken.has(snakeCase(className)))
			.map(({ name }) => name)
			.filter((name) => !told.has(name)),
	);
}

/** The outputs that losses and metrics are given by. */
function namesIn(compileConfig: JsonObject | null): readonly string[] {
	return Object.values(compileConfig ?? {}).flatMap((one) =>
		isObject(one ?? null) ? Object.keys(one ?? {}) : [],
	);
}

function isOperation({ module }: Layer): boolean {
	return module?.startsWith('keras.src.ops.') === true;
}

function withoutName(layer: Layer): Layer {
	const { name: _, ...settings } = layer.settings;
	return { ...layer, settings };
}

export function serializedLayer(layer: Layer): JsonObject {
	if (layer.model) return serializedModel({ ...layer.model, name: layer.name });
	const cells = layer.parts.filter(({ slot }) => slot.startsWith('cells/'));
	const parts = Object.fromEntries(
		layer.parts
			.filter(({ slot }) => !slot.startsWith('cells/'))
			.map(({ slot, layer }) => [slot, serializedPart(slot, layer)]),
	);
	return {
		module: layer.module,
		class_name: layer.className,
		config: {
			...layer.settings,
			...(cells.length > 0 && { cells: cells.map(({ layer }) => serializedLayer(layer)) }),
			...directions(parts),
		},
		registered_name: layer.registeredName,
	};
}

/** Keras 3 does not build a layer that stands for an activation before it loads its weight. */
function serializedPart(slot: string, layer: Layer): JsonObject {
	const [weight] = layer.weights;
	if (!weight || !slot.endsWith('activation')) return serializedLayer(layer);
	return {
		...serializedLayer(layer),
		build_config: { input_shape: [null, ...weight.tensor.shape] },
	};
}

/** Keras 3 names the layer of a Bidirectional `layer`, and the other only where it is not made from it. */
function directions(parts: Readonly<Record<string, JsonObject>>): JsonObject {
	const { forward_layer: forward, backward_layer: backward, ...others } = parts;
	if (!forward || !backward) return parts;
	const made = { ...forward, config: { ...settingsOf(forward), go_backwards: true } };
	const isMade = isEqualButForName(made, backward);
	return { ...others, layer: forward, ...(!isMade && { backward_layer: backward }) };
}

function isEqualButForName(...layers: readonly [JsonObject, JsonObject]): boolean {
	const [one, other] = layers.map((layer) => {
		const { name: _, ...settings } = settingsOf(layer);
		const sorted = Object.entries(settings).sort(([left], [right]) => (left < right ? -1 : 1));
		return JSON.stringify({ ...layer, config: sorted });
	});
	return one === other;
}

function settingsOf({ config = null }: JsonObject): JsonObject {
	return isObject(config) ? config : {};
}

function serializedCall({ positional, keywords }: Call): JsonObject {
	return { args: positional.map(serialized), kwargs: mapRecord(keywords, serialized) };
}

function serialized(value: Value): Json {
	switch (value.kind) {
		case 'tensor':
			// Shape and type are for information: Keras takes the tensor of the call itself.
			return {
				class_name: '__keras_tensor__',
				config: {
					shape: [null],
					dtype: 'float32',
					keras_history: [value.layer, value.call, value.output],
				},
			};
		case 'constant':
			return value.value;
		case 'list':
			return value.items.map(serialized);
		case 'entries':
			return mapRecord(value.entries, serialized);
	}
}

/** In a model's own inputs and outputs Keras 3 counts the call that a functional model has of its own making. */
function structure(value: Value, model: Model): Json {
	switch (value.kind) {
		case 'tensor': {
			const inner = model.layers.find(({ name }) => name === value.layer)?.model;
			const own = inner?.kind === 'functional' ? 1 : 0;
			return [value.layer, value.call + own, value.output];
		}
		case 'constant':
			return value.value;
		case 'list':
			return value.items.map((item) => structure(item, model));
		case 'entries':
			return mapRecord(value.entries, (item) => structure(item, model));
	}
}
