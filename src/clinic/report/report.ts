import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { FileFacts } from '../evidence/files/facts.ts';
import type { TraceFacts } from '../evidence/trace/trace.ts';
import type { Forecast } from '../forecast/forecast.ts';
import type { Treatment } from '../treatment/treatment.ts';
import type { Environment } from './environments.ts';

/** All that the clinic says about what a person gave. Plain data: page, command line and JSON print it. */
export interface Report {
	readonly trace: TraceFacts | null;
	readonly facts: FileFacts | null;
	/** Best first; empty means: nothing recognised or nothing wrong. */
	readonly diagnoses: readonly Diagnosis[];
	readonly forecast: readonly Forecast[];
	/** What to install to load the file. */
	readonly install: readonly Environment[];
	readonly treatments: readonly Treatment[];
	/** One thing to say before all else; null where the diagnoses speak for themselves. */
	readonly notice: Notice | null;
}

/** Its words stand in src/i18n, by this id; `values` fill them. */
export interface Notice {
	readonly id: NoticeId;
	readonly values: Readonly<Record<string, string>>;
	/** Slugs of the pages that come nearest, where nothing was recognised. */
	readonly nearest: readonly string[];
}

export type NoticeId =
	| 'nothing-given'
	| 'binary-pasted'
	| 'text-not-recognised'
	| 'unrelated'
	| 'file-healthy'
	| 'file-undecided'
	| 'file-differs'
	| 'file-refused'
	| 'parts-missing'
	| 'file-not-a-model'
	| 'several-models'
	| 'file-and-trace-disagree'
	| 'file-unreadable';
