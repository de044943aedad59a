import type { Damage, TensorFacts } from './facts.ts';
import { SharedLists } from './shared-lists.ts';
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
	/** What Keras 3 does not take for weights. */
	readonly refused: readonly RefusedData[];
}

/**
 * Something else than plain data in an HDF5 file, by what Keras says of it (`safe_get_h5_group` and
 * `safe_get_h5_dataset` in keras/src/saving/saving_lib.py, 3.12.4 and 3.15.1).
 */
export interface RefusedData {
	readonly path: string;
	/** `external`: in another file; `declared-size`: says that it is far more than is stored. */
	readonly why: 'external' | 'link' | 'virtual' | 'declared-size' | 'no-dataset';
}

/** A model of 20,000 tensors has about 60,000 objects. */
const mostObjects = 400_000;
const deepestPath = 64;
/** One is enough to distrust a file. */
const mostRefused = 100;
/** As in Keras: declared sizes above this many bytes must be within so many times what is stored. */
const largestUnasked = 2 ** 32;
const mostExpansion = 1000;

/** What a reader must tell of a file for its tree to be walked. */
export interface Walkable {
	names(group: string): readonly string[];
	kind(path: string): ObjectKind;
	tensor(path: string): Pick<TensorFacts, 'shape' | 'dtype'>;
	/** How many bytes the file holds for a dataset, at the most. */
	stored(path: string): number;
}

export type ObjectKind = 'group' | 'dataset' | 'external' | 'link' | 'virtual' | 'other';

/** Lists a file. Bounded in objects and in depth: a damaged file may hold circles. */
export function walk({ names, kind, tensor, stored }: Walkable): Hdf5Tree {
	const groups: string[] = [];
	const datasets: TensorFacts[] = [];
	const refused: RefusedData[] = [];
	const shapes = new SharedLists<number>();
	const refuse = (path: string, why: RefusedData['why']) => {
		if (refused.length < mostRefused) refused.push({ path: path.slice(1), why });
	};
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
			if (is === 'group') {
				if (path.split('/').length < deepestPath) below.push(path);
				if (placeOfDataset.test(path)) refuse(path, 'no-dataset');
			} else if (is === 'dataset') {
				const { shape, dtype } = tensor(path);
				datasets.push({ path: path.slice(1), shape: shapes.shared(shape), dtype });
				const declared = shape.reduce((bytes, length) => bytes * length, bytesOf(dtype));
				if (declared > largestUnasked && declared > mostExpansion * stored(path)) {
					refuse(path, 'declared-size');
				}
			} else if (is !== 'other') refuse(path, is);
		}
		for (const path of below.reverse()) open.push(path);
	}
	return { groups, datasets, refused };
}

/** Where Keras 3 keeps the variables of a layer, by their number. */
const placeOfDataset = /\/vars\/\d+$/;

/** Of one number of a type as NumPy names it. */
function bytesOf(dtype: string): number {
	return Number(/\d+$/.exec(dtype)?.[0] ?? 8) / 8;
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
