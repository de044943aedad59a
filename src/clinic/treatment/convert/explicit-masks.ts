import type { PlacedCall } from '../../model/graph.ts';
import {
	constant,
	type Layer,
	type Model,
	mapCall,
	type Reference,
	reference,
	type Value,
} from '../../model/model.ts';
import type { Context } from './context.ts';
import { type Both, canBeMade, type Flow, keyOf, type Mask, maskFlow } from './mask-flow.ts';
import { operationLayer } from './operations.ts';

/**
 * The model with every mask of Keras 2 as an argument of the call that computes with it, made by
 * operations: what Keras 3 hands on by itself is another one behind layers that merge (see `maskFlow`),
 * and it is also how Keras 3 writes a graph with masks.
 */
export function withExplicitMasks(model: Model, context: Context): Model {
	return explicit(model, [maskFlow(model, [], context)], context);
}

/** `flows`: one for each call of the model. */
function explicit(model: Model, flows: readonly Flow[], context: Context): Model {
	const layers = model.layers.map((layer) =>
		layer.model
			? {
					...layer,
					model: explicit(
						layer.model,
						flows.flatMap(({ inner }) => inner.get(layer.name) ?? []),
						context,
					),
				}
			: layer,
	);
	if (model.kind === 'sequential') {
		refuseDifferent(flows, context);
		return { ...model, layers };
	}
	const maker = new Maker(layers);
	const [flow] = flows;
	const changed = new Map<string, Layer>(layers.map((layer) => [layer.name, layer]));
	const stripped = new Map<string, Reference[]>();
	const strip = ({ layer, index }: PlacedCall, tensors: readonly Reference[]) => {
		const key = `${index} ${layer.name}`;
		const sources = [...new Set(tensors.map((tensor) => tensor.layer))];
		context.edit(layer.name, 'mask-taken-off', 'mask', sources, null);
		stripped.set(key, [...(stripped.get(key) ?? []), ...tensors]);
	};
	for (const [position, { placed, keyword, masks, tensors, isList }] of (
		flow?.uses ?? []
	).entries()) {
		const { layer, index } = placed;
		const values: Value[] = [];
		for (const [input, both] of masks.entries()) {
			const everywhere = flows.map(({ uses }) => uses[position]?.masks[input] ?? both);
			const value = valueOf(everywhere, layer, maker, context);
			if (value === 'implicit') break;
			const tensor = tensors[input];
			if (value === 'none' && tensor) strip(placed, [tensor]);
			values.push(value === 'none' ? constant(null) : value);
		}
		const isNone = values.every(({ kind }) => kind === 'constant');
		if (values.length < masks.length || isNone) continue;
		const now = changed.get(layer.name) ?? layer;
		const [single = constant(null)] = values;
		const value: Value = isList ? { kind: 'list', items: values } : single;
		context.edit(
			layer.name,
			'mask-made-explicit',
			keyword,
			null,
			masks.map(({ keras2 }) => keras2 && keyOf(keras2)),
		);
		changed.set(layer.name, {
			...now,
			calls: now.calls.map((call, at) =>
				at === index ? { ...call, keywords: { ...call.keywords, [keyword]: value } } : call,
			),
		});
	}
	for (const [position, { placed }] of (flow?.merging ?? []).entries()) {
		const masking = flows
			.flatMap(({ merging }) => merging[position] ?? [])
			.filter(({ masked }) => masked.length > 0);
		const [first] = masking;
		if (masking.some(({ isStripped }) => isStripped !== first?.isStripped)) {
			context.refuse(placed.layer.name, 'mask-from-outside');
		}
		const masked = masking.flatMap((merging) => merging.masked);
		if (first?.isStripped) strip(placed, masked);
	}
	const unmasked = [...changed.values()].map((layer) => withoutMasks(layer, stripped, maker));
	const softmaxes = unmasked.map((layer) => maskedSoftmax(layer, maker));
	return { ...model, layers: [...softmaxes, ...maker.made] };
}

/** Its calls on tensors whose mask Keras 2 takes no notice of: operations hand on none. */
function withoutMasks(
	layer: Layer,
	stripped: ReadonlyMap<string, readonly Reference[]>,
	maker: Maker,
): Layer {
	return {
		...layer,
		calls: layer.calls.map((call, index) => {
			const masked = new Set(stripped.get(`${index} ${layer.name}`)?.map(keyOfTensor));
			if (masked.size === 0) return call;
			return mapCall(call, (tensor) =>
				masked.has(keyOfTensor(tensor)) ? maker.unmasked(tensor) : tensor,
			);
		}),
	};
}

function keyOfTensor({ layer, call, output }: Reference): string {
	return `${call} ${output} ${layer}`;
}

/**
 * The mask that Keras 2 takes there; `implicit` where Keras 3 finds the same by itself when it runs,
 * `none` where Keras 3 must not see the one that it finds.
 */
