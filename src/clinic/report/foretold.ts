import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Rule } from '../diagnosis/rule.ts';
import type { FileFacts } from '../evidence/files/facts.ts';
import type { Finding } from '../forecast/finding.ts';
import { findingsFor } from '../forecast/forecast.ts';
import { targets } from '../forecast/targets.ts';

/** What stands against loading a file in the newest Keras, of one in which nothing else was found. */
export interface Foretold {
	/** `keras 3.15` */
	readonly target: string;
	readonly verdict: Finding['verdict'];
	/** What in the file shows it, and the message to expect; empty where neither is known. */
	readonly quote: string;
	/** The diagnosis that explains it; null where no page does. */
	readonly diagnosis: Diagnosis | null;
}

/** Null where the file is damaged, or packed in another, and where the newest Keras loads it as it was. */
export function foretold(facts: FileFacts, rules: readonly Rule[]): Foretold | null {
	const [newest] = targets;
	if (!newest || facts.damage || facts.archives.length > 0) return null;
	const [finding] = findingsFor(newest, facts);
	if (!finding || finding.verdict === 'unknown') return null;
	const target = newest.name.replace('@', ' ');
	const shown = finding.quote ?? finding.error;
	const rule = rules.find(({ slug }) => slug === finding.slug);
	const where = finding.quote ? 'config' : target;
	return {
		target,
		verdict: finding.verdict,
		quote: [finding.quote, finding.error].filter(Boolean).join(': '),
		diagnosis: rule
			? {
					code: rule.code,
					slug: rule.slug,
					cause: rule.cause,
					confidence: 'likely',
					evidence: shown ? [{ from: 'file', where, quote: shown }] : [],
					values: { path: facts.input.name },
				}
			: null,
	};
}
