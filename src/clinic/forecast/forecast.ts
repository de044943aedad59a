/** Whether a reader loads the file. `loads-differently` is the silent one: no error, other numbers. */
export type Verdict =
	| 'loads'
	| 'loads-with-custom-objects'
	| 'loads-differently'
	| 'fails'
	| 'unknown';

/** What is said about one target, e.g. `keras@3.15` or `tensorflow@2.15`. */
export interface Forecast {
	readonly target: string;
	readonly verdict: Verdict;
	readonly afterTreatment: Verdict;
	/** Codes of the diagnoses that the verdict rests on. */
	readonly reasons: readonly string[];
	/** The message to expect, as that version prints it. */
	readonly error: string | null;
}
