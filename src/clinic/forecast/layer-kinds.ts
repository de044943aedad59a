import type { LayerFacts, ModelFacts } from '../evidence/files/facts.ts';

const known = new WeakMap<ModelFacts, readonly LayerFacts[]>();

/**
 * One layer of each class, module and list of arguments. A deep model has thousands that are alike, and
 * each release is asked about them anew.
 */
export function layerKinds(model: ModelFacts | null): readonly LayerFacts[] {
	if (!model) return [];
	const made = known.get(model);
	if (made) return made;
	const kinds = new Map<string, LayerFacts>();
	for (const layer of model.layers) {
		kinds.set(JSON.stringify([layer.className, layer.module, layer.arguments]), layer);
	}
	const layers = [...kinds.values()];
	known.set(model, layers);
	return layers;
}
