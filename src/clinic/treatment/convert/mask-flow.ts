import type { Json } from '../../evidence/files/json.ts';
import { layerRow } from '../../knowledge/layers.ts';
import { orderOfCalls, type PlacedCall } from '../../model/graph.ts';
import {
	type Call,
	type Layer,
	type Model,
	type Reference,
	reference,
	tensorsIn,
	type Value,
} from '../../model/model.ts';

/** A mask, by what it is computed from; null where there is none. */
export type Mask =
	| { readonly kind: 'nonzero'; readonly of: Reference }
	| { readonly kind: 'differs'; readonly of: Reference; readonly value: Json }
	| { readonly kind: 'given'; readonly of: Reference }
	/** That of an input of the model in hand, from the model around it. */
	| { readonly kind: 'outer'; readonly index: number }
	| { readonly kind: 'and' | 'or'; readonly all: readonly Mask[] }
	/** Along the axis of time; a tensor without a mask counts as all true. */
	| { readonly kind: 'joined'; readonly all: readonly Mask[] }
	| { readonly kind: 'true'; readonly of: Reference }
	/** One that no operation here can make again; equal ones have equal keys. */
	| { readonly kind: 'opaque'; readonly key: string };

/** What Keras 2 and Keras 3 make of the masks at one place. */
export interface Both {
	readonly keras2: Mask | null;
	readonly keras3: Mask | null;
}

const none: Both = { keras2: null, keras3: null };

/** A call that computes with masks: which arguments take one, and which masks reach them. */
export interface Use {
	readonly placed: PlacedCall;
	readonly keyword: string;
	/** For a list of inputs, one for each; and the tensors that they come with. */
	readonly masks: readonly Both[];
	readonly tensors: readonly Reference[];
	readonly isList: boolean;
}

/** A call of a layer that merges tensors, and those with a mask; `isStripped`: it must get them without. */
export interface Merging {
	readonly placed: PlacedCall;
	readonly masked: readonly Reference[];
	readonly isStripped: boolean;
}

export interface Flow {
	readonly uses: readonly Use[];
	readonly merging: readonly Merging[];
	readonly outputs: readonly Both[];
	/** The masks that reach models in the model, by the layer's name. */
	readonly inner: ReadonlyMap<string, readonly Flow[]>;
}

export interface FlowOptions {
	/** Of the Keras 2 that wrote the model; before 2.10 MultiHeadAttention took no notice of masks. */
	readonly version: readonly number[];
	/** Which Keras 3 reads it as it is; left out where it is converted, and merges get no mask that can be made. */
	readonly reader?: Reader;
}

/** The release lines of Keras 3 by what their merging layers do with masks. */
export type Reader = 'before-3.4' | 'since-3.4';

/**
 * Follows masks through a model, as Keras 2 and as Keras 3 hand them on. `compute_mask` of the layers
 * of tf_keras 2.21 and Keras 3.15.1: merging layers take AND of the masks that are there in Keras 2; in
 * Keras 3 OR, and none where one input has none. There Multiply, Maximum and Minimum also compute
 * otherwise where a mask is off: they must get their inputs without. Before 3.4.0 a layer of Keras 3 that takes
 * a list found no mask (`previous_mask` in keras/src/layers/layer.py of 3.3.3).
 */
