import type { SignatureFacts, SignatureTensor, TensorFacts } from '../facts.ts';
import { ProtobufMessage } from '../protobuf.ts';
import type { RandomAccessSource } from '../source.ts';
import { damageOf } from '../unreadable.ts';
import { countParameters, type Findings, nothing } from './findings.ts';

/** `TensorProto.DataType` of onnx.proto, as NumPy names the types; 0 is none. */
const dataTypes = [
	...['undefined', 'float32', 'uint8', 'int8', 'uint16', 'int16', 'int32', 'int64', 'string'],
	...['bool', 'float16', 'float64', 'uint32', 'uint64', 'complex64', 'complex128', 'bfloat16'],
];

/** True where the first fields are those of a `ModelProto` with a graph. Reads little. */
export function looksLikeOnnx(source: RandomAccessSource): boolean {
	let [version, graphs, opsets] = [0, 0, 0];
	try {
		ProtobufMessage.of(source).read({
			1: { varint: (value) => (version = value) },
			7: { message: () => graphs++ },
			8: { message: () => opsets++ },
		});
	} catch {
		return false;
	}
	return version > 0 && version < 100 && graphs === 1 && opsets > 0;
}

/**
 * An ONNX model. Field numbers are those of onnx/onnx.proto: `producer_name` = 2,
 * `producer_version` = 3, `graph` = 7; in the graph `name` = 2, `initializer` = 5, `input` = 11,
 * `output` = 12. The tensors' data are passed over. Never throws.
 */
export function readOnnx(source: RandomAccessSource): Findings {
	let [library, version] = ['', ''];
	const tensors: TensorFacts[] = [];
	const external = new Set<string>();
	let graphName = '';
	const inputs: SignatureTensor[] = [];
	const outputs: SignatureTensor[] = [];
	let damage: Findings['damage'] = null;
	try {
		ProtobufMessage.of(source).read({
			2: { message: (value) => (library = value.text()) },
			3: { message: (value) => (version = value.text()) },
			7: {
				message: (graph) =>
					graph.read({
						2: { message: (value) => (graphName = value.text()) },
						5: { message: (tensor) => tensors.push(readTensor(tensor, external)) },
						11: { message: (value) => inputs.push(readValue(value)) },
						12: { message: (value) => outputs.push(readValue(value)) },
					}),
			},
		});
	} catch (error) {
		damage = damageOf(error);
	}
	// Old exporters list the initializers among the inputs.
	const constants = new Set(tensors.map(({ path }) => path));
	const signature: SignatureFacts = {
		name: graphName || 'main',
		inputs: inputs.filter(({ name }) => !constants.has(name)),
		outputs,
	};
	return {
		...nothing,
		format: 'onnx',
		writer: library ? { library, version: version || null, backend: null, generation: null } : null,
		weights: {
			layout: 'graph',
			tensors,
			parameters: countParameters(tensors),
			beside: [...external],
		},
		signatures: inputs.length + outputs.length > 0 ? [signature] : [],
		damage,
	};
}

/** `TensorProto`: `dims` = 1 (packed or not), `data_type` = 2, `name` = 8, `external_data` = 13 (`key` = 1, `value` = 2). */
function readTensor(message: ProtobufMessage, external: Set<string>): TensorFacts {
	const shape: number[] = [];
	let [path, dtype] = ['', 'undefined'];
	message.read({
		1: {
			varint: (length) => shape.push(length),
			message: (lengths) => shape.push(...lengths.packed().slice(0, mostDimensions)),
		},
		2: { varint: (type) => (dtype = dataTypes[type] ?? `type ${type}`) },
		8: { message: (value) => (path = value.text()) },
		13: {
			message(entry) {
				let [key, value] = ['', ''];
				entry.read({
					1: { message: (found) => (key = found.text()) },
					2: { message: (found) => (value = found.text()) },
				});
				if (key === 'location') external.add(value);
			},
		},
	});
	return { path, shape, dtype };
}

const mostDimensions = 64;

/** `ValueInfoProto`: `name` = 1, `type` = 2, of which `tensor_type` = 1 has `elem_type` = 1 and `shape` = 2. */
function readValue(message: ProtobufMessage): SignatureTensor {
	let [name, dtype] = ['', 'undefined'];
	let shape: SignatureTensor['shape'] = null;
	message.read({
		1: { message: (value) => (name = value.text()) },
		2: {
			message: (type) =>
				type.read({
					1: {
						message: (tensor) =>
							tensor.read({
								1: { varint: (value) => (dtype = dataTypes[value] ?? `type ${value}`) },
								2: { message: (value) => (shape = readOnnxShape(value)) },
							}),
					},
				}),
		},
	});
	return { name, dtype, shape };
}

/** `TensorShapeProto`: `dim` = 1 with `dim_value` = 1 or `dim_param` = 2. */
function readOnnxShape(message: ProtobufMessage): readonly (number | null)[] {
	const shape: (number | null)[] = [];
	message.read({
		1: {
			message(dimension) {
				let size: number | null = null;
				dimension.read({ 1: { varint: (value) => (size = value) } });
				shape.push(size);
			},
		},
	});
	return shape;
}
