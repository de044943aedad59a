import { isArray, type Json, type JsonObject } from '../../evidence/files/json.ts';
import { type Layer, type Model } from '../../model/model.ts';
import { ModelRefused } from '../../model/refusal.ts';
import type { Context } from './context.ts';

/**
 * A Sequential model with its input layer, which Keras 2 did not always write. Its shape stands on the
 * first layer, in a model or wrapper that is first, or in what the model was built with.
 */
export function withInput(model: Model, context: Context, isRoot: boolean): Model {
	const layers = model.layers.map((layer) =>
		layer.model ? { ...layer, model: withInput(layer.model, context, false) } : layer,
	);
	const [first] = layers;
	if (model.kind !== 'sequential' || !first || first.className === 'InputLayer') {
		return { ...model, layers };
	}
	const { shape, dtype } = shapeOf(first) ?? { shape: model.builtShape, dtype: null };
	if (!shape) {
		// In another model it is built when that is.
		if (!isRoot) return { ...model, layers };
		throw new ModelRefused(model.name, 'no-input-shape');
	}
	const name = `${first.name}_input`;
	context.edit(first.name, 'input-added', 'InputLayer', null, shape);
	const input: Layer = {
		name,
		className: 'InputLayer',
		module: null,
		registeredName: null,
		settings: {
			batch_input_shape: shape,
			dtype: dtype ?? defaultType(first),
			sparse: false,
			name,
		},
		parts: [],
		model: null,
		calls: [],
		weights: [],
	};
	return { ...model, layers: [input, ...layers] };
}

function shapeOf(layer: Layer): { shape: readonly Json[]; dtype: string | null } | null {
	const { settings } = layer;
	const shape = settings['batch_input_shape'] ?? settings['batch_shape'];
	const batch = settings['batch_size'] ?? null;
	if (isArray(shape)) return { shape, dtype: typeOf(settings) };
	if (isArray(settings['input_shape'])) {
		return { shape: [batch, ...settings['input_shape']], dtype: typeOf(settings) };
	}
	const inner = layer.model?.layers[0] ?? null;
	if (inner) return shapeOf(inner);
	if (layer.model) return null;
	const [part] = layer.parts;
	return part && layer.className !== 'TimeDistributed' ? shapeOf(part.layer) : null;
}

function typeOf(settings: JsonObject): string | null {
	const given = settings['input_dtype'];
	return typeof given === 'string' ? given : null;
}

function defaultType({ className, settings }: Layer): Json {
	if (className === 'Embedding') return 'int32';
	if (/^(StringLookup|TextVectorization)$/.test(className)) return 'string';
	if (className === 'IntegerLookup') return 'int64';
	return typeof settings['dtype'] === 'string' ? settings['dtype'] : 'float32';
}
