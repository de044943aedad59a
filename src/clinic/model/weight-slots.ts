import { layerRow } from '../knowledge/layers.ts';
import type { Layer, Model } from './model.ts';

/** A place for a weight: whose it is and what it is to that layer. */
export interface Slot {
	readonly layer: Layer;
	readonly role: string;
}

/** The weights that a layer makes itself, by its arguments; null for a class that is not known. */
export function ownWeights(layer: Layer): readonly { role: string; trainable: boolean }[] | null {
	const row = layerRow(layer.className);
	if (!row) return layer.model ? [] : null;
	return (row.weights ?? '')
		.split(/\s+/)
		.filter((word) => word !== '')
		.flatMap((word) => {
			const [, mark, role = '', condition] = /^(~?)([^?]+)(?:\?(.*))?$/.exec(word) ?? [];
			const exists = condition === undefined || holds(condition, layer.settings);
			return exists ? [{ role, trainable: mark === '' }] : [];
		});
}

/** `use_bias`, `!mean`, `output_mode=tf_idf`; an argument that the file leaves out counts as true. */
function holds(condition: string, settings: Layer['settings']): boolean {
	const [name = '', wanted] = condition.split('=');
	if (wanted !== undefined) return String(settings[name]) === wanted;
	if (name.startsWith('!')) return isAbsent(settings[name.slice(1)]);
	return settings[name] === undefined || !(isAbsent(settings[name]) || settings[name] === false);
}

function isAbsent(value: unknown): boolean {
	return value === null || value === undefined;
}

/** The layers in a layer, in the order in which it tracks them. */
export function innerLayers(layer: Layer): readonly Layer[] {
	return layer.model ? layer.model.layers : layer.parts.map(({ layer }) => layer);
}

/** A layer and all in it, at any depth. */
export function withInner(layer: Layer): readonly Layer[] {
	return [layer, ...innerLayers(layer).flatMap(withInner)];
}

export function layersOf(model: Model): readonly Layer[] {
	return model.layers.flatMap(withInner);
}

/** Whether all classes in it are known, so that its weights can be told. */
export function isKnown(layer: Layer): boolean {
	return withInner(layer).every((one) => ownWeights(one) !== null);
}

/**
 * The order of a layer's weights in a `.h5` of Keras 1 and 2: all that are trainable, at any depth,
 * before all that are not (`_legacy_weights`; `Layer.trainable_weights` and `non_trainable_weights`,
 * and those of `Model`, in base_layer.py and training.py of tf_keras 2.21).
 */
export function legacyOrder(layer: Layer): readonly Slot[] {
	return [...trainable(layer), ...frozen(layer)];
}

/**
 * The weights that training changes, in the order in which Keras 2 and 3 give them to the optimizer:
 * `trainable_weights` in engine/training.py of tf_keras 2.21, `Layer.variables` in layer.py of Keras 3.15.1.
 */
export function trainableWeights(model: Model): readonly Slot[] {
	return model.trainable ? model.layers.flatMap(trainable) : [];
}

function isTrainable(layer: Layer): boolean {
	return layer.model ? layer.model.trainable : layer.settings['trainable'] !== false;
}

function own(layer: Layer, wanted: boolean): Slot[] {
	return (ownWeights(layer) ?? [])
		.filter(({ trainable }) => trainable === wanted)
		.map(({ role }) => ({ layer, role }));
}

function trainable(layer: Layer): readonly Slot[] {
	if (!isTrainable(layer)) return [];
	return [...own(layer, true), ...innerLayers(layer).flatMap(trainable)];
}

function frozen(layer: Layer): readonly Slot[] {
	const inner = innerLayers(layer);
	if (isTrainable(layer)) return [...own(layer, false), ...inner.flatMap(frozen)];
	if (layer.model) return [...inner.flatMap(trainable), ...inner.flatMap(frozen)];
	return [...own(layer, true), ...own(layer, false), ...inner.flatMap(legacyOrder)];
}
