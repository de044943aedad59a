/**
 * Bytes that are read where they lie. Synchronous, because HDF5 asks synchronously:
 * a worker has `FileReaderSync`, Node has `readSync`.
 */
export interface RandomAccessSource {
	/** Length in bytes. */
	readonly size: number;
	/**
	 * The bytes from `offset`; fewer than `length` only where the source ends. They stay as they are, unless
	 * they lie in `into`: room for `length` bytes that the caller uses again, which the source may fill.
	 * May throw what the platform throws when the file has gone.
	 */
	read(offset: number, length: number, into?: Uint8Array): Uint8Array;
}

/** A file as the person gave it: its path inside what was dropped, `/` between the parts. */
export interface GivenFile {
	readonly path: string;
	readonly source: RandomAccessSource;
}

/** A part of another source, without a copy; `offset` and `length` in bytes. */
export function sliceSource(
	source: RandomAccessSource,
	offset: number,
	length: number,
): RandomAccessSource {
	const size = Math.max(0, Math.min(length, source.size - offset));
	return {
		size,
		read: (start, count, into) =>
			source.read(offset + start, Math.max(0, Math.min(count, size - start)), into),
	};
}

/** Bytes in memory as a source. */
export function bytesSource(bytes: Uint8Array): RandomAccessSource {
	return {
		size: bytes.length,
		read: (offset, length) => bytes.subarray(offset, offset + length),
	};
}

/** Small enough to be read at once: cheaper than the dozens of short reads of an archive or HDF5 file. */
const smallest = 256 * 1024;

/** The same bytes; a small source is read as a whole when it is first asked. */
export function readAheadSource(source: RandomAccessSource): RandomAccessSource {
	if (source.size > smallest) return source;
	let whole: RandomAccessSource | null = null;
	return {
		size: source.size,
		read(offset, length) {
			whole ??= bytesSource(source.read(0, source.size));
			return whole.read(offset, length);
		},
	};
}

/** Counts what is read through it, for "read 41 kB of 3.2 GB"; what is read twice never makes it more than all. */
export function countingSource(
	source: RandomAccessSource,
): RandomAccessSource & { readonly bytesRead: number } {
	let bytesRead = 0;
	return {
		size: source.size,
		read(offset, length) {
			const bytes = source.read(offset, length);
			bytesRead += bytes.length;
			return bytes;
		},
		get bytesRead() {
			return Math.min(bytesRead, source.size);
		},
	};
}
