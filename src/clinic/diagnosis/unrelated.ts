import { compact } from '../evidence/trace/compact.ts';
import { readTrace } from '../evidence/trace/read-trace.ts';
import { type UnrelatedMessage, unrelatedMessages } from '../knowledge/unrelated.ts';
import { compile, findSignatures, type Matcher } from './signature.ts';

let matcher: Matcher | undefined;

/**
 * What a text is about that is no trouble of a model's file or of Keras' versions; null where that is
 * not known either. Where several are found, the last counts: the error stands at the end.
 */
export function recogniseUnrelated(pasted: string): UnrelatedMessage | null {
	matcher ??= compile(
		unrelatedMessages.map(({ id, text }) => ({
			slug: id,
			code: id,
			cause: 'unrelated',
			signatures: [{ text, confidence: 'certain', wrapper: false }],
		})),
	);
	const { text } = readTrace(pasted);
	const squeezed = compact(text);
	const original = ([start, end]: readonly [number, number]) =>
		end > start
			? text.slice(squeezed.offsets[start], (squeezed.offsets[end - 1] ?? 0) + 1).trim()
			: '';
	const hits = findSignatures(matcher, squeezed.text, () => squeezed.text.length, original);
	const last = [...hits].sort((a, b) => a.start - b.start).at(-1);
	return unrelatedMessages.find(({ id }) => id === last?.rule.slug) ?? null;
}
