import { tensorBytes } from '../evidence/files/tensor-size.ts';
import { type Layer, type Model, type Tensor, type Weight } from './model.ts';
import { ModelRefused } from './refusal.ts';
import {
	isKnown,
	layersOf,
	legacyOrder,
	ownWeights,
	type Slot,
	withInner,
} from './weight-slots.ts';

/** A weight as a `.h5` of Keras 1 and 2 names it: `dense_1/kernel:0`. */
export interface NamedWeight {
	readonly name: string;
	readonly tensor: Tensor;
}

type Placed = Map<Layer, Map<string, Tensor>>;

/** What becomes of a weight before it is put into its place. */
type Prepare = (weight: NamedWeight, layer: Layer, role: string) => Tensor;

/**
 * The model with the weights of a legacy file: by the layer's name; where the file has other names
 * (an architecture and weights that were saved apart), by the order that Keras goes by.
 * `prepared` may turn their axes.
 * @throws ModelRefused when they do not fit.
 */
export function placeLegacyWeights(
	model: Model,
	weights: ReadonlyMap<string, readonly NamedWeight[]>,
	prepared: Prepare = ({ tensor }) => tensor,
): Model {
	const groups = [...weights].filter(([, own]) => own.length > 0);
	const wanting = model.layers.filter((layer) => !isKnown(layer) || legacyOrder(layer).length > 0);
	const known = new Set(wanting.map(({ name }) => name));
	const byName = groups.every(([name]) => known.has(name));
	const strict = wanting.filter(isKnown);
	if (!byName && (groups.length !== wanting.length || strict.length !== wanting.length)) {
		const [foreign] = groups.find(([name]) => !known.has(name)) ?? [''];
		throw new ModelRefused(foreign, 'foreign-layer', {
			given: groups.length,
			wanted: wanting.length,
		});
	}
	const placed: Placed = new Map();
	for (const [index, layer] of wanting.entries()) {
		const own = byName ? (weights.get(layer.name) ?? []) : (groups[index]?.[1] ?? []);
		placeLegacy(layer, own, placed, prepared);
	}
	return withPlaced(model, placed);
}

function placeLegacy(
	layer: Layer,
	weights: readonly NamedWeight[],
	placed: Placed,
	prepared: Prepare,
): void {
	if (isKnown(layer)) {
		placeInOrder(legacyOrder(layer), weights, layer, placed, prepared);
		return;
	}
	const unknown = withInner(layer).filter((one) => ownWeights(one) === null);
	if (unknown.includes(layer)) {
		placeCustom(layer, weights, placed);
		return;
	}
	// What belongs to a class that is not known is told by its name; the order tells the rest.
	const rest: NamedWeight[] = [];
	const custom = new Map<Layer, NamedWeight[]>();
	for (const weight of weights) {
		const owner = unknown.find(({ name }) => weight.name.split('/').includes(name));
		if (owner) custom.set(owner, [...(custom.get(owner) ?? []), weight]);
		else rest.push(weight);
	}
	for (const [owner, own] of custom) placeCustom(owner, own, placed);
	placeInOrder(legacyOrder(layer), rest, layer, placed, prepared);
}

/** In the order of the file, which is that in which the class made them. */
function placeCustom(layer: Layer, weights: readonly NamedWeight[], placed: Placed): void {
	const roles = new Map<string, Tensor>();
	for (const { name, tensor } of weights) {
		const parts = name.replace(/:\d+$/, '').split('/');
		const role = parts.slice(parts.lastIndexOf(layer.name) + 1).join('/') || 'variable';
		let free = role;
		for (let count = 1; roles.has(free); count++) free = `${role}_${count}`;
		roles.set(free, tensor);
	}
	placed.set(layer, roles);
}

