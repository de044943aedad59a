import { isArray, isObject, type Json } from '../../evidence/files/json.ts';
import { resizeMethods } from '../../knowledge/tensorflow-network-rows.ts';
import {
	constant,
	type Layer,
	type Reference,
	reference,
	tensorsIn,
	type Value,
} from '../../model/model.ts';
import type { Reason } from '../../model/refusal.ts';
import { type Expression, parsedRecipe } from './recipe-grammar.ts';

/** What a recipe is carried out with. */
export interface Kitchen {
	/** For messages: `tf.reshape`. */
	readonly function: string;
	/** The name of the last operation; those before it have names below it. */
	readonly name: string;
	/** The arguments of TensorFlow, by their names. */
	readonly given: ReadonlyMap<string, Value>;
	readonly typeOf: (tensor: Reference) => string | null;
	/** The type of the first tensor, which numbers take on. */
	readonly type: string | null;
	readonly refuse: (...reason: Reason) => never;
	readonly layer: (
		name: string,
		operation: string,
		settings: Layer['settings'],
		inputs: readonly Value[],
	) => Layer;
}

/** The operations that a recipe makes, of which the last has the name that was asked for. */
export function carriedOut(recipe: string, kitchen: Kitchen): readonly Layer[] {
	const layers: Layer[] = [];
	const { name, given, refuse } = kitchen;
	const named = { function: kitchen.function };

	const operation = (
		path: string,
		settings: Layer['settings'],
		inputs: readonly Value[],
		own = `${name}.${layers.length}`,
	): Reference => {
		layers.push(kitchen.layer(own, path, settings, inputs));
		return reference(own);
	};

	const functions: Readonly<Record<string, (...values: (Value | undefined)[]) => Value>> = {
		refuse: (id) =>
			refuse(plain(id) === 'random-numbers' ? 'random-numbers' : 'narrow-integers', named),
		type: (tensor) => constant(typeOfAny(tensor, kitchen)),
		/** Tensors as float64; a number is one by itself. */
		double: (value) =>
			value?.kind === 'tensor' ? operation('core.Cast', { dtype: 'float64' }, [value]) : ask(value),
		/** TensorFlow resizes into float32, whatever it was given. */
		floats: (images, method) =>
			plain(method) === 'nearest'
				? ask(images)
				: operation('core.Cast', { dtype: 'float32' }, [ask(images)]),
		resizing: (method) => {
			if (resizeMethods.has(String(plain(method)))) return ask(method);
			return refuse('resize-method', { ...named, method: String(plain(method)) });
		},
		turned: (matrix, ...flags) => {
			if (!flags.some((flag) => plain(flag) === true)) return ask(matrix);
			return operation('numpy.Swapaxes', { axis1: -2, axis2: -1 }, [ask(matrix)]);
		},
		shape: (sizes) => constant(shape(ask(sizes)) ?? refuse('computed-shape', named)),
		places: (sizes) => constant(places(plain(sizes)) ?? misfit('num_or_size_splits')),
		pieces: (begin, size) => constant(pieces(plain(begin), plain(size)) ?? misfit('size')),
		window: (sizes) => constant(window(plain(sizes))),
		edges: (padding) => {
			if (/^(same|valid)$/i.test(String(plain(padding)))) return ask(padding);
			return misfit('padding');
		},
	};

	function misfit(argument: string): never {
		return refuse('operation-argument', { ...named, argument });
	}

	function ask(value: Value | undefined): Value {
		return value ?? refuse('missing-argument', named);
	}

	function plain(value: Value | undefined): Json {
		if (value === undefined) return null;
		if (value.kind === 'list') return value.items.map(plain);
		if (value.kind === 'constant') return value.value;
		const [argument = ''] = [...given].find(([, one]) => one === value) ?? [];
		return refuse('computed-argument', { ...named, argument });
	}

	function evaluate(expression: Expression, own?: string): Value | undefined {
		switch (expression.kind) {
			case 'literal':
				return constant(expression.value);
			case 'list':
				return { kind: 'list', items: expression.items.map((item) => ask(evaluate(item))) };
			case 'argument': {
				const value = given.get(expression.name);
				if (value === undefined || !expression.isList || value.kind === 'list') return value;
				return { kind: 'list', items: [value] };
			}
			case 'call': {
				const { callee, inputs, settings } = expression;
				const help = functions[callee];
				if (help) return help(...inputs.map((input) => evaluate(input)));
				const values = inputs.map((input) => {
					const value = ask(evaluate(input));
					const type = input.kind === 'argument' ? input.type : null;
					return tensorLike(value, type ?? kitchen.type);
				});
				const kept = Object.entries(settings).flatMap(([argument, one]) => {
					const value = plain(evaluate(one));
					return value === null ? [] : [[argument, value] as const];
				});
				return operation(callee, Object.fromEntries(kept), values, own);
			}
		}
	}

	const [tensor] = [...given.values()].flatMap(tensorsIn);
	if (!tensor) return refuse('no-tensors', named);
	evaluate(parsedRecipe(recipe), name);
	return layers;
}

function typeOfAny(value: Value | undefined, { typeOf }: Kitchen): string | null {
	return value?.kind === 'tensor' ? typeOf(value) : null;
}

/** Keras 3 does not take bare lists of numbers for a tensor. */
function tensorLike(value: Value, type: string | null): Value {
	if (value.kind !== 'constant' || !isArray(value.value)) return value;
	const numbers = value.value.flat(8);
	if (numbers.some(isObject)) return value;
	const isTruth = numbers.every((one) => typeof one === 'boolean');
	const dtype = isTruth ? 'bool' : (type ?? 'float32');
	return constant({ class_name: '__numpy__', config: { value: value.value, dtype } });
}

/** One size that is computed in the graph is what the others leave; null for several. */
function shape(value: Value): Json {
	if (value.kind === 'constant') return value.value;
	const sizes =
		value.kind === 'list'
			? value.items.map((size) => (size.kind === 'constant' ? size.value : -1))
			: [];
	return sizes.filter((size) => size === -1).length === 1 ? sizes : null;
}

/** [2, 3, 1] cuts at 2 and 5; a number is one of equal pieces. Null for a -1 that is not the last. */
function places(sizes: Json): Json {
	if (!isArray(sizes)) return sizes;
	if (sizes.length === 1) return 1;
	const known = sizes.slice(0, -1).map(Number);
	if (known.includes(-1)) return null;
	let end = 0;
	return known.map((size) => {
		end += size;
		return end;
	});
}

/** `begin` and `size` as slices; -1 is all that is left. Null where they are no lists. */
function pieces(begin: Json, size: Json): Json {
	if (!isArray(begin) || !isArray(size)) return null;
	return begin.map((one, axis) => {
		const length = Number(size[axis]);
		const stop = length === -1 ? null : Number(one) + length;
		return { class_name: '__slice__', config: { start: one, stop, step: null } };
	});
}

/** [1, 2, 2, 1] has the batch and the channels too. */
function window(sizes: Json): Json {
	if (!isArray(sizes)) return sizes;
	const isWhole = sizes.length > 2 && sizes[0] === 1 && sizes.at(-1) === 1;
	if (!isWhole) return sizes;
	return sizes.every((size) => size === 1) ? 1 : sizes.slice(1, -1);
}
