/**
 * `npm run bench -- matcher`: how the time of a diagnosis grows with the text and with the number of signatures.
 * Prints milliseconds, the median of several runs, and what each kilobyte and each signature costs.
 */
import { loadCatalogue } from '../src/catalogue/load.ts';
import { rules } from '../src/catalogue/views.ts';
import { diagnoseTrace } from '../src/clinic/diagnosis/match-trace.ts';
import type { Rule } from '../src/clinic/diagnosis/rule.ts';
import { compile, type Matcher } from '../src/clinic/diagnosis/signature.ts';
import { readTrace } from '../src/clinic/evidence/trace/read-trace.ts';
import { table } from './table.ts';

const catalogue = loadCatalogue();
const known = rules(catalogue);
const examples = catalogue.flatMap(({ examples }) => Object.values(examples)).join('\n\n');

/** Kinds of text: what people paste, a training log, and two that would stop a matcher that goes back. */
const kinds: Readonly<Record<string, (length: number) => string>> = {
	tracebacks: (length) => repeated(examples, length),
	'training log': (length) =>
		repeated(
			'2024-05-01 12:00:01,123 - INFO - step 17/300 - loss: 0.6931 - accuracy: 0.51\n',
			length,
		),
	'one message over and over': (length) =>
		repeated("ValueError: Unrecognized keyword arguments: ['batch_shape']\n", length),
	'half a message over and over': (length) =>
		repeated('Unrecognized keyword arguments passed to Unknown layer: ', length),
	'one line without end': (length) => 'x'.repeat(length),
};
const lengths = [10_000, 100_000, 1_000_000, 5_000_000];

console.log(`${known.flatMap(({ signatures }) => signatures).length} signatures\n`);
const matcher = compile(known);
table(
	['text', ...lengths.map((length) => `${length / 1000} kB`), 'µs per kB'],
	Object.entries(kinds).map(([kind, make]) => {
		const times = lengths.map((length) => measure(make(length), matcher));
		return [
			kind,
			...times.map(inMilliseconds),
			(((times.at(-1) ?? 0) * 1e6) / 5_000_000).toFixed(1),
		];
	}),
);

const shares = [0.125, 0.25, 0.5, 1, 2, 4];
const text = repeated(examples, 100_000);
table(
	['signatures', 'compile, ms', '100 kB, ms'],
	shares.map((share) => {
		const some = manyRules(share);
		const count = some.flatMap(({ signatures }) => signatures).length;
		const compiled = compile(some);
		return [
			String(count),
			inMilliseconds(median(9, () => compile(some))),
			inMilliseconds(measure(text, compiled)),
		];
	}),
);

/** A part of the rules, or several copies of them that differ from the first by one word. */
function manyRules(share: number): readonly Rule[] {
	if (share <= 1) return known.slice(0, Math.round(known.length * share));
	return Array.from({ length: share }, (_, copy) =>
		known.map((rule) => ({
			...rule,
			signatures: rule.signatures.map((signature) => ({
				...signature,
				text: copy === 0 ? signature.text : `${signature.text} copy${copy}`,
			})),
		})),
	).flat();
}

function measure(text: string, matcher: Matcher): number {
	return median(text.length > 1_000_000 ? 5 : 15, () => diagnoseTrace(readTrace(text), matcher));
}

/** In milliseconds; the first run warms up. */
function median(runs: number, action: () => unknown): number {
	action();
	const times = Array.from({ length: runs }, () => {
		const start = performance.now();
		action();
		return performance.now() - start;
	});
	return times.sort((a, b) => a - b)[runs >> 1] ?? 0;
}

function repeated(text: string, length: number): string {
	return text.repeat(Math.ceil(length / text.length)).slice(0, length);
}

function inMilliseconds(time: number): string {
	return time.toFixed(2);
}
