import type { FileFacts, TensorFacts } from '../evidence/files/facts.ts';
import { tensorBytes } from '../evidence/files/tensor-size.ts';

/** A file in an archive or folder, or a dataset in an HDF5 file. */
export interface Entry {
	readonly path: string;
	readonly bytes: number;
	/** Of a dataset: what its numbers are. */
	readonly tensor: TensorFacts | null;
	readonly leftover: boolean;
}

/** What stands at one name: an entry, or all that is below it. */
export interface Branch {
	readonly name: string;
	readonly bytes: number;
	/** Null for a folder or group; a file that holds datasets has them below. */
	readonly entry: Entry | null;
	readonly below: readonly Entry[];
}

const hdf5Layouts = ['layers', 'dependencies', 'legacy', 'unknown'];

/**
 * All that a file holds by its paths: the members of an archive or folder, and in the weights the datasets,
 * where they were listed.
 */
export function entriesOf({ container, weights }: FileFacts): readonly Entry[] {
	const members = container?.members ?? [];
	const isHdf5 = weights !== null && hdf5Layouts.includes(weights.layout);
	const inMember = isHdf5 ? (container?.weightsMember ?? null) : null;
	const isListed = weights !== null && (members.length === 0 || inMember !== null);
	const tensors = isListed ? weights.tensors : [];
	const below = inMember === null ? '' : `${inMember}/`;
	const data = tensors.map((tensor) => ({
		path: below + tensor.path,
		bytes: tensorBytes(tensor),
		tensor,
		leftover: false,
	}));
	const inData = data.reduce((sum, { bytes }) => sum + bytes, 0);
	return [
		...members.map(({ path, size, leftover }) => ({
			path,
			// Of the weights, what is not data stays theirs.
			bytes: path === inMember ? Math.max(0, size - inData) : size,
			tensor: null,
			leftover,
		})),
		...data,
	];
}

/** One level of the tree: what is below the first `depth` names of the paths, the largest first. */
export function branchesOf(entries: readonly Entry[], depth: number): readonly Branch[] {
	const byName = new Map<string, { bytes: number; entry: Entry | null; below: Entry[] }>();
	for (const entry of entries) {
		const names = entry.path.split('/').slice(depth);
		const [name = ''] = names;
		let branch = byName.get(name);
		if (!branch) {
			branch = { bytes: 0, entry: null, below: [] };
			byName.set(name, branch);
		}
		branch.bytes += entry.bytes;
		if (names.length > 1) branch.below.push(entry);
		else branch.entry = entry;
	}
	return [...byName]
		.map(([name, branch]) => ({ name, ...branch }))
		.sort((one, other) => other.bytes - one.bytes);
}
