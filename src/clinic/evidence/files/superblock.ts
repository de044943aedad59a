import { hasBytes, viewOf } from './bytes.ts';
import type { RandomAccessSource } from './source.ts';

export const hdf5Signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a] as const;

export interface Superblock {
	/** Where the signature lies: 0, or behind a user block of 512, 1024, 2048 … bytes. */
	readonly offset: number;
	/** Where the file says that it ends; null for a superblock of a version that we do not know. */
	readonly declaredEnd: number | null;
}

/**
 * Reads the head of an HDF5 file without HDF5; null where there is none.
 * Layout: HDF5 File Format Specification 3.0, section II.A.
 */
export function readSuperblock(source: RandomAccessSource): Superblock | null {
	for (let offset = 0; offset + 8 <= source.size; offset = offset === 0 ? 512 : offset * 2) {
		if (hasBytes(source.read(offset, 8), hdf5Signature)) {
			return { offset, declaredEnd: declaredEnd(source.read(offset, 96)) };
		}
	}
	return null;
}

/** Per version of the superblock: where the size of an offset and the first address stand. */
const layouts: Readonly<Record<number, { sizeOfOffsets: number; addresses: number }>> = {
	0: { sizeOfOffsets: 13, addresses: 24 },
	1: { sizeOfOffsets: 13, addresses: 28 },
	2: { sizeOfOffsets: 9, addresses: 12 },
	3: { sizeOfOffsets: 9, addresses: 12 },
};

/** The end-of-file address is the third address in every version. */
function declaredEnd(superblock: Uint8Array): number | null {
	const layout = layouts[superblock[8] ?? -1];
	if (!layout) return null;
	const size = superblock[layout.sizeOfOffsets];
	const position = layout.addresses + 2 * (size ?? 0);
	if (position + (size ?? 0) > superblock.length) return null;
	const view = viewOf(superblock);
	if (size === 8) return Number(view.getBigUint64(position, true));
	if (size === 4) return view.getUint32(position, true);
	return null;
}