function valueOf(
	flows: readonly Both[],
	layer: Layer,
	maker: Maker,
	context: Context,
): Value | 'implicit' | 'none' {
	const [first] = flows;
	const isOne = flows.every(({ keras2 }) => keyOfAny(keras2) === keyOfAny(first?.keras2 ?? null));
	const keras2 = first?.keras2 ?? null;
	if (isOne && keras2 && canBeMade(keras2)) return maker.make(keras2);
	if (flows.every((both) => keyOfAny(both.keras2) === keyOfAny(both.keras3))) {
		return keras2 ? 'implicit' : constant(null);
	}
	if (isOne && !keras2) return 'none';
	context.refuse(layer.name, 'mask-from-outside');
	return 'implicit';
}

function keyOfAny(mask: Mask | null): string {
	return mask ? keyOf(mask) : '';
}

/** In a chain nothing can be put between: what Keras 3 does there must be the same. */
function refuseDifferent(flows: readonly Flow[], context: Context): void {
	for (const { placed, masks } of flows.flatMap(({ uses }) => uses)) {
		if (masks.every(({ keras2, keras3 }) => keyOfAny(keras2) === keyOfAny(keras3))) continue;
		context.refuse(placed.layer.name, 'mask-in-sequential');
	}
}

/**
 * Softmax of Keras 2 adds -1e9 where the mask is off; Keras 3 makes such places 0 at the end, which
 * differs where a whole row is off.
 */
function maskedSoftmax(layer: Layer, maker: Maker): Layer {
	if (layer.className !== 'Softmax') return layer;
	return {
		...layer,
		calls: layer.calls.map((call) => {
			const { mask, ...keywords } = call.keywords;
			const [input] = call.positional;
			if (!mask || mask.kind !== 'tensor' || !input) return call;
			const add = (operation: string, settings: Layer['settings'], inputs: readonly Value[]) =>
				maker.add(`${layer.name}_mask`, operation, settings, inputs);
			const kept = add('core.Cast', { dtype: 'float32' }, [mask]);
			const off = add('numpy.Subtract', {}, [constant(1), kept]);
			const lowered = add('numpy.Multiply', {}, [off, constant(-1e9)]);
			return { positional: [add('numpy.Add', {}, [input, lowered])], keywords };
		}),
	};
}

const ellipsis = { class_name: '__ellipsis__', config: {} };

/** Makes operations for masks, each once. */
class Maker {
	readonly made: Layer[] = [];
	readonly #names: Set<string>;
	readonly #known = new Map<string, Reference>();

	constructor(layers: readonly Layer[]) {
		this.#names = new Set(layers.map(({ name }) => name));
	}

	make(mask: Mask): Reference {
		const key = keyOf(mask);
		const known = this.#known.get(key);
		if (known) return known;
		const made = this.#make(mask);
		this.#known.set(key, made);
		return made;
	}

	/** The same tensor without its mask. */
	unmasked(tensor: Reference): Reference {
		const key = `unmasked ${keyOfTensor(tensor)}`;
		const made =
			this.#known.get(key) ?? this.add(`${tensor.layer}_unmasked`, 'numpy.Copy', {}, [tensor]);
		this.#known.set(key, made);
		return made;
	}

	#make(mask: Mask): Reference {
		switch (mask.kind) {
			case 'nonzero':
				return this.add(`${mask.of.layer}_mask`, 'numpy.NotEqual', {}, [mask.of, constant(0)]);
			case 'differs': {
				const differs = this.add(`${mask.of.layer}_differs`, 'numpy.NotEqual', {}, [
					mask.of,
					constant(mask.value),
				]);
				return this.add(`${mask.of.layer}_mask`, 'numpy.Any', { axis: -1 }, [differs]);
			}
			case 'given':
				return mask.of;
			case 'true': {
				const first = [ellipsis, 0];
				const column = this.add(`${mask.of.layer}_first`, 'numpy.GetItem', {}, [
					mask.of,
					constant(first),
				]);
				return this.add(`${mask.of.layer}_mask`, 'numpy.OnesLike', { dtype: 'bool' }, [column]);
			}
			case 'joined': {
				const items = mask.all.map((one) => this.make(one));
				return this.add('mask_joined', 'numpy.Concatenate', { axis: 1 }, [{ kind: 'list', items }]);
			}
			case 'and':
			case 'or': {
				const operation = mask.kind === 'and' ? 'numpy.LogicalAnd' : 'numpy.LogicalOr';
				const [first, ...rest] = mask.all.map((one) => this.make(one));
				if (!first) throw new Error('a mask of nothing');
				return rest.reduce(
					(joined, one) => this.add(`mask_${mask.kind}`, operation, {}, [joined, one]),
					first,
				);
			}
			default:
				throw new Error(`a mask that cannot be made: ${keyOf(mask)}`);
		}
	}

	add(
		name: string,
		operation: string,
		settings: Layer['settings'],
		inputs: readonly Value[],
	): Reference {
		let free = name;
		for (let count = 1; this.#names.has(free); count++) free = `${name}_${count}`;
		this.#names.add(free);
		this.made.push(operationLayer(free, operation, settings, inputs));
		return reference(free);
	}
}