function placeInOrder(
	slots: readonly Slot[],
	weights: readonly NamedWeight[],
	layer: Layer,
	placed: Placed,
	prepared: Prepare,
): void {
	if (slots.length !== weights.length) {
		throw new ModelRefused(layer.name, 'weight-count', {
			given: weights.length,
			wanted: slots.length,
		});
	}
	for (const [index, { layer: owner, role }] of slots.entries()) {
		const weight = weights[index];
		if (!weight) continue;
		put(placed, owner, role, prepared(weight, owner, role));
	}
}

function put(placed: Placed, owner: Layer, role: string, tensor: Tensor): void {
	const found = { role, tensor: tensor.path, shape: tensor.shape.join(', ') };
	const wanted = wantedSize(owner, role);
	if (wanted !== null && tensor.shape.at(-1) !== wanted) {
		throw new ModelRefused(owner.name, 'weight-size', { ...found, wanted });
	}
	if (isVector(owner, role) && tensor.shape.length !== 1) {
		throw new ModelRefused(owner.name, 'weight-axes', found);
	}
	const size = tensorBytes(tensor);
	if (tensor.bytes.size !== size) {
		throw new ModelRefused(owner.name, 'weight-cut', {
			tensor: tensor.path,
			there: tensor.bytes.size,
			wanted: size,
		});
	}
	const roles = placed.get(owner) ?? new Map<string, Tensor>();
	roles.set(role, tensor);
	placed.set(owner, roles);
}

/** The length of a weight's last axis, where an argument tells it: enough to notice a mix-up. */
function wantedSize({ settings, className }: Layer, role: string): number | null {
	const number = (argument: string, times = 1) => {
		const value = settings[argument];
		return typeof value === 'number' ? times * value : null;
	};
	if (/^(cell\/)?(recurrent_)?kernel$/.test(role) && /LSTM|GRU|RNN/.test(className)) {
		return number('units', /LSTM/.test(className) ? 4 : /GRU/.test(className) ? 3 : 1);
	}
	// A file with the weights of CuDNNLSTM for an LSTM has twice as many.
	if (/^(cell\/)?bias$/.test(role) && className === 'LSTM') return number('units', 4);
	if (className === 'Dense') return number('units');
	if (/^Conv\dD$/.test(className)) return number('filters');
	return className === 'Embedding' ? number('output_dim') : null;
}

function isVector({ settings, className }: Layer, role: string): boolean {
	return (
		className === 'BatchNormalization' &&
		/^(gamma|beta|moving_mean|moving_variance)$/.test(role) &&
		Number.isInteger(settings['axis'])
	);
}

/** The model with what `find` gives for each of its layers, at any depth: tensors by their role. */
export function placeByLayer(
	model: Model,
	find: (layer: Layer) => ReadonlyMap<string, Tensor>,
	words?: (layer: Layer) => readonly string[] | undefined,
): Model {
	const placed: Placed = new Map();
	for (const layer of layersOf(model)) {
		for (const [role, tensor] of find(layer)) put(placed, layer, role, tensor);
	}
	return withPlaced(model, placed, words);
}

/** The same model, its layers with the weights that were found for them. */
function withPlaced(
	model: Model,
	placed: Placed,
	words: (layer: Layer) => readonly string[] | undefined = () => undefined,
): Model {
	const complete = (layer: Layer): Layer => {
		const own = placed.get(layer);
		// In the order in which the layer made them, whatever order they were found in.
		const order = ownWeights(layer)?.map(({ role }) => role) ?? [...(own?.keys() ?? [])];
		const weights: Weight[] = order.flatMap((role) => {
			const tensor = own?.get(role);
			return tensor ? [{ role, tensor }] : [];
		});
		const vocabulary = words(layer);
		return {
			...layer,
			weights,
			...(vocabulary && { vocabulary }),
			parts: layer.parts.map(({ slot, layer }) => ({ slot, layer: complete(layer) })),
			model: layer.model && { ...layer.model, layers: layer.model.layers.map(complete) },
		};
	};
	return { ...model, layers: model.layers.map(complete) };
}
