import { isArray, isObject, type Json, type JsonObject } from '../../evidence/files/json.ts';
import { rawOperations } from '../../knowledge/raw-operations.ts';
import {
	type Call,
	constant,
	type Layer,
	type Model,
	tensorsOfCall,
	type Value,
} from '../../model/model.ts';

/**
 * The model with each `TensorFlowOpLayer` as the call of the function that makes its operation, a `TFOpLambda`; one
 * whose operation is not in the table stays as it is. `node_def` is the operation, `constants` its inputs that are no
 * tensors of the model, by their place (`TensorFlowOpLayer._make_op` in base_layer.py of tf_keras 2.21).
 */
export function withFunctionCalls(model: Model): Model {
	return { ...model, layers: model.layers.map(asFunctionCall) };
}

function asFunctionCall(layer: Layer): Layer {
	const { className, settings, calls } = layer;
	const node = settings['node_def'];
	if (className !== 'TensorFlowOpLayer' || !isObject(node)) return layer;
	const operation = rawOperations.get(String(node['op']));
	const names = isArray(node['input']) ? node['input'] : [];
	const constants = isObject(settings['constants']) ? settings['constants'] : {};
	if (!operation) return layer;
	const attributes = isObject(node['attr']) ? node['attr'] : {};
	return {
		...layer,
		className: 'TFOpLambda',
		settings: { name: layer.name, function: operation.symbol },
		calls: calls.map((call) => {
			const tensors = [...tensorsOfCall(call)];
			const inputs = names.map((_, index): Value => {
				const value = constants[String(index)];
				return value === undefined ? (tensors.shift() ?? constant(null)) : constant(value);
			});
			return functionCall(operation.inputs, inputs, argumentsOf(operation.attributes, attributes));
		}),
	};
}

/** The first argument is given by its place, as in the calls that Keras 2 writes later. */
function functionCall(
	names: readonly string[],
	inputs: readonly Value[],
	settings: Readonly<Record<string, Value>>,
): Call {
	const many = names.findIndex((name) => name.endsWith('*'));
	const left = inputs.length - names.length + 1;
	const values =
		many < 0
			? inputs
			: [
					...inputs.slice(0, many),
					{ kind: 'list', items: inputs.slice(many, many + left) } as const,
					...inputs.slice(many + left),
				];
	const [first, ...others] = values;
	const named = others.flatMap((value, index) => {
		const name = names[index + 1];
		return name === undefined ? [] : [[name, value] as const];
	});
	return {
		positional: first ? [first] : [],
		keywords: { ...Object.fromEntries(named), ...settings },
	};
}

function argumentsOf(
	wanted: Readonly<Record<string, string>>,
	attributes: JsonObject,
): Record<string, Value> {
	return Object.fromEntries(
		Object.entries(wanted).flatMap(([attribute, argument]) => {
			const value = plain(attributes[attribute] ?? null);
			return value === null ? [] : [[argument, constant(value)]];
		}),
	);
}

/** `{"b": true}`, `{"i": "1"}`, `{"type": "DT_FLOAT"}`, `{"list": {"i": ["1"]}}`: protobuf's own JSON. */
function plain(attribute: Json): Json {
	if (!isObject(attribute)) return null;
	const { b, i, type, list } = attribute;
	if (typeof b === 'boolean') return b;
	if (i !== undefined) return Number(i);
	if (typeof type === 'string') return typeNames[type] ?? null;
	const items = isObject(list) ? list['i'] : null;
	return isArray(items) ? items.map(Number) : null;
}

/** As NumPy names them. */
const typeNames: Readonly<Record<string, string>> = {
	DT_BOOL: 'bool',
	DT_DOUBLE: 'float64',
	DT_FLOAT: 'float32',
	DT_HALF: 'float16',
	DT_INT32: 'int32',
	DT_INT64: 'int64',
};
