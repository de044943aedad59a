import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { FileFacts } from '../evidence/files/facts.ts';
import { backendFor, hasTorchOptimizer } from '../forecast/backend.ts';
import { type Forecast, forecast, type Verdict } from '../forecast/forecast.ts';
import type { Backend } from '../knowledge/releases.ts';
import { setsFor, targetsWithSets, type VersionSet } from '../knowledge/version-sets.ts';
import type { Treatment } from '../treatment/treatment.ts';

/** Versions to install for a file, and what is foretold of it there. */
export interface Environment {
	readonly set: VersionSet;
	readonly verdict: 'loads' | 'loads-with-custom-objects';
	/** Whether it loads the file as it is, or only what a repair or conversion makes of it. */
	readonly loads: 'as-it-is' | 'after-treatment';
}

/** What a report says of a file. */
interface Known {
	readonly facts: FileFacts | null;
	readonly diagnoses: readonly Diagnosis[];
	readonly treatments: readonly Treatment[];
	/** Of the targets that may be answered with. */
	readonly forecast: readonly Forecast[];
}

/**
 * The newest release of each reader (Keras 3, tf-keras, TensorFlow with its own Keras 2) that loads the
 * file as it is, with all that belongs to it, on the backend that the file needs; where none does, of
 * those that load it after treatment. Newest first; empty where no release is known to load it.
 */
export function environmentsFor(known: Known): readonly Environment[] {
	const rows = rowsOnOwnBackend(known);
	const backend = known.facts ? backendFor(known.facts) : undefined;
	const asItIs = environments(rows, backend, 'as-it-is', ({ verdict }) => verdict);
	return asItIs.length > 0
		? asItIs
		: environments(rows, backend, 'after-treatment', ({ afterTreatment }) => afterTreatment);
}

/** The forecast holds for TensorFlow as the backend; an optimizer of PyTorch is no trouble on PyTorch. */
function rowsOnOwnBackend(known: Known): readonly Forecast[] {
	const { facts, diagnoses, treatments, forecast: rows } = known;
	if (!facts?.model || !hasTorchOptimizer(facts.model)) return rows;
	const onTorch = forecast(
		{ ...facts, model: { ...facts.model, optimizerModule: null } },
		diagnoses.filter(({ slug }) => slug !== 'optimizer-of-torch-backend'),
		treatments,
	);
	return rows.map((row) =>
		isKeras3(row) ? (onTorch.find(({ target }) => target === row.target) ?? row) : row,
	);
}

function isKeras3({ target }: Forecast): boolean {
	return target.startsWith('keras@');
}

function environments(
	rows: readonly Forecast[],
	backend: Backend | undefined,
	loads: Environment['loads'],
	verdictOf: (row: Forecast) => Verdict,
): readonly Environment[] {
	const readers = new Set<string>();
	return rows.flatMap((row): readonly Environment[] => {
		const verdict = verdictOf(row);
		const [reader = ''] = row.target.split('@');
		if (verdict !== 'loads' && verdict !== 'loads-with-custom-objects') return [];
		if (readers.has(reader) || !targetsWithSets.includes(row.target)) return [];
		const [set] = setsFor(row.target, backend && { backend });
		if (!set) return [];
		readers.add(reader);
		return [{ set, verdict, loads }];
	});
}
