/** True when `bytes` has exactly `expected` at `offset`. */
export function hasBytes(bytes: Uint8Array, expected: readonly number[], offset = 0): boolean {
	return expected.every((byte, index) => bytes[offset + index] === byte);
}

/** A view for reading little-endian numbers out of `bytes`. */
export function viewOf(bytes: Uint8Array): DataView {
	return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The bytes as text: UTF-8, with or without a byte order mark, as Python's `json.loads` takes them. */
export function textOf(bytes: Uint8Array): string {
	return new TextDecoder('utf-8').decode(bytes);
}

export const kib = 1024;
export const mib = 1024 * kib;
