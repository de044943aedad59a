import type { Layer, Model } from '../../model/model.ts';
import type { Context } from './context.ts';

/**
 * What is frozen with the layer or model around it is frozen itself. In Keras 2 nothing in a frozen layer is
 * trained (`trainable_weights` in base_layer.py of tf_keras 2.21); in Keras 3 each variable goes by its own
 * layer (`Layer.variables` of 3.15.1), and a wrapper that is made frozen does not pass it on.
 */
export function withFrozenParts(model: Model, context: Context): Model {
	return { ...model, layers: model.layers.map((layer) => inLayer(layer, false, context)) };
}

function inLayer(layer: Layer, isInFrozen: boolean, context: Context): Layer {
	const isOwn = layer.model ? !layer.model.trainable : layer.settings['trainable'] === false;
	const isFrozen = isInFrozen || isOwn;
	if (isInFrozen && !isOwn) {
		context.edit(layer.name, 'frozen-made-explicit', 'trainable', true, false);
	}
	return {
		...layer,
		settings: isInFrozen && !layer.model ? { ...layer.settings, trainable: false } : layer.settings,
		model: layer.model && {
			...layer.model,
			trainable: !isFrozen,
			layers: layer.model.layers.map((one) => inLayer(one, isFrozen, context)),
		},
		parts: layer.parts.map(({ slot, layer: part }) => ({
			slot,
			layer: inLayer(part, isFrozen, context),
		})),
	};
}
