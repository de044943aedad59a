import { type ProtobufMessage } from '../protobuf.ts';

/**
 * The names of `DataType` as NumPy and Keras write them, and the bytes of one element; null where
 * elements have no fixed length or share a byte. Source: tensorflow/core/framework/types.proto.
 */
const dataTypes: Readonly<Record<number, readonly [name: string, bytes: number | null]>> = {
	1: ['float32', 4],
	2: ['float64', 8],
	3: ['int32', 4],
	4: ['uint8', 1],
	5: ['int16', 2],
	6: ['int8', 1],
	7: ['string', null],
	8: ['complex64', 8],
	9: ['int64', 8],
	10: ['bool', 1],
	11: ['qint8', 1],
	12: ['quint8', 1],
	13: ['qint32', 4],
	14: ['bfloat16', 2],
	15: ['qint16', 2],
	16: ['quint16', 2],
	17: ['uint16', 2],
	18: ['complex128', 16],
	19: ['float16', 2],
	20: ['resource', null],
	21: ['variant', null],
	22: ['uint32', 4],
	23: ['uint64', 8],
	24: ['float8_e5m2', 1],
	25: ['float8_e4m3fn', 1],
	29: ['int4', null],
	30: ['uint4', null],
};

/** References (`DT_FLOAT_REF`) are the type plus this. */
const reference = 100;

export function dataTypeName(number: number): string {
	return dataTypes[number > reference ? number - reference : number]?.[0] ?? `type ${number}`;
}

const bytesByName = new Map(Object.values(dataTypes));

/** Bytes of one element; null where there is no such number. */
export function bytesOfElement(dtype: string): number | null {
	return bytesByName.get(dtype) ?? null;
}

/**
 * `TensorShapeProto` (tensorflow/core/framework/tensor_shape.proto): `dim` = 2 with `size` = 1,
 * `unknown_rank` = 3. An unknown length is null; null for an unknown rank.
 */
export function readShape(message: ProtobufMessage): readonly (number | null)[] | null {
	const shape: (number | null)[] = [];
	let unknown = false;
	message.read({
		2: {
			message(dimension) {
				let size = 0;
				dimension.read({ 1: { varint: (value) => (size = value) } });
				shape.push(size < 0 ? null : size);
			},
		},
		3: { varint: (value) => (unknown = value !== 0) },
	});
	return unknown ? null : shape;
}
