import type { CompactText } from '../evidence/trace/compact.ts';
import type { ReadTrace } from '../evidence/trace/read-trace.ts';
import type { Confidence } from './diagnosis.ts';
import { findSignatures, type Matcher, type SignatureHit } from './signature.ts';

/** A hit with what decides its rank. */
export interface RankedHit {
	readonly hit: SignatureHit;
	readonly passage: Passage;
	readonly confidence: Confidence;
	/** Place in the chain of exceptions, root first; after them what stands outside every exception. */
	readonly chain: number;
}

/** A part of what was pasted in which signatures are looked for. */
export interface Passage {
	readonly squeezed: CompactText;
	/** What stands in the text where a range of the passage lies, without quotes around it. */
	readonly original: (range: readonly [number, number]) => string;
}

/** The signatures in a passage whose conditions the trace meets. */
export function find(
	trace: ReadTrace,
	matcher: Matcher,
	{ squeezed, original }: Passage,
	of: 'message' | 'source' = 'message',
): readonly SignatureHit[] {
	const { frames, call, library: raising } = trace.facts;
	const functions = new Set(frames.map((frame) => frame.function));
	const lineEnd = lineEndIn(trace.text, squeezed);
	return findSignatures(matcher, squeezed.text, lineEnd, original, of).filter(
		({ template: { frame, library, alone } }) =>
			(!frame || functions.has(frame) || (alone && frame === call?.name)) &&
			(!library || library === raising) &&
			!(alone && frames.length > 0),
	);
}

/** Makes a part of the text, in its compact form, ready to be searched. */
export function toPassage(trace: ReadTrace, squeezed: CompactText): Passage {
	return { squeezed, original: (range) => originalText(trace.text, squeezed, range) };
}

/** What the person wrote where a range of the compact text stands, without quotes around it. */
function originalText(
	text: string,
	squeezed: CompactText,
	[start, end]: readonly [number, number],
): string {
	if (end <= start) return '';
	const from = squeezed.offsets[start] ?? 0;
	const to = (squeezed.offsets[end - 1] ?? from) + 1;
	return text
		.slice(from, to)
		.replace(/^[\s'"`‘’“”]+|[\s'"`‘’“”]+$/g, '')
		.slice(0, 600);
}

/** Gives, for a place in the compact text, the place where its line ends. */
function lineEndIn(text: string, squeezed: CompactText): (place: number) => number {
	return (place) => {
		const offset = squeezed.offsets[place];
		if (offset === undefined) return squeezed.offsets.length;
		const newline = text.indexOf('\n', offset);
		const stop = newline < 0 ? text.length : newline;
		let low = place;
		let high = squeezed.offsets.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((squeezed.offsets[middle] ?? 0) < stop) low = middle + 1;
			else high = middle;
		}
		return low;
	};
}
