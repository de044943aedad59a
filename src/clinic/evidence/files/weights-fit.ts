import { snakeCase } from '../../knowledge/snake-case.ts';
import type { WeightsFacts } from './facts.ts';
import { isArray, isObject, type Json } from './json.ts';
import type { TraitFact } from './loading-traits.ts';

/** The argument that is the last length of a layer's first weight. */
const widths: Readonly<Record<string, string>> = {
	Dense: 'units',
	Conv1D: 'filters',
	Conv2D: 'filters',
	Conv3D: 'filters',
	Embedding: 'output_dim',
};

/**
 * The first layer of the model itself whose weight in `model.weights.h5` has another width than its
 * configuration says: the weights are another model's. Null where none is found, and in a layout that does
 * not name them as Keras 3 does (keras/src/saving/saving_lib.py, `_save_container_state`).
 */
export function unfittingWeights(config: Json, weights: WeightsFacts): TraitFact | null {
	if (weights.layout !== 'layers' || !isObject(config) || !isObject(config['config'])) return null;
	const { layers } = config['config'];
	// Quantized kernels are packed.
	const whole = weights.tensors.filter(({ dtype }) => dtype.startsWith('float'));
	const shapes = new Map(whole.map(({ path, shape }) => [path, shape]));
	const counts = new Map<string, number>();
	for (const layer of isArray(layers) ? layers : []) {
		if (!isObject(layer) || typeof layer['class_name'] !== 'string') return null;
		const { class_name: className, config: settings } = layer;
		const group = snakeCase(className);
		const count = counts.get(group) ?? 0;
		counts.set(group, count + 1);
		const width = isObject(settings) ? settings[widths[className] ?? ''] : undefined;
		const shape = shapes.get(`layers/${group}${count === 0 ? '' : `_${count}`}/vars/0`);
		if (typeof width !== 'number' || !shape || shape.at(-1) === width) continue;
		const name = isObject(settings) ? `${settings['name']}` : '';
		return {
			id: 'weights-of-another-model',
			layer: name,
			className,
			value: JSON.stringify([shape, width]),
		};
	}
	return null;
}
