import type { Verdict } from './forecast.ts';

/** A release line: `[3, 15]`. */
export type Release = readonly [major: number, minor: number];

/** What a rule says against one release line, with the message to expect. */
export interface Finding {
	readonly verdict: Exclude<Verdict, 'loads' | 'loads-with-custom-objects'>;
	readonly error: string | null;
	/** The diagnosis whose page explains it; null where the site has none. */
	readonly slug: string | null;
	/** What in the configuration it rests on, where that is one layer or setting. */
	readonly quote?: string | undefined;
	/** Comes when the model has been made: with its weights or its compilation. */
	readonly afterGraph?: true | undefined;
}

/** A file that cannot be read at all is not read wrongly, and what never ends comes to no later failure. */
const severity: Readonly<Record<Finding['verdict'], number>> = {
	fails: 0,
	hangs: 1,
	'loads-differently': 3,
	unknown: 4,
};
const failsAfterGraph = 2;

export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
	return findings.toSorted((one, other) => rank(one) - rank(other));
}

function rank({ verdict, afterGraph }: Finding): number {
	return verdict === 'fails' && afterGraph ? failsAfterGraph : severity[verdict];
}
