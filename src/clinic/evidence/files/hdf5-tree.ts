import type { Damage, TensorFacts } from './facts.ts';
import type { RandomAccessSource } from './source.ts';
import { Unreadable } from './unreadable.ts';

/** An open HDF5 file. Only metadata is read, the data of a dataset when they are asked for. Paths begin with `/`. */
export interface Hdf5File {
	attributeNames(path: string): readonly string[];
	/** A string, or an array of strings, of fixed or variable length; null for any other type and for none. */
	attribute(path: string, name: string): string | readonly string[] | null;
	/** All groups and datasets below the root, in natural order of their names, without the first `/`. Links are not followed. */
	tree(): Hdf5Tree;
	/**
	 * The little-endian bytes of a dataset; they stay readable when the file has been read. Where they
	 * do not lie in one piece (chunks, compression) they are unpacked whole when first asked for.
	 */
	bytes(path: string): RandomAccessSource;
}

export interface Hdf5Tree {
	readonly groups: readonly string[];
	readonly datasets: readonly TensorFacts[];
	/** Links into other files, and datasets whose data lies in other files. */
	readonly outside: readonly string[];
}

/** A model of 20,000 tensors has about 60,000 objects. */
const mostObjects = 400_000;
const deepestPath = 64;
/** One is enough to distrust a file. */
const mostOutside = 100;

/** What a reader must tell of a file for its tree to be walked. */
export interface Walkable {
	names(group: string): readonly string[];
	kind(path: string): 'group' | 'dataset' | 'outside' | 'other';
	tensor(path: string): Pick<TensorFacts, 'shape' | 'dtype'>;
}

/** Lists a file. Bounded in objects and in depth: a damaged file may hold circles. */
export function walk({ names, kind, tensor }: Walkable): Hdf5Tree {
	const groups: string[] = [];
	const datasets: TensorFacts[] = [];
	const outside: string[] = [];
	const open = [''];
	for (let group = open.pop(); group !== undefined; group = open.pop()) {
		if (group !== '') groups.push(group.slice(1));
		const below: string[] = [];
		for (const name of names(group || '/').toSorted(natural)) {
			if (groups.length + datasets.length + open.length + below.length > mostObjects) {
				throw hdf5Unreadable(`more than ${mostObjects} objects`);
			}
			const path = `${group}/${name}`;
			const is = kind(path);
			if (is === 'group' && path.split('/').length < deepestPath) below.push(path);
			if (is === 'outside' && outside.length < mostOutside) outside.push(path.slice(1));
			if (is === 'dataset') datasets.push({ path: path.slice(1), ...tensor(path) });
		}
		for (const path of below.reverse()) open.push(path);
	}
	return { groups, datasets, outside };
}

const collator = new Intl.Collator('en', { numeric: true });

/** `2` before `10`. */
function natural(one: string, other: string): number {
	return collator.compare(one, other) || (one < other ? -1 : 1);
}

export function hdf5Unreadable(detail: string): Unreadable {
	const damage: Damage = { kind: 'hdf5-unreadable', member: null, detail };
	return new Unreadable(damage);
}
