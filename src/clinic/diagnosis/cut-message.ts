import { type CompactText, compactPart } from '../evidence/trace/compact.ts';
import type { ReadTrace } from '../evidence/trace/read-trace.ts';
import type { Matcher, Signature, SignatureHit } from './signature.ts';

/** Fewer characters of a message, in its compact form, tell nothing. */
const shortestCut = 12;
/** More diagnoses than this begin alike: then the beginning tells nothing. */
const mostAlike = 2;
/** No message that a signature knows is longer, in UTF-16 units. */
const longestMessage = 4000;

/** The message in which the text ends; null where it ends elsewhere. */
export function lastMessage({ text, facts }: ReadTrace): CompactText | null {
	const last = facts.exceptions.at(-1);
	if (!last || text.slice(last.end).trim() !== '') return null;
	const start = last.start + last.type.length + 1;
	return compactPart(text, start, Math.min(last.end, start + longestMessage));
}

/**
 * The signatures of which a message, in its compact form, is the beginning. Empty where the
 * beginning is too short, or shared by too many to tell anything.
 */
export function signaturesBegunBy(message: string, matcher: Matcher): readonly SignatureHit[] {
	if (message.length < shortestCut) return [];
	const begun = matcher.signatures.filter(
		({ template: { source, frame, library }, literals }) =>
			!source && !frame && !library && isBegunBy(message, literals),
	);
	const slugs = new Set(begun.map(({ rule }) => rule.slug));
	if (slugs.size > mostAlike) return [];
	return begun.map(({ rule, template }) => ({
		rule,
		template,
		start: 0,
		end: message.length,
		captures: {},
		specificity: 0,
	}));
}

/** Whether the message, as far as it goes, has these literals, and ends within one of them. */
function isBegunBy(message: string, literals: Signature['literals']): boolean {
	let rest = message;
	for (const [index, literal] of literals.entries()) {
		const place = rest.indexOf(literal);
		if (place < 0) return endsInside(rest, literal, index === 0);
		if (index === 0 && place > 0) return false;
		rest = rest.slice(place + literal.length);
	}
	return false;
}

/** Whether the text ends in the beginning of the literal, which stands at its start or anywhere. */
function endsInside(text: string, literal: string, atStart: boolean): boolean {
	if (atStart) return literal.startsWith(text);
	const place = text.indexOf(literal.slice(0, 4));
	return place >= 0 && literal.startsWith(text.slice(place));
}
