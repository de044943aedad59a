import { builtinLayers, builtinOperations } from '../../knowledge/builtin-classes.ts';
import type { FileFacts, LayerFacts } from './facts.ts';

/** Operations whose layer of the same name computes the same; run with Keras 3.15.1. */
const sameAsLayer: ReadonlySet<string> = new Set(['Concatenate', 'Softmax']);

/**
 * The operations of a `.h5` of Keras 3 that no Keras finds again: the file does not say that they are
 * operations, and they are looked for among the layers. One has no settings that every layer has.
 */
export function lostOperations({ format, model }: FileFacts): readonly LayerFacts[] {
	if (format !== 'legacy-h5' || model?.generation !== 3) return [];
	return model.layers.filter(
		({ className, module, arguments: saved }) =>
			module === null &&
			builtinOperations.has(className) &&
			!sameAsLayer.has(className) &&
			!saved.includes('dtype') &&
			!saved.includes('trainable'),
	);
}

/** Whether Keras says `Unknown layer`; where a layer has the name, what it says depends on the call. */
export function isUnknownLayer({ className }: LayerFacts): boolean {
	return !builtinLayers.has(className);
}
