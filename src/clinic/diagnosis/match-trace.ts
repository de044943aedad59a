import { type CompactText, compact } from '../evidence/trace/compact.ts';
import type { ReadTrace } from '../evidence/trace/read-trace.ts';
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
	readonly confidence: Confidence;
	/** Place in the chain of exceptions, root first; after them what stands outside every exception. */
	readonly chain: number;
	/** Inside source lines that a traceback quotes: such a message was perhaps never raised. */
	readonly quoted: boolean;
}

/**
 * The diagnoses that a pasted text speaks for, best first. In a chain of exceptions the root is
 * named; a wrapper counts only where nothing inside it is known.
 */
export function diagnoseTrace(trace: ReadTrace, matcher: Matcher): readonly Diagnosis[] {
	const squeezed = compact(trace.text);
	const original = (range: readonly [number, number]) => originalText(trace.text, squeezed, range);
	const raised = trace.facts.exceptions.some(({ type }) => !type.endsWith('Warning'));
	const functions = new Set(trace.facts.frames.map((frame) => frame.function));
	const ranked = findSignatures(matcher, squeezed.text, lineEndIn(trace.text, squeezed), original)
		.filter(({ template }) => !template.frame || functions.has(template.frame))
		.filter(({ template }) => !(template.warning && raised))
		.map((hit) => rank(hit, trace, squeezed))
		.sort(compareHits);

	const best = ranked[0];
	if (!best) return [];
	const known = ranked.filter(
		({ hit, quoted }) =>
			hit.template.wrapper === best.hit.template.wrapper && quoted === best.quoted,
	);
	const bySlug = new Map<string, RankedHit[]>();
	for (const entry of known) {
		const slug = entry.hit.rule.slug;
		bySlug.set(slug, [...(bySlug.get(slug) ?? []), entry]);
	}
	const diagnoses = [...bySlug.values()].map((hits) =>
		toDiagnosis(hits, trace, squeezed, original),
	);
	return withoutRefined(withoutDoubts(diagnoses), known);
}

function rank(hit: SignatureHit, trace: ReadTrace, squeezed: CompactText): RankedHit {
	const start = squeezed.offsets[hit.start] ?? 0;
	const chain = trace.facts.exceptions.findIndex(
		(exception) => start >= exception.start && start < exception.end,
	);
	const quoted = chain < 0 && trace.sourceRanges.some(([from, to]) => start >= from && start < to);
	return {
		hit,
		quoted,
		chain: chain < 0 ? trace.facts.exceptions.length : chain,
		confidence: quoted ? 'possible' : hit.template.confidence,
	};
}

function compareHits(a: RankedHit, b: RankedHit): number {
	return (
		Number(a.hit.template.wrapper) - Number(b.hit.template.wrapper) ||
		Number(a.quoted) - Number(b.quoted) ||
		a.chain - b.chain ||
		byConfidence(a, b) ||
		b.hit.specificity - a.hit.specificity ||
		a.hit.start - b.hit.start
	);
}

function toDiagnosis(
	hits: readonly RankedHit[],
	trace: ReadTrace,
	squeezed: CompactText,
	original: (range: readonly [number, number]) => string,
): Diagnosis {
	const { rule } = (hits[0] as RankedHit).hit;
	const values: Record<string, string> = {};
	if (trace.facts.call?.path) values['path'] = trace.facts.call.path;
	for (const { hit } of [...hits].reverse()) {
		for (const [name, range] of Object.entries(hit.captures)) {
			const text = original(range);
			if (text) values[name] = text;
		}
	}
	return {
		code: rule.code,
		slug: rule.slug,
		cause: rule.cause,
		confidence: [...hits].sort(byConfidence)[0]?.confidence ?? 'possible',
		evidence: quotes(hits, trace, squeezed),
		values,
	};
}

/** The matching lines, once each, at most a few. */
function quotes(
	hits: readonly RankedHit[],
	trace: ReadTrace,
	squeezed: CompactText,
): readonly Evidence[] {
	const seen = new Set<number>();
	const evidence: Evidence[] = [];
	for (const { hit } of hits) {
		const start = squeezed.offsets[hit.start] ?? 0;
		const end = (squeezed.offsets[hit.end - 1] ?? start) + 1;
		if (seen.has(start) || evidence.length === 4) continue;
		seen.add(start);
		const before = trace.facts.cutAt ?? 0;
		evidence.push({
			from: 'trace',
			quote: trace.text.slice(start, Math.min(end, start + 600)),
			line: countLines(trace.text, start),
			start: before + start,
			end: before + end,
		});
	}
	return evidence;
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
