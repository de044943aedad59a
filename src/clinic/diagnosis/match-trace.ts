import { type CompactText, compact } from '../evidence/trace/compact.ts';
import { innermostFrame, raisedMessage } from '../evidence/trace/quoted-source.ts';
import type { ReadTrace } from '../evidence/trace/read-trace.ts';
import { lastMessage, signaturesBegunBy } from './cut-message.ts';
import type { Confidence, Diagnosis, Evidence } from './diagnosis.ts';
import { findSignatures, type Matcher, type SignatureHit } from './signature.ts';

const confidenceOrder: readonly Confidence[] = ['certain', 'likely', 'possible'];

/** Sorts by how sure we are: the surest first. */
export function byConfidence(a: { confidence: Confidence }, b: { confidence: Confidence }): number {
	return confidenceOrder.indexOf(a.confidence) - confidenceOrder.indexOf(b.confidence);
}

/** A hit with what decides its rank. */
interface RankedHit {
	readonly hit: SignatureHit;
	readonly passage: Passage;
	readonly confidence: Confidence;
	/** Place in the chain of exceptions, root first; after them what stands outside every exception. */
	readonly chain: number;
}

/** A part of what was pasted in which signatures are looked for. */
interface Passage {
	readonly squeezed: CompactText;
	/** What stands in the text where a range of the passage lies, without quotes around it. */
	readonly original: (range: readonly [number, number]) => string;
}

/**
 * The diagnoses that a pasted text speaks for, best first. In a chain of exceptions the root is
 * named; a wrapper counts only where nothing inside it is known. What a traceback that was cut still
 * shows counts only where no whole message is known.
 */
export function diagnoseTrace(trace: ReadTrace, matcher: Matcher): readonly Diagnosis[] {
	const found = findInText(trace, matcher).map((entry) => unlessCut(entry, trace));
	const ranked = found.length > 0 ? found : findInLastFrame(trace, matcher);
	const [best] = ranked;
	if (!best) return [];
	const known = ranked.filter(({ hit }) => hit.template.wrapper === best.hit.template.wrapper);
	const bySlug = new Map<string, RankedHit[]>();
	for (const entry of known) {
		const slug = entry.hit.rule.slug;
		bySlug.set(slug, [...(bySlug.get(slug) ?? []), entry]);
	}
	const diagnoses = [...bySlug.values()].map((hits) => toDiagnosis(hits, trace));
	return withoutRefined(withoutDoubts(diagnoses), known);
}

function findInText(trace: ReadTrace, matcher: Matcher): readonly RankedHit[] {
	const passage = toPassage(trace, compact(trace.text));
	const raised = trace.facts.exceptions.some(({ type }) => !type.endsWith('Warning'));
	return find(trace, matcher, passage)
		.filter(({ template }) => !(template.warning && raised))
		.flatMap((hit) => rank(hit, trace, passage))
		.sort(compareHits);
}

/** In a chain of exceptions that was cut, the last message could still have told another cause. */
function unlessCut(entry: RankedHit, trace: ReadTrace): RankedHit {
	const isInChain = entry.chain < trace.facts.exceptions.length;
	return entry.confidence === 'certain' && isInChain && !hasMessage(trace)
		? { ...entry, confidence: 'likely' }
		: entry;
}

/**
 * What the innermost frame was about to raise, as far as its source is quoted or the message goes;
 * where neither is known, the line that it ran.
 */
function findInLastFrame(trace: ReadTrace, matcher: Matcher): readonly RankedHit[] {
	const inPassage = (
		squeezed: CompactText | null,
		of: 'message' | 'source',
		confidence: Confidence,
	) => {
		if (!squeezed) return [];
		const passage = toPassage(trace, squeezed);
		const hits = find(trace, matcher, passage, of);
		const begun =
			of === 'source' || hits.length > 0 ? [] : signaturesBegunBy(squeezed.text, matcher);
		return [...hits, ...begun].map((hit) => ({
			hit,
			passage,
			confidence: begun.length > 0 ? ('possible' as const) : confidence,
			chain: 0,
		}));
	};
	const cut = inPassage(lastMessage(trace), 'message', 'possible');
	if (cut.length > 0 || hasMessage(trace)) return cut;
	const raised = inPassage(raisedMessage(trace), 'message', 'likely');
	return raised.length > 0 ? raised : inPassage(innermostFrame(trace), 'source', 'possible');
}

/** Whether the text goes on after its last frame, to say what was raised. */
function hasMessage({ text, facts, sourceRanges }: ReadTrace): boolean {
	const last = facts.exceptions.findLast(({ type }) => !type.endsWith('Warning'));
	const source = sourceRanges.at(-1);
	if (!last) return source === undefined;
	if (source && source[0] > last.start) return false;
	const message = text.slice(last.start, last.end).replace(/^[\w.]+:?/, '');
	return compact(message.slice(0, 200)).text.length > shortestMessage;
}

