import { isArray, isObject, type Json } from '../../evidence/files/json.ts';
import { operationRowsOf } from '../../knowledge/tensorflow-operations.ts';
import { type Call, constant, type Layer, type Value } from '../../model/model.ts';
import { ModelRefused, type Reason } from '../../model/refusal.ts';
import { argumentsOf, misfit, rowOf } from './operation-rows.ts';
import { carriedOut } from './recipes.ts';
import { firstType, type TypeOf } from './tensor-types.ts';

/** A layer entry that is an operation of `keras.ops`: what Keras 3 makes of `keras.ops.add(x, y)`. */
export function operationLayer(
	name: string,
	operation: string,
	settings: Layer['settings'],
	positional: readonly Value[],
): Layer {
	const [module, className = ''] = operation.split('.');
	const isLayer = module === 'layers';
	return {
		name,
		className,
		module: isLayer ? 'keras.layers' : `keras.src.ops.${module}`,
		registeredName: isLayer ? null : className,
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
export function translateOperation(
	layer: Layer,
	call: Call,
	name: string,
	typeOf: TypeOf,
): readonly Layer[] {
	const symbol = String(layer.settings['function'] ?? layer.className);
	const named = { function: `tf.${symbol}` };
	const refuse = (...reason: Reason): never => {
		throw new ModelRefused(layer.name, ...reason);
	};
	if (layer.className === 'SlicingOpLambda') return [slicing(layer, call, name)];
	if (layer.className !== 'TFOpLambda') {
		return refuse('raw-call', { ...named, class: layer.className });
	}
	const plain = symbol.replace('compat.v1.', '');
	if (plain === 'einsum') return refuse('einsum', named);
	if (plain === 'shape') return refuse('computed-shape', named);
	const rows = operationRowsOf(symbol);
	if (rows.length === 0) return refuse('no-operation', named);
	const type = firstType(call, typeOf);
	const row = rowOf(rows, call, type);
	if (!row) return refuse(...misfit(rows, call, type, named.function));
	return carriedOut(row.recipe, {
		...named,
		name,
		given: argumentsOf(row, call),
		type,
		typeOf,
		refuse,
		layer: operationLayer,
	});
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
