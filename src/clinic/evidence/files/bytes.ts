/** True when `bytes` has exactly `expected` at `offset`. */
export function hasBytes(bytes: Uint8Array, expected: readonly number[], offset = 0): boolean {
	return expected.every((byte, index) => bytes[offset + index] === byte);
}

/** A view for reading little-endian numbers out of `bytes`. */
export function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A little-endian number of two bytes: to make a view takes longer than to read one number. @throws RangeError */
export function u16(bytes: Uint8Array, at: number): number {
	const low = bytes[at];
	const high = bytes[at + 1];
	if (low === undefined || high === undefined) throw new RangeError(`no two bytes at ${at}`);
	return low | (high << 8);
}

/** A little-endian number of four bytes. @throws RangeError */
export function u32(bytes: Uint8Array, at: number): number {
	return u16(bytes, at) + u16(bytes, at + 2) * 0x1_0000;
}

const utf8 = new TextDecoder('utf-8');

/** The bytes as text: UTF-8, with or without a byte order mark, as Python's `json.loads` takes them. */
export function textOf(bytes: Uint8Array): string {
	return utf8.decode(bytes);
}

export const kib = 1024;
export const mib = 1024 * kib;
