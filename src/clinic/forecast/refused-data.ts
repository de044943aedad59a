import type { FileFacts } from '../evidence/files/facts.ts';
import type { RefusedData } from '../evidence/files/hdf5-tree.ts';
import { refusedMember } from '../evidence/files/risks.ts';
import type { Finding } from './finding.ts';

interface Refusal {
	/** Minor numbers of the release lines. */
	readonly since: readonly number[];
	readonly slug: string;
	readonly error: string;
}

/**
 * What Keras 3 refuses in the data itself, with the release lines whose newest release does: checked in
 * keras/src/saving/saving_lib.py of each tag from 3.11.3 to 3.15.1, and run with 3.15.1.
 */
const refusals: Readonly<Record<RefusedData['why'], Refusal>> = {
	external: {
		since: [12, 13, 14, 15],
		slug: 'hdf5-links-refused',
		error: 'ValueError: Not allowed: H5 file with external …',
	},
	link: {
		since: [12, 14, 15],
		slug: 'hdf5-links-refused',
		error: 'ValueError: Not allowed: H5 file with SoftLink',
	},
	virtual: {
		since: [12, 14, 15],
		slug: 'hdf5-links-refused',
		error: 'ValueError: Not allowed: H5 file with virtual Dataset',
	},
	'no-dataset': {
		since: [12, 13, 14, 15],
		slug: 'hdf5-links-refused',
		error: "ValueError: Invalid H5 file, expected Dataset, received <class 'h5py._hl.group.Group'>",
	},
	'declared-size': {
		since: [12, 15],
		slug: 'archive-size-refused',
		error:
			'ValueError: Not allowed: H5 dataset … declares … but only … are stored on disk; refusing to load a potential decompression/shape bomb.',
	},
};

const refusedArchive: Refusal = {
	since: [12, 15],
	slug: 'archive-size-refused',
	error: 'ValueError: Not allowed: … declares … but only … are stored on disk; refusing to …',
};

/** What a release line of Keras 3 says of them; of one that does not refuse them, what comes is not known. */
export function refusedData({ container, weights }: FileFacts, minor: number): readonly Finding[] {
	const found = (weights?.refused ?? []).map(({ why }) => refusals[why]);
	const all = container && refusedMember(container) ? [refusedArchive, ...found] : found;
	return all.map(({ since, slug, error }) =>
		since.includes(minor)
			? { verdict: 'fails', slug, error }
			: { verdict: 'unknown', slug: null, error: null },
	);
}
