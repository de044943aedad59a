import { type Library, libraries, linesOf } from './releases.ts';
import { allows, lineOf } from './version-range.ts';
import {
	type Kept,
	setsFor,
	targetsForFilesOf,
	targetsWithSets,
	type VersionSet,
} from './version-sets.ts';

/** What somebody has: `file` is the version of Keras that wrote the file (`3.3`, `2.11`). */
export type Choice = Kept & { readonly file?: string };

/** A part of a choice that shuts out another. */
export interface Conflict {
	readonly library: Library | 'file';
	readonly version: string;
	readonly needs: Library;
	/** The version of it that was chosen. */
	readonly has: string;
	/** The release lines that it could be instead, newest first. */
	readonly instead: readonly string[];
}

/** A way out where nothing fits. */
export interface WayOut {
	/** What must not stay as it is. */
	readonly change: readonly (keyof Kept)[];
	readonly set: VersionSet;
}

export interface Fit {
	/** One for each reader, newest reader first. */
	readonly sets: readonly VersionSet[];
	/** Empty when something fits. */
	readonly conflicts: readonly Conflict[];
	readonly waysOut: readonly WayOut[];
}

/** The sets that leave what is chosen as it is, or, when there are none, why not and what to change. */
export function fit(choice: Choice): Fit {
	const sets = setsOf(choice);
	if (sets.length > 0) return { sets, conflicts: [], waysOut: [] };
	return { sets, conflicts: conflictsOf(choice), waysOut: waysOutOf(choice) };
}

function setsOf({ file, ...kept }: Choice): VersionSet[] {
	const targets = file
		? targetsForFilesOf(file)
		: [...targetsWithSets, ...(kept.tensorflow ? [`tensorflow@${kept.tensorflow}`] : [])];
	return [...new Set(targets)]
		.flatMap((target) => setsFor(target, kept).slice(0, 1))
		.sort((a, b) => Number(b.tested) - Number(a.tested));
}

const keys = ['python', 'tensorflow', 'keras', 'tf-keras', 'numpy', 'h5py'] as const;

/** The changes of one thing that help; else that of everything but the file. */
function waysOutOf(choice: Choice): WayOut[] {
	const stated = [...keys, 'backend' as const].filter((key) => choice[key]);
	const without = (change: readonly (keyof Kept)[], instead: Kept = {}) => {
		const rest = Object.entries(choice).filter(([key]) => !change.some((one) => one === key));
		const [set] = setsOf({ ...Object.fromEntries(rest), ...instead });
		return set ? [{ change, set }] : [];
	};
	const backends = choice.backend || choice.tensorflow ? [] : (['jax', 'torch'] as const);
	const single = [
		...stated.flatMap((key) => without([key])),
		...backends.flatMap((backend) => without(['backend'], { backend })),
	];
	return single.length > 0 ? single : without(stated);
}

function conflictsOf({ file, ...chosen }: Choice): Conflict[] {
	const implied = chosen.tensorflow ?? chosen['tf-keras'];
	const kept: Kept = { ...chosen, ...(implied && { tensorflow: implied }) };
	return [...(file ? conflictsWithFile(file, kept) : []), ...conflictsWithin(kept)];
}

function conflictsWithFile(file: string, kept: Kept): Conflict[] {
	const sets = targetsForFilesOf(file).flatMap((target) => setsFor(target));
	return (['keras', 'tensorflow'] as const).flatMap((needs) => {
		const has = kept[needs];
		const lines = new Set(sets.map(({ versions }) => versions[needs]));
		if (!has || lines.has(has)) return [];
		const instead = linesOf(needs).filter((line) => lines.has(line));
		return [{ library: 'file' as const, version: file, needs, has, instead }];
	});
}

function conflictsWithin(kept: Kept): Conflict[] {
	return keys.flatMap((library) => {
		const chosen = libraries[library].releases.find(({ line }) => line === kept[library]);
		if (!chosen) return [];
		const ranges: Readonly<Partial<Record<string, string>>> = {
			...chosen.requires,
			...(chosen.python && { python: chosen.python }),
			...(chosen.keras2 && { keras: `~=${lineOf(chosen.keras2)}.0` }),
		};
		return keys.flatMap((needs): Conflict[] => {
			const range = ranges[needs];
			const has = kept[needs];
			if (!range || !has || allows(range, has)) return [];
			const instead = linesOf(needs).filter((line) => allows(range, line));
			return [{ library, version: chosen.line, needs, has, instead }];
		});
	});
}
