import { compact } from '../evidence/trace/compact.ts';
import type { ReadTrace } from '../evidence/trace/read-trace.ts';
import { findInCutTrace, hasMessage } from './cut-trace.ts';
import type { Confidence, Diagnosis, Evidence } from './diagnosis.ts';
import { find, type Passage, type RankedHit, toPassage } from './ranked-hit.ts';
import type { Matcher, SignatureHit } from './signature.ts';

const confidenceOrder: readonly Confidence[] = ['certain', 'likely', 'possible'];

/** Sorts by how sure we are: the surest first. */
export function byConfidence(a: { confidence: Confidence }, b: { confidence: Confidence }): number {
	return confidenceOrder.indexOf(a.confidence) - confidenceOrder.indexOf(b.confidence);
}

/**
 * The diagnoses that a pasted text speaks for, best first. In a chain of exceptions the root is
 * named; a wrapper counts only where nothing inside it is known. What a traceback that was cut still
 * shows counts only where no whole message is known.
 */
export function diagnoseTrace(trace: ReadTrace, matcher: Matcher): readonly Diagnosis[] {
	const isCut = !hasMessage(trace);
	const found = findInText(trace, matcher).map((entry) =>
		isCut ? unlessCut(entry, trace) : entry,
	);
	const ranked = found.length > 0 ? found : findInCutTrace(trace, matcher);
	const [best] = ranked;
	if (!best) return [];
	const known = ranked.filter(({ hit }) => isWrapper(hit) === isWrapper(best.hit));
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
	return entry.confidence === 'certain' && isInChain ? { ...entry, confidence: 'likely' } : entry;
}

/** Nothing for a message inside source lines that a traceback quotes: it was never raised. */
function rank(hit: SignatureHit, trace: ReadTrace, passage: Passage): readonly RankedHit[] {
	const start = passage.squeezed.offsets[hit.start] ?? 0;
	const { exceptions } = trace.facts;
	const chain = rangeAt(exceptions.length, (at) => exceptions[at]?.start ?? 0, start);
	const isRaised = start < (exceptions[chain]?.end ?? 0);
	const line = rangeAt(trace.sourceRanges.length, (at) => trace.sourceRanges[at]?.[0] ?? 0, start);
	if (!isRaised && start < (trace.sourceRanges[line]?.[1] ?? 0)) return [];
	return [
		{
			hit,
			passage,
			confidence: confidenceOf(hit),
			chain: isRaised ? chain : exceptions.length,
		},
	];
}

/** The last of some ranges, in order, that starts at or before a place; -1 where none does. */
function rangeAt(count: number, startOf: (index: number) => number, place: number): number {
	let low = 0;
	let high = count;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (startOf(middle) <= place) low = middle + 1;
		else high = middle;
	}
	return low - 1;
}

function isWrapper({ template }: SignatureHit): boolean {
	return template.wrapper === true;
}

/** As the signature says; one step less where the text lacks the exception's type. */
function confidenceOf({
	template: { confidence = 'certain' },
	lacksType,
}: SignatureHit): Confidence {
	if (!lacksType) return confidence;
	return confidenceOrder[confidenceOrder.indexOf(confidence) + 1] ?? 'possible';
}

function compareHits(a: RankedHit, b: RankedHit): number {
	return (
		Number(isWrapper(a.hit)) - Number(isWrapper(b.hit)) ||
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
	const seen: (readonly [number, number])[] = [];
	const evidence: Evidence[] = [];
	for (const { hit, passage } of hits) {
		const start = passage.squeezed.offsets[hit.start] ?? 0;
		const end = (passage.squeezed.offsets[hit.end - 1] ?? start) + 1;
		const isSeen = seen.some(([from, to]) => start < to && end > from);
		if (isSeen || evidence.length === 4) continue;
		seen.push([start, end]);
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
		line: rangeAt(trace.lineStarts.length, (at) => trace.lineStarts[at] ?? 0, start) + 1,
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
			.flatMap(({ hit }) => hit.rule.refines ?? []),
	);
	return diagnoses.filter(({ slug }) => !refined.has(slug));
}