/** A message that was cut as short as this says nothing; in characters of its compact form. */
const shortestMessage = 12;

function find(
	trace: ReadTrace,
	matcher: Matcher,
	{ squeezed, original }: Passage,
	of: 'message' | 'source' = 'message',
): readonly SignatureHit[] {
	const functions = new Set(trace.facts.frames.map((frame) => frame.function));
	const lineEnd = lineEndIn(trace.text, squeezed);
	return findSignatures(matcher, squeezed.text, lineEnd, original, of).filter(
		({ template: { frame, library } }) =>
			(!frame || functions.has(frame)) && (!library || library === trace.facts.library),
	);
}

function toPassage(trace: ReadTrace, squeezed: CompactText): Passage {
	return { squeezed, original: (range) => originalText(trace.text, squeezed, range) };
}

/** Nothing for a message inside source lines that a traceback quotes: it was never raised. */
function rank(hit: SignatureHit, trace: ReadTrace, passage: Passage): readonly RankedHit[] {
	const start = passage.squeezed.offsets[hit.start] ?? 0;
	const isIn = ([from, to]: readonly [number, number]) => start >= from && start < to;
	const chain = trace.facts.exceptions.findIndex(({ start, end }) => isIn([start, end]));
	if (chain < 0 && trace.sourceRanges.some(isIn)) return [];
	return [
		{
			hit,
			passage,
			confidence: hit.template.confidence,
			chain: chain < 0 ? trace.facts.exceptions.length : chain,
		},
	];
}

function compareHits(a: RankedHit, b: RankedHit): number {
	return (
		Number(a.hit.template.wrapper) - Number(b.hit.template.wrapper) ||
		a.chain - b.chain ||
		byConfidence(a, b) ||
		b.hit.specificity - a.hit.specificity ||
		a.hit.start - b.hit.start
	);
}

function toDiagnosis(hits: readonly RankedHit[], trace: ReadTrace): Diagnosis {
	const { rule } = (hits[0] as RankedHit).hit;
	const values: Record<string, string> = {};
	if (trace.facts.call?.path) values['path'] = trace.facts.call.path;
	for (const { hit, passage } of [...hits].reverse()) {
		for (const [name, range] of Object.entries(hit.captures)) {
			const text = passage.original(range);
			if (text) values[name] = text;
		}
	}
	return {
		code: rule.code,
		slug: rule.slug,
		cause: rule.cause,
		confidence: [...hits].sort(byConfidence)[0]?.confidence ?? 'possible',
		evidence: quotes(hits, trace),
		values,
	};
}

/** The matching lines, once each, at most a few. */
function quotes(hits: readonly RankedHit[], trace: ReadTrace): readonly Evidence[] {
	const seen = new Set<number>();
	const evidence: Evidence[] = [];
	for (const { hit, passage } of hits) {
		const start = passage.squeezed.offsets[hit.start] ?? 0;
		const end = (passage.squeezed.offsets[hit.end - 1] ?? start) + 1;
		if (seen.has(start) || evidence.length === 4) continue;
		seen.add(start);
		evidence.push(quote(trace, start, end));
	}
	return evidence;
}

/** A range of the text that was read, as evidence. */
export function quote(trace: ReadTrace, start: number, end: number): Evidence {
	const before = trace.facts.cutAt ?? 0;
	return {
		from: 'trace',
		quote: trace.text.slice(start, Math.min(end, start + 600)),
		line: countLines(trace.text, start),
		start: before + start,
		end: before + end,
	};
}

/** Where one message has several possible causes and one of them is certain, the doubts fall away. */
function withoutDoubts(diagnoses: readonly Diagnosis[]): readonly Diagnosis[] {
	const settled = new Set(
		diagnoses
			.filter(({ confidence }) => confidence === 'certain')
			.flatMap(({ evidence }) => evidence.map((item) => (item.from === 'trace' ? item.start : -1))),
	);
	return diagnoses.filter(
		({ confidence, evidence }) =>
			confidence === 'certain' ||
			!evidence.every((item) => item.from === 'trace' && settled.has(item.start)),
	);
}

/** A diagnosis that another one found refines says nothing new. */
function withoutRefined(
	diagnoses: readonly Diagnosis[],
	known: readonly RankedHit[],
): readonly Diagnosis[] {
	const surest = diagnoses[0];
	if (!surest) return diagnoses;
	const refined = new Set(
		known
			.filter(({ hit }) =>
				diagnoses.some(
					({ slug, confidence }) => slug === hit.rule.slug && confidence === 'certain',
				),
			)
			.flatMap(({ hit }) => hit.rule.refines),
	);
	return diagnoses.filter(({ slug }) => !refined.has(slug));
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

function countLines(text: string, offset: number): number {
	let lines = 1;
	for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1))
		lines++;
	return lines;
}
