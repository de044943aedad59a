import type { TensorFacts, WeightsFacts } from '../evidence/files/facts.ts';
import { isOfTheModel } from '../evidence/files/keras-hdf5.ts';
import { elementsOf, tensorBytes } from '../evidence/files/tensor-size.ts';
import type { Layer, Model, Tensor } from './model.ts';
import { hasWeights, variableGroups } from './place-variables.ts';
import { type NamedWeight, placeLegacyWeights } from './place-weights.ts';
import { ModelRefused } from './refusal.ts';
import { innerLayers, isKnown, layersOf, legacyOrder, type Slot } from './weight-slots.ts';

/**
 * How many numbers a layer keeps as weights: `total` with the layers in it, as `count_params()` of Keras
 * counts; `own` without them, null where the file does not tell whose they are.
 */
export interface LayerParameters {
	readonly own: number | null;
	readonly total: number;
}

type ByLayer = ReadonlyMap<Layer, LayerParameters>;

/**
 * The parameters of the layers at any depth, by the names of the weights; layers of which the file tells
 * nothing are left out. Null where weights are there that fit no layer, and for a layout without layers.
 */
export function parametersByLayer(model: Model, weights: WeightsFacts): ByLayer | null {
	const { layout, tensors } = weights;
	switch (layout) {
		case 'layers':
		case 'dependencies': {
			const paths = tensors.map(({ path }) => path);
			const groups = [...variableGroups(model, paths)].map(([layer, group]) => [group, layer]);
			return byGroup(model, new Map(groups as [string, Layer][]), tensors.filter(isOfTheModel));
		}
		case 'checkpoint':
			return byGroup(model, checkpointGroups(model), tensors.filter(isVariable));
		case 'legacy':
		case 'tfjs': {
			const groups = groupsByName(model, tensors);
			return inLegacyOrder(model, groups) ?? byName(model, groups);
		}
		default:
			return null;
	}
}

/** A variable of the model itself, not what training keeps beside it. */
function isVariable(tensor: TensorFacts): boolean {
	const { path } = tensor;
	return (
		path.endsWith('/.ATTRIBUTES/VARIABLE_VALUE') &&
		!/^(optimizer|keras_api|save_counter)\/|\/\.OPTIMIZER_SLOT\//.test(path) &&
		isOfTheModel(tensor)
	);
}

/**
 * The names under which TensorFlow tracks the layers of a model: by their place among all, and among those
 * with weights (`_layer_checkpoint_dependencies` in functional.py of tf_keras 2.21).
 */
function checkpointGroups(model: Model): ReadonlyMap<string, Layer> {
	const groups = new Map<string, Layer>();
	const inModel = ({ layers, kind }: Model, prefix: string) => {
		let index = 0;
		let withWeights = 0;
		for (const layer of layers) {
			// A Sequential model does not count its input among its layers.
			if (kind === 'sequential' && layer.className === 'InputLayer') continue;
			place(layer, `${prefix}layer-${index++}`);
			if (hasWeights(layer)) place(layer, `${prefix}layer_with_weights-${withWeights++}`);
		}
	};
	const place = (layer: Layer, group: string) => {
		groups.set(group, layer);
		if (layer.model) inModel(layer.model, `${group}/`);
		for (const { slot, layer: part } of layer.parts) place(part, `${group}/${slot}`);
	};
	inModel(model, '');
	// A SavedModel names what is deeper by its place in `model.variables`.
	if (layersOf(model).every(isKnown)) {
		for (const [index, { layer }] of variablesOf(model).entries()) {
			groups.set(`variables/${index}`, layer);
		}
	}
	return groups;
}

/** In the order of `Model.weights` (training.py of tf_keras 2.21): layer by layer, also in nested models. */
function variablesOf({ layers }: Model): readonly Slot[] {
	return layers.flatMap((layer) => (layer.model ? variablesOf(layer.model) : legacyOrder(layer)));
}

/** Each tensor is of the layer whose group is the nearest above it; null where one is of none. */
function byGroup(
	model: Model,
	groups: ReadonlyMap<string, Layer>,
	tensors: readonly TensorFacts[],
): ByLayer | null {
	const own = new Map<Layer, number>();
	for (const tensor of tensors) {
		const owner = nearest(groups, tensor.path);
		if (!owner) return null;
		own.set(owner, (own.get(owner) ?? 0) + elementsOf(tensor));
	}
	return summed(model.layers, (layer) => own.get(layer) ?? 0);
}

function nearest(groups: ReadonlyMap<string, Layer>, path: string): Layer | undefined {
	for (const group of above(path)) {
		const layer = groups.get(group);
		if (layer) return layer;
	}
	return undefined;
}

/** The groups that a path is in, the nearest first. */
function* above(path: string): Generator<string> {
	for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
		yield path.slice(0, end);
	}
}

/** Adds up from the innermost layers. */
function summed(layers: readonly Layer[], ownOf: (layer: Layer) => number): ByLayer {
	const counts = new Map<Layer, LayerParameters>();
	const count = (layer: Layer): number => {
		const own = ownOf(layer);
		const total = innerLayers(layer).reduce((sum, inner) => sum + count(inner), own);
		counts.set(layer, { own, total });
		return total;
	};
	for (const layer of layers) count(layer);
	return counts;
}

type Groups = ReadonlyMap<string, readonly NamedWeight[]>;

/** The weights by the group that they stand in: the name of a layer, which may itself hold `/`. */
function groupsByName(model: Model, tensors: readonly TensorFacts[]): Groups {
	const names = new Set(model.layers.map(({ name }) => name));
	const base = tensors.some(({ path }) => path.startsWith('model_weights/'))
		? 'model_weights/'
		: '';
	const groups = new Map<string, NamedWeight[]>();
	for (const tensor of tensors) {
		if (!tensor.path.startsWith(base) || !isOfTheModel(tensor)) continue;
		const path = tensor.path.slice(base.length);
		let group = path;
		for (const one of above(path)) {
			group = one;
			if (names.has(one)) break;
		}
		const weight = { name: path.slice(group.length + 1), tensor: withoutBytes(tensor) };
		const own = groups.get(group);
		if (own) own.push(weight);
		else groups.set(group, [weight]);
	}
	return groups;
}

/** A weight to be placed, not read. */
function withoutBytes(tensor: TensorFacts): Tensor {
	const read = () => {
		throw new Error(`${tensor.path} is not read for its place`);
	};
	return { ...tensor, bytes: { size: tensorBytes(tensor), read } };
}

/** By the order that Keras goes by; null where the weights do not fit the layers. */
function inLegacyOrder(model: Model, groups: Groups): ByLayer | null {
	try {
		const placed = placeLegacyWeights(model, groups);
		const counts = summed(placed.layers, ({ weights }) =>
			weights.reduce((sum, { tensor }) => sum + elementsOf(tensor), 0),
		);
		// What is placed is a copy, in the same order.
		const copies = layersOf(placed);
		return new Map(
			layersOf(model).flatMap((layer, index) => {
				const copy = copies[index];
				const count = copy && counts.get(copy);
				return count ? [[layer, count] as const] : [];
			}),
		);
	} catch (error) {
		if (error instanceof ModelRefused) return null;
		throw error;
	}
}

/** The layers of the model itself: what is in them cannot be told apart. */
function byName(model: Model, groups: Groups): ByLayer {
	return new Map(
		model.layers.map((layer) => {
			const weights = groups.get(layer.name) ?? [];
			const total = weights.reduce((sum, { tensor }) => sum + elementsOf(tensor), 0);
			return [layer, { own: innerLayers(layer).length > 0 ? null : total, total }];
		}),
	);
}
