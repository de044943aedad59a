import type { GivenFile, RandomAccessSource } from '../clinic/evidence/files/source.ts';

/** A file as the page sends it to the worker. */
export interface GivenBlob {
	readonly path: string;
	readonly blob: Blob;
}

/** Reads a Blob where it lies. Works in workers only: `FileReaderSync` is not given to pages. */
function blobSource(blob: Blob): RandomAccessSource {
	const reader = new FileReaderSync();
	return {
		size: blob.size,
		read: (offset, length) =>
			new Uint8Array(reader.readAsArrayBuffer(blob.slice(offset, offset + length))),
	};
}

export function givenFiles(blobs: readonly GivenBlob[]): readonly GivenFile[] {
	return blobs.map(({ path, blob }) => ({ path, source: blobSource(blob) }));
}
