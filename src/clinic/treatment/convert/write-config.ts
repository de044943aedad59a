import { isObject, type Json, type JsonObject } from '../../evidence/files/json.ts';
import { type Call, type Layer, type Model, mapRecord, type Value } from '../../model/model.ts';

/**
 * A description in the names of Keras 3 as `config.json`, with nothing that Keras works out itself
 * (`build_config`). Forms: `get_config` of functional.py and sequential.py, `serialize_keras_object` in
 * serialization_lib.py of Keras 3.15.1.
 */
export function keras3Config(model: Model, compileConfig: JsonObject | null): JsonObject {
	return {
		...serializedModel(model, null),
		...(compileConfig && { compile_config: compileConfig }),
	};
}

function serializedModel(model: Model, module: string | null): JsonObject {
	const common = { name: model.name, trainable: model.trainable };
	if (model.kind === 'sequential') {
		return {
			module: module ?? 'keras',
			class_name: 'Sequential',
			config: {
				...common,
				layers: model.layers.map((layer) => serializedLayer(layer)),
				...(model.builtShape && { build_input_shape: model.builtShape }),
			},
			registered_name: null,
		};
	}
	return {
		module: module ?? 'keras.src.models.functional',
		class_name: 'Functional',
		config: {
			...common,
			layers: model.layers.map((layer) => ({
				...serializedLayer(layer),
				name: layer.name,
				inbound_nodes: layer.calls.map(serializedCall),
			})),
			input_layers: structure(model.inputs, model),
			output_layers: structure(model.outputs, model),
		},
		registered_name: 'Functional',
	};
}

export function serializedLayer(layer: Layer): JsonObject {
	if (layer.model) return serializedModel({ ...layer.model, name: layer.name }, null);
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
