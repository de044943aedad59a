import {
	type Layer,
	type Model,
	type Reference,
	tensorsIn,
	tensorsOfCall,
} from '../../model/model.ts';

/**
 * The model with its layers in the order in which Keras 3 lists them, on which the names of its
 * weights rest, and without what leads to no output: `map_graph` in keras/src/ops/function.py of
 * Keras 3.15.1. Layers of one depth stand in the order in which a walk back from the outputs meets them.
 */
export function inOrderOfKeras3(model: Model): Model {
	const layers = model.layers.map(withInnerOrder);
	if (model.kind === 'sequential') return { ...model, layers };
	const named = new Map(layers.map((layer) => [layer.name, layer]));
	const met = walkBack(model, named);
	const reached = layers.filter(({ name }) => met.indices.has(name));
	const kept = reached.map((layer) => keptCalls(layer, met.calls));
	const depths = depthsOf(met, named);
	const inputs = new Set(tensorsIn(model.inputs).map(({ layer }) => layer));
	const unused = layers.filter(({ name }) => inputs.has(name) && !met.indices.has(name));
	const index = ({ name }: Layer) => met.indices.get(name) ?? -1;
	const depth = ({ name }: Layer) => depths.get(name) ?? 0;
	return {
		...model,
		layers: [...kept, ...unused].sort(
			(one, other) => depth(other) - depth(one) || index(one) - index(other),
		),
	};
}

function withInnerOrder(layer: Layer): Layer {
	return {
		...layer,
		model: layer.model && inOrderOfKeras3(layer.model),
		parts: layer.parts.map(({ slot, layer }) => ({ slot, layer: withInnerOrder(layer) })),
	};
}

interface Walk {
	/** When each layer is met first. */
	readonly indices: ReadonlyMap<string, number>;
	/** The calls that lead to the outputs, each behind those that it needs. */
	readonly calls: ReadonlyMap<string, Reference>;
}

/** Depth first, without recursion: a model may be thousands of layers deep. */
function walkBack(model: Model, named: ReadonlyMap<string, Layer>): Walk {
	const indices = new Map<string, number>();
	const calls = new Map<string, Reference>();
	const begun = new Set<string>();
	const step = (tensor: Reference) => ({ tensor, isDone: false });
	const open = tensorsIn(model.outputs).map(step).reverse();
	for (let next = open.pop(); next; next = open.pop()) {
		const { tensor, isDone } = next;
		const key = keyOf(tensor);
		if (isDone) {
			calls.set(key, tensor);
			continue;
		}
		if (begun.has(key)) continue;
		begun.add(key);
		if (!indices.has(tensor.layer)) indices.set(tensor.layer, indices.size);
		open.push({ tensor, isDone: true });
		const made = named.get(tensor.layer)?.calls[tensor.call];
		if (made) open.push(...tensorsOfCall(made).map(step).reverse());
	}
	return { indices, calls };
}

function keyOf({ layer, call }: Reference): string {
	return `${call} ${layer}`;
}

/** Calls that lead nowhere are at the end or not there at all: Keras 2 writes what its outputs need. */
function keptCalls(layer: Layer, calls: ReadonlyMap<string, Reference>): Layer {
	let last = layer.calls.length;
	while (last > 0 && !calls.has(`${last - 1} ${layer.name}`)) last--;
	return { ...layer, calls: layer.calls.slice(0, last) };
}

/** How many calls lie between a layer and the outputs, by the longest way; for a shared layer, of its first. */
function depthsOf({ calls }: Walk, named: ReadonlyMap<string, Layer>): ReadonlyMap<string, number> {
	const ofCall = new Map<string, number>();
	const ofLayer = new Map<string, number>();
	for (const [key, { layer, call }] of [...calls].reverse()) {
		const depth = Math.max(ofCall.get(key) ?? 0, ofLayer.get(layer) ?? 0);
		ofLayer.set(layer, depth);
		const made = named.get(layer)?.calls[call];
		for (const tensor of made ? tensorsOfCall(made) : []) {
			ofCall.set(keyOf(tensor), Math.max(depth + 1, ofCall.get(keyOf(tensor)) ?? 0));
		}
	}
	return ofLayer;
}
