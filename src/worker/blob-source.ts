import { kib, mib } from '../clinic/evidence/files/bytes.ts';
import type { GivenFile, RandomAccessSource } from '../clinic/evidence/files/source.ts';

/** A file as the page sends it to the worker. */
export interface GivenBlob {
	readonly path: string;
	readonly blob: Blob;
}

/** Who reads so much goes on: a request to a Blob takes as long as a mebibyte or two of its bytes. */
const manyBytes = 512 * kib;
const readAhead = 8 * mib;

/** Reads a Blob where it lies. Works in workers only: `FileReaderSync` is not given to pages. */
export function blobSource(blob: Blob): RandomAccessSource {
	const reader = new FileReaderSync();
	let ahead = { start: 0, bytes: new Uint8Array(0) };

	function read(offset: number, length: number): Uint8Array<ArrayBuffer> {
		return new Uint8Array(reader.readAsArrayBuffer(blob.slice(offset, offset + length)));
	}

	return {
		size: blob.size,
		read(offset, length) {
			const isAhead = () =>
				offset >= ahead.start && offset + length <= ahead.start + ahead.bytes.length;
			if (length >= manyBytes && !isAhead()) {
				ahead = { start: offset, bytes: read(offset, Math.max(length, readAhead)) };
			}
			if (!isAhead()) return read(offset, length);
			return ahead.bytes.subarray(offset - ahead.start, offset - ahead.start + length);
		},
	};
}

export function givenFiles(blobs: readonly GivenBlob[]): readonly GivenFile[] {
	return blobs.map(({ path, blob }) => ({ path, source: blobSource(blob) }));
}
