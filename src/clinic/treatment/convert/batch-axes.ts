import { isObject, type Json } from '../../evidence/files/json.ts';
import { type Layer, type Model, tensorsOfCall } from '../../model/model.ts';
import { outputShapes } from '../../model/output-shapes.ts';
import type { Context } from './context.ts';

/**
 * Refuses convolutions that are called with more than one axis in front of those of space. In Keras 2 Conv1D,
 * Conv2D and Conv3D take any number of them (`BaseConv.call` of tf_keras 2.21; their like do not), in Keras 3
 * one (`compute_conv_output_shape` of 3.15.1). Where the shape is not told, nothing is refused.
 */
export function refuseBatchAxes(model: Model, config: Json, context: Context): void {
	const shapes = outputShapes(model, isObject(config) ? (config['config'] ?? null) : null);
	inModel(model);

	function inModel({ kind, layers }: Model): void {
		const named = new Map(layers.map((layer) => [layer.name, layer]));
		for (const [index, layer] of layers.entries()) {
			if (layer.model) inModel(layer.model);
			const before = layers[index - 1];
			const givers = kind === 'sequential' ? [before] : giversOf(layer, named);
			const axes = givers.map((giver) => (giver && shapes.get(giver))?.length ?? 0);
			inLayer(layer, Math.max(...axes));
		}
	}

	function inLayer(layer: Layer, axes: number): void {
		const [part] = layer.parts;
		if (part && layer.className === 'TimeDistributed') inLayer(part.layer, axes - 1);
		const [, space] = /^Conv(?:olution)?([123])D$/.exec(layer.className) ?? [];
		const taken = Number(space) + 2;
		if (!space || axes <= taken) return;
		context.refuse(layer.name, 'batch-axes', { class: layer.className, axes, taken });
	}
}

/** The layers whose first outputs a layer is called on, one for each call. */
function giversOf(layer: Layer, named: ReadonlyMap<string, Layer>): (Layer | undefined)[] {
	return layer.calls.map((call) => {
		const [first] = tensorsOfCall(call);
		return first?.call === 0 && first.output === 0 ? named.get(first.layer) : undefined;
	});
}
