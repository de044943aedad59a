import type { Writer } from '../evidence/files/facts.ts';
import { type Library, libraries, type Release } from '../knowledge/releases.ts';
import { lineOf } from '../knowledge/version-range.ts';

/** The release line that wrote a file. */
export interface WriterRelease {
	readonly library: Library;
	readonly version: string;
	readonly release: Release;
	/** How many lines of the same library came out since. */
	readonly newer: number;
	/** What to mark on a time line: the writer, and the TensorFlow that brought this Keras with it. */
	readonly marked: Readonly<Partial<Record<Library, string>>>;
}

/** Null for a file that states no version, or one of which no release is known. */
export function writerRelease(writer: Writer | null): WriterRelease | null {
	const library = writer?.library ?? 'keras';
	const version = writer?.version;
	if (!version || !isKnown(library)) return null;
	const { releases } = libraries[library];
	const newer = releases.findIndex(({ line }) => line === lineOf(version));
	const release = releases[newer];
	if (!release) return null;
	const tensorflows =
		library === 'keras'
			? libraries.tensorflow.releases.filter(({ keras2 }) => keras2 === version)
			: [];
	const [tensorflow, another] = tensorflows;
	return {
		library,
		version,
		release,
		newer,
		marked: {
			[library]: version,
			// Where two lines brought the same Keras, the file does not tell which it was.
			...(tensorflow && !another && { tensorflow: tensorflow.line }),
		},
	};
}

function isKnown(library: string): library is Library {
	return Object.hasOwn(libraries, library);
}
