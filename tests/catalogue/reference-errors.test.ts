import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/load.ts';
import { rules } from '../../src/catalogue/views.ts';
import { diagnoseTrace } from '../../src/clinic/diagnosis/match-trace.ts';
import { compile } from '../../src/clinic/diagnosis/signature.ts';
import { recogniseUnrelated } from '../../src/clinic/diagnosis/unrelated.ts';
import { compact } from '../../src/clinic/evidence/trace/compact.ts';
import { readTrace } from '../../src/clinic/evidence/trace/read-trace.ts';

interface ReferenceError {
	/** The entry of the reference, E01 … E149. */
	readonly entry: string;
	/** The root causes that are right answers to the message alone. */
	readonly causes: readonly string[];
	/** As printed, the places that vary filled with plausible values. */
	readonly message: string;
}

const errors: readonly ReferenceError[] = JSON.parse(
	readFileSync(new URL('reference-errors.json', import.meta.url), 'utf8'),
);
const matcher = compile(rules(loadCatalogue()));
const reference = new URL('../../../shared/reference/keras-errors.md', import.meta.url);

/** Entries that tell of a stage or a symptom, and quote no message of their own. */
const withoutMessage = ['E50', 'E55'];

test.each(errors)('$entry: $message', ({ message, causes }) => {
	const [first] = diagnoseTrace(readTrace(message), matcher);
	const cause = first?.cause ?? (recogniseUnrelated(message) ? 'unrelated' : null);
	expect(causes).toContain(cause);
});

describe.skipIf(!existsSync(reference))(
	'the list is that of ../shared/reference/keras-errors.md (skipped where that is not there)',
	() => {
		const sections = existsSync(reference)
			? sectionsOf(readFileSync(reference, 'utf8'))
			: new Map();

		test('every entry is in the list', () => {
			const listed = new Set([...errors.map(({ entry }) => entry), ...withoutMessage]);
			expect([...sections.keys()].filter((entry) => !listed.has(entry))).toEqual([]);
		});

		test.each(errors)('$entry quotes: $message', ({ entry, message }) => {
			expect(sharesWords(compact(message).text, sections.get(entry) ?? '')).toBe(true);
		});
	},
);

function sectionsOf(text: string): ReadonlyMap<string, string> {
	const parts = text.split(/^### /m).slice(1);
	return new Map(parts.map((part) => [/^E\d+/.exec(part)?.[0] ?? '', compact(part).text]));
}

/** Whether 12 characters in a row of the message stand in the section too. */
function sharesWords(message: string, section: string): boolean {
	for (let start = 0; start + 12 <= message.length; start++) {
		if (section.includes(message.slice(start, start + 12))) return true;
	}
	return false;
}
