import { type CompactText, compact } from '../evidence/trace/compact.ts';
import { innermostFrame, raisedMessage } from '../evidence/trace/quoted-source.ts';
import type { ReadTrace } from '../evidence/trace/read-trace.ts';
import { lastMessages, quotedMessages, signaturesBegunBy } from './cut-message.ts';
import type { Confidence } from './diagnosis.ts';
import { find, type RankedHit, toPassage } from './ranked-hit.ts';
import type { Matcher } from './signature.ts';

/**
 * What a text without any whole message still tells: the message that it begins, what the innermost
 * frame was about to raise as far as its source is quoted, the frame itself, a message that prose
 * quotes in part. The first that is known.
 */
export function findInCutTrace(trace: ReadTrace, matcher: Matcher): readonly RankedHit[] {
	const cut = firstHits(lastMessages(trace), (message) => begunBy(trace, matcher, message, false));
	if (cut.length > 0) return cut;
	if (!hasMessage(trace)) {
		const raised = raisedMessage(trace);
		const hits = raised
			? [
					...rankAll(trace, matcher, raised, 'message', 'likely'),
					...begunBy(trace, matcher, raised, false),
				]
			: [];
		if (hits.length > 0) return hits;
		const frame = innermostFrame(trace);
		const ran = frame ? rankAll(trace, matcher, frame, 'source', 'possible') : [];
		if (ran.length > 0) return ran;
	}
	return firstHits(quotedMessages(trace), (message) => begunBy(trace, matcher, message, true));
}

function firstHits(
	passages: readonly CompactText[],
	find: (passage: CompactText) => readonly RankedHit[],
): readonly RankedHit[] {
	for (const passage of passages) {
		const hits = find(passage);
		if (hits.length > 0) return hits;
	}
	return [];
}

function begunBy(
	trace: ReadTrace,
	matcher: Matcher,
	message: CompactText,
	isQuote: boolean,
): readonly RankedHit[] {
	const passage = toPassage(trace, message);
	return signaturesBegunBy(message, matcher, isQuote).map((hit) => ({
		hit,
		passage,
		confidence: 'possible',
		chain: 0,
	}));
}

function rankAll(
	trace: ReadTrace,
	matcher: Matcher,
	squeezed: CompactText,
	of: 'message' | 'source',
	confidence: Confidence,
): readonly RankedHit[] {
	const passage = toPassage(trace, squeezed);
	return find(trace, matcher, passage, of).map((hit) => ({ hit, passage, confidence, chain: 0 }));
}

/** Whether the text goes on after its last frame, to say what was raised. */
export function hasMessage({ text, facts, sourceRanges }: ReadTrace): boolean {
	const last = facts.exceptions.findLast(({ type }) => !type.endsWith('Warning'));
	const source = sourceRanges.at(-1);
	if (!last) return source === undefined;
	if (source && source[0] > last.start) return false;
	// Who stops a program gets no message.
	if (/(?:Interrupt|Exit)$/.test(last.type)) return true;
	const message = text.slice(last.start, last.end).replace(/^[\w.]+:?/, '');
	return compact(message.slice(0, 200)).text.length > shortestMessage;
}

/** A message that was cut as short as this says nothing; in characters of its compact form. */
const shortestMessage = 12;
