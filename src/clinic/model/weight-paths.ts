import { snakeCase } from '../knowledge/snake-case.ts';
import type { Layer, Model } from './model.ts';

/** How a file in the layout of `.keras` calls the group in which a model keeps its layers. */
export type Container = 'layers' | '_layer_checkpoint_dependencies';

/** A layer with the group that holds its variables, as `layers/sequential/layers/dense`. */
export interface GroupedLayer {
	readonly layer: Layer;
	readonly group: string;
}

/**
 * The groups of all layers of a model, wrapped and nested ones behind those that hold them. By class,
 * counted in each container, in the order of `model.layers`: `_save_container_state` in saving_lib.py of
 * Keras 3.15. Keras 2.12 and 2.13 list a layer with weights twice, and its second name is left unused:
 * `_layer_checkpoint_dependencies` in functional.py of Keras 2.13; `hasWeights` tells which do.
 */
export function groupsOf(
	model: Model,
	container: Container = 'layers',
	hasWeights: (layer: Layer) => boolean = () => false,
): readonly GroupedLayer[] {
	const grouped: GroupedLayer[] = [];

	function inModel({ layers, kind }: Model, prefix: string): void {
		const free = counter();
		for (const layer of layers) {
			// A Sequential model does not count its input among its layers.
			if (kind === 'sequential' && layer.className === 'InputLayer') continue;
			const name = free(layer.className);
			if (container !== 'layers' && hasWeights(layer)) free(layer.className);
			place(layer, `${prefix}${container}/${name}`);
		}
	}

	function place(layer: Layer, group: string): void {
		grouped.push({ layer, group });
		if (layer.model) inModel(layer.model, `${group}/`);
		const free = counter();
		for (const { slot, layer: inner } of layer.parts) {
			const isCell = slot.startsWith('cells/');
			place(inner, `${group}/${isCell ? `cells/${free(inner.className)}` : slot}`);
		}
	}

	inModel(model, '');
	return grouped;
}

/** Where a weight is in its layer's group: `kernel` is `vars/0`, `cell/bias` is `cell/vars/2`. */
export function variablePaths(roles: readonly string[]): readonly string[] {
	const counts = new Map<string, number>();
	return roles.map((role) => {
		const prefix = role.slice(0, role.lastIndexOf('/') + 1);
		// The one variable that Keras saves under a name.
		if (role.endsWith('idf_weights')) return `${prefix}vars/idf_weights`;
		const index = counts.get(prefix) ?? 0;
		counts.set(prefix, index + 1);
		return `${prefix}vars/${index}`;
	});
}

function counter(): (className: string) => string {
	const used = new Map<string, number>();
	return (className) => {
		const name = snakeCase(className);
		const count = used.get(name) ?? 0;
		used.set(name, count + 1);
		return count === 0 ? name : `${name}_${count}`;
	};
}
