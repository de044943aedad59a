/** A datatype message; Keras explains a type that HDF5 does not have in the attribute `dtype`. */
export interface Datatype {
	readonly bytes: Uint8Array;
	readonly attribute?: string;
}

/**
 * The datatype message for a type as NumPy names it, as h5py writes it; null for any other.
 * HDF5 File Format Specification 3.0, section IV.A.2.d.
 */
export function datatypeOf(dtype: string): Datatype | null {
	const [, kind, bits] = /^(float|int|uint)(\d+)$/.exec(dtype) ?? [];
	if (kind === 'float') {
		const layout = floats[Number(bits)];
		return layout ? { bytes: float(Number(bits), layout) } : null;
	}
	if (kind) return { bytes: integer(Number(bits), kind === 'int') };
	if (dtype === 'bool') return { bytes: boolean };
	// h5py has no bfloat16 and keeps its bytes as they are.
	if (dtype === 'bfloat16') {
		return { bytes: Uint8Array.of(0x15, 0, 0, 0, 2, 0, 0, 0), attribute: 'bfloat16' };
	}
	return null;
}

/** Where the exponent lies, how long it is, and its bias. */
const floats: Readonly<Record<number, readonly [at: number, bits: number, bias: number]>> = {
	16: [10, 5, 15],
	32: [23, 8, 127],
	64: [52, 11, 1023],
};

function float(bits: number, [at, length, bias]: readonly [number, number, number]): Uint8Array {
	const head = [0x11, 0x20, bits - 1, 0, bits / 8, 0, 0, 0];
	return Uint8Array.of(...head, 0, 0, bits, 0, at, length, 0, at, ...little(bias, 4));
}

function integer(bits: number, signed: boolean): Uint8Array {
	return Uint8Array.of(0x10, signed ? 8 : 0, 0, 0, bits / 8, 0, 0, 0, 0, 0, bits, 0);
}

/** An enumeration of two bytes, named FALSE and TRUE. */
const boolean = Uint8Array.of(
	...[0x18, 2, 0, 0, 1, 0, 0, 0],
	...integer(8, true),
	...bytesOf('FALSE\0\0\0TRUE\0\0\0\0'),
	0,
	1,
);

/** A UTF-8 string of variable length. */
export const variableString = Uint8Array.of(
	...[0x19, 1, 1, 0, 16, 0, 0, 0],
	...[0x13, 0x10, 0, 0, 1, 0, 0, 0],
);

export function bytesOf(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}

function little(value: number, length: number): number[] {
	return Array.from({ length }, (_, index) => (value >> (8 * index)) & 255);
}
