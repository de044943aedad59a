import { type ClassicFile, type ClassicObject, openClassic } from './hdf5-classic.ts';
import { NotClassic } from './hdf5-messages.ts';
import { type Hdf5File, hdf5Unreadable, walk } from './hdf5-tree.ts';
import { pagedSource } from './paged-source.ts';
import type { RandomAccessSource } from './source.ts';
import { readSuperblock } from './superblock.ts';
import { Unreadable } from './unreadable.ts';

/**
 * Opens an HDF5 file where it lies and gives what `read` makes of it. `read` may run twice: over
 * our reader of the layout that Keras writes, and over the HDF5 library for any other.
 * @throws Unreadable `hdf5-truncated` by the superblock alone, `hdf5-unreadable` for what HDF5 says,
 * `unreadable` when the source fails.
 */
export async function readHdf5<T>(
	source: RandomAccessSource,
	read: (file: Hdf5File) => T,
): Promise<T> {
	const whole = speaking(source);
	const bytes = pagedSource(whole);
	const superblock = readSuperblock(bytes);
	if (!superblock) {
		throw hdf5Unreadable(source.size === 0 ? 'the file is empty' : 'file signature not found');
	}
	const { declaredEnd, offset } = superblock;
	if (declaredEnd !== null && declaredEnd > source.size) {
		throw new Unreadable({
			kind: 'hdf5-truncated',
			member: null,
			detail: `truncated file: eof = ${source.size}, stored_eof = ${declaredEnd}`,
			declaredBytes: declaredEnd,
			actualBytes: source.size,
		});
	}
	try {
		return read(classicFile(openClassic(bytes, offset, whole)));
	} catch (error) {
		// A RangeError is a number in the file that points out of a block.
		if (!(error instanceof NotClassic || error instanceof RangeError)) throw error;
	}
	// About 1 MB, so only when a file needs it.
	const { startLibrary } = await import('./hdf5-library.ts');
	return (await startLibrary()).read(bytes, read);
}

/**
 * What `read` makes of a file that was cut off, where all that it asks for lies before the cut; null
 * otherwise. Keras writes the configuration before the weights.
 */
export function readBeginning<T>(
	source: RandomAccessSource,
	read: (file: Hdf5File) => T,
): T | null {
	const bytes = pagedSource(source);
	try {
		return read(classicFile(openClassic(bytes, readSuperblock(bytes)?.offset ?? 0)));
	} catch {
		return null;
	}
}

/** What the platform throws when a file has gone becomes a fact. */
function speaking(source: RandomAccessSource): RandomAccessSource {
	return {
		size: source.size,
		read(offset, length, into) {
			try {
				return source.read(offset, length, into);
			} catch (error) {
				throw new Unreadable({
					kind: 'unreadable',
					member: null,
					detail: error instanceof Error ? error.message : String(error),
				});
			}
		},
	};
}

function classicFile(file: ClassicFile): Hdf5File {
	const addresses = new Map([['/', file.root]]);
	let current: { path: string; object: ClassicObject } | undefined;

	function open(path: string): ClassicObject {
		if (current?.path === path) return current.object;
		const address = addresses.get(path) ?? find(path);
		const object = file.object(address);
		current = { path, object };
		return object;
	}

	function names(path: string): string[] {
		const children = open(path).children();
		const prefix = path === '/' ? '/' : `${path}/`;
		for (const [name, address] of children) addresses.set(prefix + name, address);
		return [...children.keys()];
	}

	/** An object in a group that was not listed yet. */
	function find(path: string): number {
		names(path.slice(0, path.lastIndexOf('/')) || '/');
		const address = addresses.get(path);
		if (address === undefined) throw new NotClassic(`no object ${path}`);
		return address;
	}

	return {
		attributeNames: (path) => open(path).attributeNames(),
		attribute: (path, name) => open(path).attribute(name) ?? null,
		tree: () =>
			walk({
				names,
				kind: (path) => open(path).kind,
				tensor: (path) => open(path).tensor(),
				stored: (path) => open(path).stored(),
			}),
		bytes: (path) => open(path).bytes(),
	};
}
