import { isObject, type Json } from '../../evidence/files/json.ts';
import { operationRowsOf } from '../../knowledge/tensorflow-operations.ts';
import { orderOfCalls } from '../../model/graph.ts';
import {
	type Call,
	type Layer,
	type Model,
	type Reference,
	tensorsIn,
	tensorsOfCall,
} from '../../model/model.ts';
import { argumentsOf, rowOf } from './operation-rows.ts';

/** The type of a tensor as NumPy names it, where it can be told. */
export type TypeOf = (tensor: Reference) => string | null;

/**
 * The types of the tensors of a functional model, from its inputs on: TensorFlow computes otherwise
 * with integers where Keras 3 does not.
 */
export function tensorTypes(model: Model): TypeOf {
	/** By call: one for each output, or one for all. */
	const types = new Map<string, readonly (string | null)[]>();
	const typeOf: TypeOf = ({ layer, call, output }) => {
		const known = types.get(`${call} ${layer}`) ?? [];
		return known[output] ?? known[0] ?? null;
	};
	if (model.kind === 'sequential') return typeOf;
	for (const { name, className, settings } of model.layers) {
		if (className === 'InputLayer')
			types.set(`0 ${name}`, [String(settings['dtype'] ?? 'float32')]);
	}
	for (const { layer, index, call } of orderOfCalls(model)) {
		types.set(`${index} ${layer.name}`, outputTypes(layer, call, typeOf));
	}
	return typeOf;
}

/** The types that a layer of the model is given, one for each of its calls. */
export function inputTypes(model: Model, layer: Layer, typeOf: TypeOf): readonly (string | null)[] {
	if (model.kind !== 'sequential') return layer.calls.map((call) => firstType(call, typeOf));
	const before = model.layers.slice(0, model.layers.indexOf(layer));
	return [
		before.reduce<string | null>(
			(type, one) =>
				one.className === 'InputLayer'
					? String(one.settings['dtype'] ?? 'float32')
					: typeOfLayer(one, type),
			null,
		),
	];
}

/** That of the first tensor of a call, which the numbers beside it take on. */
export function firstType(call: Call, typeOf: TypeOf): string | null {
	const [tensor] = tensorsOfCall(call);
	return tensor ? typeOf(tensor) : null;
}

function outputTypes(layer: Layer, call: Call, typeOf: TypeOf): readonly (string | null)[] {
	const first = firstType(call, typeOf);
	if (layer.model) {
		const last = layer.model.layers.at(-1);
		return layer.model.kind === 'sequential'
			? [last ? typeOfLayer(last, 'float32') : first]
			: tensorsIn(layer.model.outputs).map(tensorTypes(layer.model));
	}
	if (layer.className === 'SlicingOpLambda') return [first];
	if (layer.className !== 'TFOpLambda') return [typeOfLayer(layer, first)];
	const row = rowOf(operationRowsOf(String(layer.settings['function'])), call, first);
	if (!row?.gives?.startsWith('$')) return [row?.gives ?? first];
	const given = argumentsOf(row, call).get(row.gives.slice(1));
	if (given?.kind === 'tensor') return [typeOf(given)];
	return [given?.kind === 'constant' && typeof given.value === 'string' ? given.value : first];
}

const integerLayers =
	/^(StringLookup|IntegerLookup|TextVectorization|Hashing|HashedCrossing|Discretization)$/;
const floatLayers = /^(CategoryEncoding|Rescaling|Normalization)$/;

function typeOfLayer(layer: Layer, first: string | null): string | null {
	const { className, settings, weights } = layer;
	const { output_mode: mode = 'int' } = settings;
	if (integerLayers.test(className) && mode === 'int') return 'int64';
	const isFloat =
		weights.length > 0 ||
		layer.parts.length > 0 ||
		integerLayers.test(className) ||
		floatLayers.test(className) ||
		first?.startsWith('float');
	return isFloat ? computeType(settings['dtype'] ?? 'float32') : first;
}

/** `mixed_float16` computes in float16. */
function computeType(dtype: Json): string | null {
	const name = isObject(dtype) && isObject(dtype['config']) ? dtype['config']['name'] : dtype;
	return typeof name === 'string' ? name.replace(/^mixed_/, '') : null;
}
