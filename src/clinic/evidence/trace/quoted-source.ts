import { type CompactText, compactPart } from './compact.ts';
import type { ReadTrace } from './read-trace.ts';

/** How IPython numbers the lines that it quotes; the arrow marks the one that runs. */
const lineNumber = /^[\s>|]*?(-+> ?)?\s*(?:\[\d+\]\([^)\s]*\)|\d+)(?: |$)/;
/** Libraries that Keras calls, and what Python and debuggers put between an import and its module. */
const belowKeras = /(?:^|[\\/])(?:h5py|numpy|importlib|_pydev_bundle)[\\/]|\.pyx$|^<frozen /;
/** No statement of a library is longer, in UTF-16 units. */
const longestStatement = 4000;

/**
 * The message that the innermost frame raises, put together from the string literals of the source
 * that the traceback quotes, as Python joins them; fields of f-strings stand as they are written.
 * For tracebacks that end before their last line. Null where no `raise` is quoted there.
 */
export function raisedMessage({ text, sourceRanges }: ReadTrace): CompactText | null {
	const lines = lastStatement(text, sourceRanges);
	const [first] = lines;
	if (!first || !/\braise\b/.test(text.slice(...first))) return null;
	const pieces: CompactText[] = [];
	let quote: string | null = null;
	for (const [start, end] of lines) {
		let from = start + numberLength(text.slice(start, end));
		for (let at = from; at < end; at++) {
			const character = text.charAt(at);
			if (quote === null) {
				if (character !== '"' && character !== "'") continue;
				quote = character;
				from = at + 1;
			} else if (character === '\\') {
				at++;
			} else if (character === quote) {
				pieces.push(compactPart(text, from, at));
				quote = null;
			}
		}
		if (quote !== null) pieces.push(compactPart(text, from, end));
		quote = null;
	}
	return concatenated(pieces);
}

/**
 * The innermost frame, as the traceback names it, and the line that it runs; null where there is no
 * frame. Frames below Keras say only that they were called.
 */
export function innermostFrame({ text, facts, sourceRanges }: ReadTrace): CompactText | null {
	const index = facts.frames.findLastIndex(({ file }) => !belowKeras.test(file));
	const frame = facts.frames[index];
	if (!frame) return null;
	const end = facts.frames[index + 1]?.start ?? text.length;
	const own = sourceRanges.filter(([from]) => from > frame.start && from < end);
	const [line] = lastStatement(text, own);
	const lineEnd = text.indexOf('\n', frame.start);
	return concatenated([
		compactPart(text, frame.start, lineEnd < 0 ? text.length : lineEnd),
		...(line ? [compactPart(text, line[0] + numberLength(text.slice(...line)), line[1])] : []),
	]);
}

/** The lines of the last quoted passage, from the one that runs on. */
function lastStatement(
	text: string,
	ranges: ReadTrace['sourceRanges'],
): readonly (readonly [number, number])[] {
	let first = ranges.length - 1;
	const last = ranges[first];
	if (!last) return [];
	const adjoins = (index: number) => {
		const [before, after] = [ranges[index - 1], ranges[index]];
		return before && after && after[0] - before[1] <= 2 && last[1] - before[0] < longestStatement;
	};
	while (adjoins(first)) first--;
	const passage = ranges.slice(first);
	const arrow = passage.findLastIndex((range) => lineNumber.exec(text.slice(...range))?.[1]);
	return arrow < 0 ? passage : passage.slice(arrow);
}

function numberLength(line: string): number {
	return lineNumber.exec(line)?.[0].length ?? 0;
}

function concatenated(pieces: readonly CompactText[]): CompactText {
	return {
		text: pieces.map(({ text }) => text).join(''),
		offsets: Uint32Array.from(pieces.flatMap(({ offsets }) => [...offsets])),
	};
}
