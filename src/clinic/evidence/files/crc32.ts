/** The polynomial of ZIP (APPNOTE 4.4.7), reflected. */
const polynomial = 0xedb8_8320;

const table = Uint32Array.from({ length: 256 }, (_, index) => {
	let value = index;
	for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
	return value;
});

/** The CRC-32 of `bytes`, going on from that of what came before. */
export function crc32(bytes: Uint8Array, before = 0): number {
	let crc = ~before;
	for (let index = 0; index < bytes.length; index++) {
		crc = (crc >>> 8) ^ (table[(crc ^ (bytes[index] ?? 0)) & 0xff] ?? 0);
	}
	return ~crc >>> 0;
}