export function maskFlow(model: Model, inputs: readonly Both[], options: FlowOptions): Flow {
	const { version, reader } = options;
	const graph = asGraph(model);
	const known = new Map<string, Both>();
	const key = ({ layer, call, output }: Reference) => `${call} ${output} ${layer}`;
	const at = (tensor: Reference): Both => known.get(key(tensor)) ?? none;
	const set = (layer: Layer, call: number, output: number, masks: Both) =>
		known.set(key(reference(layer.name, call, output)), masks);
	const uses: Use[] = [];
	const merging: Merging[] = [];
	const inner = new Map<string, Flow[]>();

	for (const [index, tensor] of tensorsIn(graph.inputs).entries()) {
		known.set(key(tensor), inputs[index] ?? none);
	}
	for (const placed of orderOfCalls(graph)) {
		const { layer, index, call } = placed;
		const [first] = call.positional;
		const tensors = first ? tensorsIn(first) : [];
		const masks = tensors.map(at);
		const own = masks[0] ?? none;
		const use = (keyword: string, used: readonly Both[], isList = false, of = tensors) =>
			uses.push({ placed, keyword, masks: used, tensors: of, isList });
		/** What comes out of a merge, which gets no masks where they can be made again behind it. */
		const merge = (both: Both) => {
			const merged = reader === 'before-3.4' ? { ...both, keras3: null } : both;
			const masked = tensors.filter((_, input) => masks[input]?.keras3);
			const isStripped =
				reader === undefined &&
				masked.length > 0 &&
				(merged.keras2 ? canBeMade(merged.keras2) : false || changesValues.test(layer.className));
			merging.push({ placed, masked, isStripped });
			set(layer, index, 0, isStripped ? { ...merged, keras3: null } : merged);
		};
		if (layer.model) {
			const entering = reader === undefined ? givenMasks(masks) : masks;
			const nested = maskFlow(layer.model, entering.map(fromOutside), options);
			inner.set(layer.name, [...(inner.get(layer.name) ?? []), nested]);
			use('mask', masks, first?.kind === 'list');
			const names = tensorsIn(asGraph(layer.model).inputs);
			for (const [output, both] of nested.outputs.entries()) {
				const out = (mask: Mask | null, side: keyof Both) =>
					outside(
						mask,
						(of) => tensors[names.findIndex((one) => one.layer === of.layer)],
						entering.map((one) => one[side]),
						`${layer.name} ${index}`,
					);
				set(layer, index, output, {
					keras2: out(both.keras2, 'keras2'),
					keras3: out(both.keras3, 'keras3'),
				});
			}
			continue;
		}
		switch (layerRow(layer.className)?.masks) {
			case 'passes':
				if (layer.className.includes('BatchNormalization')) use('mask', [own]);
				set(layer, index, 0, own);
				break;
			case 'passesInKeras3':
				set(layer, index, 0, { keras2: null, keras3: own.keras3 });
				break;
			case 'tokens':
				if (layer.settings['mask_zero'] === true && tensors[0]) {
					set(layer, index, 0, same({ kind: 'nonzero', of: tensors[0] }));
				}
				break;
			case 'values':
				if (tensors[0]) {
					const value = layer.settings['mask_value'] ?? 0;
					set(layer, index, 0, same({ kind: 'differs', of: tensors[0], value }));
				}
				break;
			case 'merges':
				merge({
					keras2: joined(
						'and',
						masks.map(({ keras2 }) => keras2),
					),
					keras3: masks.some(({ keras3 }) => keras3 === null)
						? null
						: joined(
								'or',
								masks.map(({ keras3 }) => keras3),
							),
				});
				break;
			case 'concatenates':
				merge(concatenated(layer, masks, tensors));
				break;
			case 'recurrent': {
				const used = taken(call, own);
				use('mask', [used]);
				if (returnsSequences(layer)) {
					set(layer, index, 0, used);
					if (layer.settings['merge_mode'] === null) set(layer, index, 1, used);
				}
				break;
			}
			case 'uses': {
				const used = taken(call, own);
				use('mask', [used]);
				set(layer, index, 0, used);
				break;
			}
			case 'pools':
				use('mask', [taken(call, own)]);
				break;
			case 'attends':
				if (!call.keywords['mask']) use('mask', masks, true);
				set(layer, index, 0, own);
				break;
			case 'attendsHeads': {
				const [major = 0, minor = 0] = version;
				const isDeaf = major === 2 && minor < 10;
				for (const argument of ['query', 'value', 'key']) {
					const given = heads(call, argument);
					if (!given || call.keywords[`${argument}_mask`]) continue;
					const both = at(given);
					use(`${argument}_mask`, [isDeaf ? { ...both, keras2: null } : both], false, [given]);
				}
				set(layer, index, 0, own);
				break;
			}
			default:
		}
	}
	return { uses, merging, outputs: tensorsIn(graph.outputs).map(at), inner };
}

/** The masks that a model gets where all that Keras 2 has can be made, and are given to the call. */
function givenMasks(masks: readonly Both[]): readonly Both[] {
	const areMade = masks.every(({ keras2 }) => keras2 === null || canBeMade(keras2));
	return areMade ? masks.map(({ keras2 }) => ({ keras2, keras3: keras2 })) : masks;
}

/** `call` of these layers looks at masks: keras/src/layers/merging of Keras 3.15.1. */
const changesValues = /^(Multiply|Maximum|Minimum)$/;

/** A layer that a Keras 3, which reads the model as it is, gives other masks than Keras 2 does; null where none is. */
export function layerOfOtherMasks(
	model: Model,
	version: readonly number[],
	reader: Reader,
): Layer | null {
	return otherIn(maskFlow(model, [], { version, reader }), reader);
}

function otherIn({ uses, merging, inner }: Flow, reader: Reader): Layer | null {
	const isOther = ({ placed, masks }: Use) =>
		placed.layer.model === null &&
		masks.some(({ keras2, keras3 }) => (keras2 && keyOf(keras2)) !== (keras3 && keyOf(keras3)));
	const isChanged = ({ placed, masked }: Merging) =>
		reader === 'since-3.4' && masked.length > 0 && changesValues.test(placed.layer.className);
	const here = uses.find(isOther) ?? merging.find(isChanged);
	if (here) return here.placed.layer;
	for (const flow of [...inner.values()].flat()) {
		const layer = otherIn(flow, reader);
		if (layer) return layer;
	}
	return null;
}

