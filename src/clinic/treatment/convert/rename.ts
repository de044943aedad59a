import { type Layer, type Model, mapCall, mapTensors, type Reference } from '../../model/model.ts';
import type { Context } from './context.ts';

/** Keras 3 allows no `/` in a name: it becomes `_`, in every place where the name stands. */
export function withoutSlashes(model: Model, context: Context): Model {
	const names = new Map<string, string>();
	const taken = new Set(model.layers.map(({ name }) => name));
	for (const { name } of model.layers) {
		if (!name.includes('/')) continue;
		let free = name.replaceAll('/', '_');
		while (taken.has(free)) free += '_';
		taken.add(free);
		names.set(name, free);
		context.edit(name, 'layer-renamed', 'name', name, free);
	}
	const renamed = (tensor: Reference) => ({
		...tensor,
		layer: names.get(tensor.layer) ?? tensor.layer,
	});
	const rename = (layer: Layer): Layer => ({
		...called(layer, names.get(layer.name) ?? layer.name, context),
		calls: layer.calls.map((call) => mapCall(call, renamed)),
	});
	return {
		...model,
		name: plain(model.name),
		layers: model.layers.map(rename),
		inputs: mapTensors(model.inputs, renamed),
		outputs: mapTensors(model.outputs, renamed),
	};
}

/** A layer under another name. To the names of its own parts nothing refers. */
function called(layer: Layer, name: string, context: Context): Layer {
	return {
		...layer,
		name,
		settings: 'name' in layer.settings ? { ...layer.settings, name } : layer.settings,
		model: layer.model && withoutSlashes(layer.model, context),
		parts: layer.parts.map(({ slot, layer: part }) => ({
			slot,
			layer: called(part, plain(part.name), context),
		})),
	};
}

function plain(name: string): string {
	return name.replaceAll('/', '_');
}
