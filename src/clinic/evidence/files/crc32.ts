/** The checksum of `bytes`, going on from that of what came before. */
type Checksum = (bytes: Uint8Array, before?: number) => number;

/** The polynomial of ZIP (APPNOTE 4.4.7), reflected. */
export const crc32 = checksum(0xedb8_8320);

/** Castagnoli's polynomial (RFC 3720, appendix B.4), reflected: that of TensorFlow's checkpoints. */
export const crc32c = checksum(0x82f6_3b78);

function checksum(polynomial: number): Checksum {
	const table = Uint32Array.from({ length: 256 }, (_, index) => {
		let value = index;
		for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
		return value;
	});
	return (bytes, before = 0) => {
		let crc = ~before;
		for (let index = 0; index < bytes.length; index++) {
			crc = (crc >>> 8) ^ (table[(crc ^ (bytes[index] ?? 0)) & 0xff] ?? 0);
		}
		return ~crc >>> 0;
	};
}