/** A chain of layers as the graph that it is. */
function asGraph(model: Model): Model {
	if (model.kind === 'functional') return model;
	const layers = model.layers.map((layer, index): Layer => {
		const before = model.layers[index - 1];
		if (layer.className === 'InputLayer') return layer;
		const source = before ? reference(before.name) : reference('');
		return { ...layer, calls: [{ positional: [source], keywords: {} }] };
	});
	const [first] = layers;
	const input = first?.className === 'InputLayer' ? reference(first.name) : reference('');
	return { ...model, layers, inputs: input, outputs: reference(layers.at(-1)?.name ?? '') };
}

function same(mask: Mask): Both {
	return { keras2: mask, keras3: mask };
}

function joined(kind: 'and' | 'or', masks: readonly (Mask | null)[]): Mask | null {
	const all = new Map(masks.flatMap((mask) => (mask ? [[keyOf(mask), mask] as const] : [])));
	const [first] = all.values();
	return all.size > 1 ? { kind, all: [...all.values()] } : (first ?? null);
}

/** Along the last axis masks are joined, along the axis of time they follow one another. */
function concatenated(
	{ name, settings }: Layer,
	masks: readonly Both[],
	tensors: readonly Reference[],
): Both {
	const isTime = settings['axis'] === 1 || settings['axis'] === -2;
	const side = (all: readonly (Mask | null)[], kind: 'and' | 'or'): Mask | null => {
		if (all.every((mask) => mask === null)) return null;
		if (isTime) {
			return {
				kind: 'joined',
				all: tensors.map((of, input) => all[input] ?? { kind: 'true', of }),
			};
		}
		// An input without a mask counts as all true: AND ignores it, OR is true with it.
		const isTrue = kind === 'or' && all.some((mask) => mask === null);
		return isTrue ? { kind: 'opaque', key: `true ${name}` } : joined(kind, all);
	};
	return {
		keras2: side(
			masks.map(({ keras2 }) => keras2),
			'and',
		),
		keras3: side(
			masks.map(({ keras3 }) => keras3),
			'or',
		),
	};
}

/** A mask that the call names itself comes before that of its input. */
function taken({ keywords }: Call, own: Both): Both {
	const given = keywords['mask'];
	const [tensor] = given ? tensorsIn(given) : [];
	if (tensor) return same({ kind: 'given', of: tensor });
	// With states among its arguments Keras 3 does not look for the mask of the sequences.
	const states = keywords['initial_state'];
	return states && tensorsIn(states).length > 0 ? { ...own, keras3: null } : own;
}

function returnsSequences({ settings, parts }: Layer): boolean {
	return [settings, ...parts.map(({ layer }) => layer.settings)].some(
		({ return_sequences: returned }) => returned === true,
	);
}

function heads({ positional, keywords }: Call, argument: string): Reference | undefined {
	const place = ['query', 'value', 'key'].indexOf(argument);
	const value: Value | undefined = positional[place] ?? keywords[argument];
	return value ? tensorsIn(value)[0] : undefined;
}

function fromOutside({ keras2, keras3 }: Both, index: number): Both {
	const outer: Mask = { kind: 'outer', index };
	return { keras2: keras2 && outer, keras3: keras3 && outer };
}

/** A mask of a model's output in the terms of the model around it. */
function outside(
	mask: Mask | null,
	input: (of: Reference) => Reference | undefined,
	outer: readonly (Mask | null)[],
	where: string,
): Mask | null {
	if (!mask) return null;
	switch (mask.kind) {
		case 'outer':
			return outer[mask.index] ?? null;
		case 'joined': {
			const all = mask.all.map((one) => outside(one, input, outer, where));
			return { kind: 'opaque', key: `${where} ${all.map((one) => one && keyOf(one)).join(' ')}` };
		}
		case 'and':
		case 'or':
			return joined(
				mask.kind,
				mask.all.map((one) => outside(one, input, outer, where)),
			);
		case 'opaque':
			return { kind: 'opaque', key: `${where} ${mask.key}` };
		default: {
			const of = input(mask.of);
			return of ? { ...mask, of } : { kind: 'opaque', key: `${where} ${keyOf(mask)}` };
		}
	}
}

/** Equal for masks that are equal. */
export function keyOf(mask: Mask): string {
	if (mask.kind === 'joined') return `joined(${mask.all.map(keyOf).join(' ')})`;
	if (mask.kind !== 'and' && mask.kind !== 'or') return JSON.stringify(mask);
	return `${mask.kind}(${mask.all.map(keyOf).sort().join(' ')})`;
}

/** Whether operations in the model in hand can make it. */
export function canBeMade(mask: Mask): boolean {
	if ('all' in mask) return mask.all.every(canBeMade);
	return mask.kind !== 'outer' && mask.kind !== 'opaque';
}
