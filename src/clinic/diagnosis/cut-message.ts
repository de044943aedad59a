import { type CompactText, compactPart } from '../evidence/trace/compact.ts';
import type { ReadTrace } from '../evidence/trace/read-trace.ts';
import type { Matcher, Signature, SignatureHit } from './signature.ts';

/** Fewer literal characters of a message, in its compact form, tell nothing. */
const shortestCut = 12;
/** A phrase in quotes may be a whole message of another kind: more of it must agree. */
const shortestQuote = 20;
/** More diagnoses than this begin alike: then the beginning tells nothing. */
const mostAlike = 2;
/** No message that a signature knows is longer, in UTF-16 units. */
const longestMessage = 4000;
/** What people write around a message is looked through only this near the end, in UTF-16 units. */
const proseLength = 20_000;
/** Behind a bracket it is Python that quotes: a message of several parts, which has its own end. */
const inQuotes = /(?<!\()["“`'‘「]([^"“”`'‘’「」\n]{16,400})["”`'’」]/g;

/** The message in which the text ends, and the first line of those before it. */
export function lastMessages({ text, facts }: ReadTrace): readonly CompactText[] {
	return facts.exceptions
		.slice(-4)
		.reverse()
		.map(({ type, start, end }) => {
			const from = start + type.length + 1;
			const newline = text.indexOf('\n', from);
			const to = newline < 0 || text.slice(end).trim() === '' ? end : newline;
			return compactPart(text, from, Math.min(to, from + longestMessage));
		});
}

/** What a line of prose puts in quotes, perhaps without its end. */
export function quotedMessages({ text, facts, sourceRanges }: ReadTrace): readonly CompactText[] {
	const first = Math.max(0, text.length - proseLength);
	return [...text.slice(first).matchAll(inQuotes)].flatMap(({ index, 1: message = '' }) => {
		const from = first + index + 1;
		const isProse = ![
			...sourceRanges,
			...facts.exceptions.map(({ start, end }) => [start, end] as const),
		].some(([start, end]) => from >= start && from < end);
		return !isProse ? [] : [compactPart(text, from, from + message.length)];
	});
}

/**
 * The signatures of which a message, in its compact form, is the beginning. Empty where too little
 * of it is shown, or where too many begin alike to tell anything.
 */
export function signaturesBegunBy(
	{ text }: CompactText,
	matcher: Matcher,
	isQuote: boolean,
): readonly SignatureHit[] {
	const shortest = isQuote ? shortestQuote : shortestCut;
	const begun = matcher.signatures.filter(
		({ template: { source, frame, library, alone }, literals }) =>
			!source && !frame && !library && !alone && shownOf(literals, text) >= shortest,
	);
	const slugs = new Set(begun.map(({ rule }) => rule.slug));
	if (slugs.size > mostAlike) return [];
	return begun.map(({ rule, template }) => ({
		rule,
		template,
		start: 0,
		end: text.length,
		captures: {},
		specificity: 0,
		lacksType: false,
	}));
}

/** Where a message goes on otherwise behind a placeholder: less than any shown length. */
const noEnd = Number.NEGATIVE_INFINITY;

/** How many literal characters the message shows, if it ends within one of the literals; else less than 1. */
function shownOf(literals: Signature['literals'], message: string): number {
	let rest = message;
	let shown = 0;
	for (const [index, literal] of literals.entries()) {
		const place = rest.indexOf(literal);
		if (place < 0) return shown + endOf(rest, literal, index === 0);
		if (index === 0 && place > 0) return 0;
		rest = rest.slice(place + literal.length);
		shown += literal.length;
	}
	return 0;
}

/**
 * How many characters of the literal the text ends with; less than 1 where it ends otherwise. The first
 * literal stands at the start of the text, a later one behind whatever a placeholder covers.
 */
function endOf(text: string, literal: string, isFirst: boolean): number {
	if (isFirst) return literal.startsWith(text) ? text.length : 0;
	const place = text.indexOf(literal.slice(0, 4));
	return place >= 0 && literal.startsWith(text.slice(place)) ? text.length - place : noEnd;
}
