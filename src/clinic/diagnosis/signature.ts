import { compact } from '../evidence/trace/compact.ts';
import { tables } from '../knowledge/tables.ts';
import type { Rule, SignatureTemplate } from './rule.ts';

/** A `{placeholder}` may cover at most this many characters of the compact text. */
const longestCapture = 600;
/** A template may start with a name of at most this many characters. */
const longestName = 80;
/** A type that is followed by enough of a message to be known without it. */
const exceptionType = /^[A-Z]\w*(?:Error|Exception|Warning): (?=[^{]*(?:\{[^}]*\}[^{]*)*[^{}]{20})/;
/** No more than this many characters of a literal are looked for in the first pass. */
const anchorLength = 24;

/** A message found in a text; offsets count characters of the compact text. */
export interface SignatureHit {
	readonly rule: Rule;
	readonly template: SignatureTemplate;
	readonly start: number;
	readonly end: number;
	/** What each placeholder covers, as [start, end). */
	readonly captures: Readonly<Record<string, readonly [number, number]>>;
	/** How many characters of the message are literal, and how many captures a table knew. */
	readonly specificity: number;
	/** The template names the exception's type, and the text does not. */
	readonly lacksType: boolean;
}

interface Placeholder {
	readonly name: string;
	readonly table: string | null;
}

/** A template, taken apart. */
export interface Signature {
	readonly rule: Rule;
	readonly template: SignatureTemplate;
	/** The compact literals; `placeholders[i]` stands between `literals[i]` and `literals[i + 1]`. */
	readonly literals: readonly string[];
	readonly placeholders: readonly Placeholder[];
	/** Which literal is looked for first: the longest. */
	readonly anchor: number;
	/** The exception's type, in compact form with its colon; people often paste what follows it. */
	readonly type: string;
}

/** The signatures of all rules, ready to be looked for in one pass over a text. */
export interface Matcher {
	readonly signatures: readonly Signature[];
	readonly automaton: Automaton;
}

/** @throws Error when a template has no literal or names an unknown table. */
export function compile(rules: readonly Rule[]): Matcher {
	const signatures = rules.flatMap((rule) =>
		rule.signatures.map((template) => compileTemplate(rule, template)),
	);
	const anchors = signatures.map(({ literals, anchor }) =>
		(literals[anchor] ?? '').slice(0, anchorLength),
	);
	return { signatures, automaton: buildAutomaton(anchors) };
}

function compileTemplate(rule: Rule, template: SignatureTemplate): Signature {
	const placeholders: Placeholder[] = [];
	const literals: string[] = [];
	const [type = ''] = exceptionType.exec(template.text) ?? [];
	let start = type.length;
	for (const match of template.text.matchAll(/\{([a-z][a-z0-9-]*)(?::([a-z0-9-]+))?\}/g)) {
		const table = match[2] ?? null;
		if (table && !tables[table]) throw new Error(`${rule.slug}: no table "${table}"`);
		literals.push(compact(template.text.slice(start, match.index)).text);
		placeholders.push({ name: match[1] ?? '', table });
		start = match.index + match[0].length;
	}
	literals.push(compact(template.text.slice(start)).text);
	const longest = Math.max(...literals.map((literal) => literal.length));
	if (longest < 4) throw new Error(`${rule.slug}: nothing literal in "${template.text}"`);
	return {
		rule,
		template,
		literals,
		placeholders,
		anchor: literals.findIndex((literal) => literal.length === longest),
		type: compact(type).text,
	};
}

/**
 * Finds the messages in a compact text. `lineEnd` gives, for an offset, where its line ends: a
 * placeholder at the end of a template covers the rest of the line. `of` says whether the text is
 * what people paste or a line of code.
 */
export function findSignatures(
	{ signatures, automaton }: Matcher,
	text: string,
	lineEnd: (offset: number) => number,
	original: (range: readonly [number, number]) => string,
	of: 'message' | 'source' = 'message',
): readonly SignatureHit[] {
	const places = anchorPlaces(automaton, text, signatures.length);
	const hits: SignatureHit[] = [];
	for (const [index, signature] of signatures.entries()) {
		if (Boolean(signature.template.source) !== (of === 'source')) continue;
		const length = Math.min(anchorLength, signature.literals[signature.anchor]?.length ?? 0);
		let lastEnd = -1;
		for (const end of places[index] ?? []) {
			if (end - length < lastEnd) continue;
			const hit = verify(signature, text, end - length, lineEnd, original);
			if (!hit) continue;
			lastEnd = hit.end;
			hits.push(hit);
		}
	}
	return hits;
}

/**
 * Where each signature's anchor ends. The text may repeat one message a million times: the first few
 * and the newest tell all.
 */
function anchorPlaces(
	automaton: Automaton,
	text: string,
	count: number,
): readonly (readonly number[] | undefined)[] {
	const first: (number[] | undefined)[] = new Array(count);
	const newest: (number[] | undefined)[] = new Array(count);
	const seen = new Int32Array(count);
	search(automaton, text, (index, end) => {
		const before = seen[index] ?? 0;
		seen[index] = before + 1;
		if (before < mostFirst) {
			first[index] ??= [];
			first[index]?.push(end);
			return;
		}
		newest[index] ??= [];
		const ring = newest[index];
		if (ring) ring[(before - mostFirst) % mostNewest] = end;
	});
	return first.map((places, index) => places?.concat((newest[index] ?? []).sort((a, b) => a - b)));
}

/** How many places of a message are looked at, from the start of the text and from its end. */
const mostFirst = 8;
const mostNewest = 24;

/** Checks the whole template around its anchor; null where it does not fit. */
function verify(
	{ rule, template, literals, placeholders, anchor, type }: Signature,
	text: string,
	anchorStart: number,
	lineEnd: (offset: number) => number,
	original: (range: readonly [number, number]) => string,
): SignatureHit | null {
	const anchorLiteral = literals[anchor] ?? '';
	if (!text.startsWith(anchorLiteral, anchorStart)) return null;
	const ranges: (readonly [number, number])[] = new Array(placeholders.length);

	let start = anchorStart;
	for (let i = anchor - 1; i >= 0; i--) {
		const literal = literals[i] ?? '';
		if (literal === '') {
			ranges[i] = [nameStart(text, start, lineEnd), start];
			start = ranges[i]?.[0] ?? start;
			continue;
		}
		const from = Math.max(0, start - longestCapture - literal.length);
		// Only the window is searched, so that the cost does not grow with the text.
		const found = text.slice(from, start).lastIndexOf(literal);
		if (found < 0) return null;
		const at = from + found;
		ranges[i] = [at + literal.length, start];
		start = at;
	}
	let end = anchorStart + anchorLiteral.length;
	for (let i = anchor + 1; i < literals.length; i++) {
		const literal = literals[i] ?? '';
		if (literal === '') {
			const stop = Math.min(lineEnd(end), end + longestCapture);
			ranges[i - 1] = [end, stop];
			end = stop;
			continue;
		}
		const found = text.slice(end, end + longestCapture + literal.length).indexOf(literal);
		if (found < 0) return null;
		ranges[i - 1] = [end, end + found];
		end += found + literal.length;
	}

	const captures: Record<string, readonly [number, number]> = {};
	let specificity = literals.join('').length;
	for (const [i, { name, table }] of placeholders.entries()) {
		const range = ranges[i] ?? [start, start];
		if (table) {
			if (!tables[table]?.(original(range))) return null;
			specificity += 100;
		}
		captures[name] = range;
	}
	const lacksType = !text.startsWith(type, start - type.length);
	return { rule, template, start, end, captures, specificity, lacksType };
}

/** Where a name begins that a template starts with: behind a colon, on the line of what follows it. */
function nameStart(text: string, end: number, lineEnd: (offset: number) => number): number {
	let start = Math.max(0, end - longestName);
	while (lineEnd(start) < end) start = lineEnd(start);
	return start + text.slice(start, end).lastIndexOf(':') + 1;
}

/** Aho and Corasick's automaton over the anchors, as one table of transitions (Aho, Corasick 1975). */
interface Automaton {
	/** `next[state * 128 + character]`; characters beyond ASCII lead to the start. */
	readonly next: Int32Array;
	/** For each state, the patterns that end there. */
	readonly outputs: readonly (readonly number[] | undefined)[];
	/** 1 for the states in which a pattern ends: most have none, and are passed without a look. */
	readonly ends: Uint8Array;
}

function buildAutomaton(patterns: readonly string[]): Automaton {
	const width = 128;
	const trie: Map<number, number>[] = [new Map()];
	const outputs: (number[] | undefined)[] = [];
	for (const [index, pattern] of patterns.entries()) {
		let state = 0;
		for (const character of pattern) {
			const code = character.charCodeAt(0) % width;
			let child = trie[state]?.get(code);
			if (child === undefined) {
				child = trie.length;
				trie[state]?.set(code, child);
				trie.push(new Map());
			}
			state = child;
		}
		outputs[state] = [...(outputs[state] ?? []), index];
	}
	const next = new Int32Array(trie.length * width);
	const fallback = new Int32Array(trie.length);
	const queue = [0];
	for (const state of queue) {
		const fail = fallback[state] ?? 0;
		if (state !== 0) {
			next.copyWithin(state * width, fail * width, (fail + 1) * width);
			const inherited = outputs[fail];
			if (inherited) outputs[state] = [...(outputs[state] ?? []), ...inherited];
		}
		for (const [code, child] of trie[state] ?? []) {
			fallback[child] = state === 0 ? 0 : (next[fail * width + code] ?? 0);
			next[state * width + code] = child;
			queue.push(child);
		}
	}
	const ends = Uint8Array.from(trie, (_, state) => (outputs[state] ? 1 : 0));
	return { next, outputs, ends };
}

/** Calls `found` with each pattern's index and where it ends, in one pass over the text. */
function search(
	{ next, outputs, ends }: Automaton,
	text: string,
	found: (pattern: number, end: number) => void,
): void {
	let state = 0;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		state = code < 128 ? (next[state * 128 + code] ?? 0) : 0;
		if (ends[state] !== 1) continue;
		for (const pattern of outputs[state] ?? []) found(pattern, i + 1);
	}
}
