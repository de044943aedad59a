import { isArray, isObject, type Json } from '../../evidence/files/json.ts';
import {
	type OperationRow,
	operationRow,
	resizeMethods,
} from '../../knowledge/tensorflow-operations.ts';
import {
	type Call,
	constant,
	type Layer,
	reference,
	tensorsIn,
	type Value,
} from '../../model/model.ts';
import { ModelRefused, type Reason } from '../../model/refusal.ts';

/** A layer entry that is an operation of `keras.ops`: what Keras 3 makes of `keras.ops.add(x, y)`. */
export function operationLayer(
	name: string,
	operation: string,
	settings: Layer['settings'],
	positional: readonly Value[],
): Layer {
	const [module, className = ''] = operation.split('.');
	return {
		name,
		className,
		module: `keras.src.ops.${module}`,
		registeredName: className,
		settings: { name, ...settings },
		parts: [],
		model: null,
		calls: [{ positional, keywords: {} }],
		weights: [],
	};
}

/** The classes by which Keras 2 wrote calls of TensorFlow into a model. */
export function isTensorFlowCall({ className }: Layer): boolean {
	return /^(TFOpLambda|SlicingOpLambda|TensorFlowOpLayer|ClassMethod|InstanceMethod|InstanceProperty)$/.test(
		className,
	);
}

/**
 * One call of a TensorFlow function as operations of Keras 3, of which the last has the given name.
 * @throws ModelRefused for a function that has none, and for a call whose arguments are not in the file.
 */
export function translateOperation(layer: Layer, call: Call, name: string): readonly Layer[] {
	const symbol = String(layer.settings['function'] ?? layer.className);
	const named = { function: `tf.${symbol}` };
	const refused = (...reason: Reason) => new ModelRefused(layer.name, ...reason);
	if (layer.className === 'SlicingOpLambda') return [slicing(layer, call, name)];
	if (layer.className !== 'TFOpLambda') {
		throw refused('raw-call', { ...named, class: layer.className });
	}
	if (symbol === 'einsum') throw refused('einsum', named);
	if (symbol === 'shape') throw refused('computed-shape', named);
	const row = operationRow(symbol);
	if (!row) throw refused('no-operation', named);
	const given = argumentsOf(row, call);
	const before: Layer[] = [];
	for (const [flag, input] of Object.entries(row.transposed ?? {})) {
		const value = given.get(input);
		const wanted = given.get(flag);
		given.delete(flag);
		if (!value || wanted?.kind !== 'constant' || wanted.value !== true) continue;
		const turned = `${name}_${input}`;
		before.push(
			operationLayer(turned, 'numpy.Swapaxes', { axis1: -2, axis2: -1 }, [asArgument(value)]),
		);
		given.set(input, reference(turned));
	}
	const inputs = row.inputs.split(' ').map((input) => given.get(input));
	const settings: Record<string, Json> = { ...row.fixed };
	const taken = new Set([...row.inputs.split(' '), 'name']);
	for (const pair of (row.settings ?? '').split(' ').filter((one) => one !== '')) {
		const [keras3 = '', tensorflow = keras3] = pair.split('=');
		taken.add(tensorflow);
		const value = given.get(tensorflow);
		if (value === undefined) continue;
		if (value.kind !== 'constant') {
			throw refused('computed-argument', { ...named, argument: tensorflow });
		}
		if (value.value !== null) settings[keras3] = value.value;
	}
	for (const [argument, value] of given) {
		if (taken.has(argument)) continue;
		const neutral = row.neutral?.[argument];
		const isNeutral = value.kind === 'constant' && neutral?.some((one) => one === value.value);
		if (!isNeutral) throw refused('operation-argument', { ...named, argument });
	}
	if (row.convert === 'sizes')
		settings['indices_or_sections'] = places(settings['indices_or_sections']);
	const method = settings['interpolation'];
	if (symbol === 'image.resize' && !resizeMethods.has(String(method))) {
		throw refused('resize-method', { ...named, method: String(method) });
	}
	const [images] = inputs;
	if (symbol === 'image.resize' && method !== 'nearest' && images) {
		// TensorFlow gives float32 for any input, Keras 3 the type that it got.
		before.push(operationLayer(`${name}_cast`, 'core.Cast', { dtype: 'float32' }, [images]));
		inputs[0] = reference(`${name}_cast`);
	}
	const present = inputs.filter((input) => input !== undefined);
	if (!present.some((input) => tensorsIn(input).length > 0)) {
		throw refused('no-tensors', named);
	}
	return [...before, operationLayer(name, row.operation, settings, present.map(asArgument))];
}

/** By the names that TensorFlow has for them; the first is the one that Keras 2 wrote by position. */
function argumentsOf(row: OperationRow, { positional, keywords }: Call): Map<string, Value> {
	const [first = ''] = row.inputs.split(' ');
	const given = new Map(Object.entries(keywords));
	const [value] = positional;
	if (value)
		given.set(
			first,
			row.inputs === 'values' && value.kind === 'tensor' ? { kind: 'list', items: [value] } : value,
		);
	return given;
}

/** [2, 3, 1] cuts at 2 and 5. */
function places(sizes: Json | undefined): Json {
	if (!isArray(sizes)) return sizes ?? null;
	let end = 0;
	return sizes.slice(0, -1).map((size) => {
		end += Number(size);
		return end;
	});
}

/** Keras 3 does not take bare lists of numbers for a tensor. */
function asArgument(value: Value): Value {
	if (value.kind !== 'constant' || !isArray(value.value)) return value;
	return constant({ class_name: '__numpy__', config: { value: value.value, dtype: 'float32' } });
}

/** `x[:, 1:3]`: slices, numbers, new axes and the ellipsis. */
function slicing(layer: Layer, call: Call, name: string): Layer {
	const [tensor] = call.positional;
	const spec = call.keywords['slice_spec'];
	if (!tensor || spec?.kind !== 'constant') {
		throw new ModelRefused(layer.name, 'computed-slice');
	}
	const list = isArray(spec.value) ? spec.value : [spec.value];
	const key = list.map((one): Json => {
		if (isObject(one) && one['class_name'] === '__ellipsis__') {
			return { class_name: '__ellipsis__', config: {} };
		}
		if (!isObject(one)) return one;
		const { start = null, stop = null, step = null } = one;
		return { class_name: '__slice__', config: { start, stop, step } };
	});
	return operationLayer(name, 'numpy.GetItem', {}, [tensor, constant(key)]);
}
