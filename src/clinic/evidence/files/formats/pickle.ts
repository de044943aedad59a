import { kib, mib, textOf, viewOf } from '../bytes.ts';
import type { RandomAccessSource } from '../source.ts';
import { type Findings, nothing } from './findings.ts';

/** What a pickle asks Python for when it is loaded. */
export interface PickleReference {
	/** `module.name`, as the pickle writes it. */
	readonly name: string;
	/** Byte at which it stands. */
	readonly offset: number;
}

export interface PickleFacts {
	readonly protocol: number;
	readonly references: readonly PickleReference[];
	/** Whether any opcode calls what was asked for: REDUCE, NEWOBJ, NEWOBJ_EX, OBJ, INST, BUILD. */
	readonly calls: boolean;
	/** Whether it asks for what is registered by number (EXT1, EXT2, EXT4), which has no name in it. */
	readonly unnamed: boolean;
	/** Bytes up to STOP; null where the opcodes could not be followed to it. */
	readonly length: number | null;
}

/** How the argument behind an opcode is laid out. */
type Argument = number | 'line' | 'two-lines' | 'length1' | 'length4' | 'length8';

/** Opcodes with an argument; all others are one byte. Source: Lib/pickletools.py of CPython 3.13. */
const argumentsOf: Readonly<Record<number, Argument>> = Object.fromEntries(
	(
		[
			['F', 'line'],
			['I', 'line'],
			['L', 'line'],
			['S', 'line'],
			['V', 'line'],
			['P', 'line'],
			['g', 'line'],
			['p', 'line'],
			['c', 'two-lines'],
			['i', 'two-lines'],
			['K', 1],
			['M', 2],
			['J', 4],
			['G', 8],
			['h', 1],
			['j', 4],
			['q', 1],
			['r', 4],
			['U', 'length1'],
			['C', 'length1'],
			['T', 'length4'],
			['B', 'length4'],
			['X', 'length4'],
			['\x80', 1],
			['\x82', 1],
			['\x83', 2],
			['\x84', 4],
			['\x8a', 'length1'],
			['\x8b', 'length4'],
			['\x8c', 'length1'],
			['\x8d', 'length8'],
			['\x8e', 'length8'],
			['\x95', 8],
			['\x96', 'length8'],
		] as const
	).map(([opcode, argument]) => [opcode.charCodeAt(0), argument]),
);

/** Opcodes without an argument. */
const bare = new Set(
	Array.from('().012NQRabdelostu]}\x81\x85\x86\x87\x88\x89\x8f\x90\x91\x92\x93\x94\x97\x98', (op) =>
		op.charCodeAt(0),
	),
);
const textOpcodes = new Set(
	['S', 'V', 'U', 'T', 'X', '\x8c', '\x8d'].map((op) => op.charCodeAt(0)),
);
const calling = new Set(['R', 'o', 'i', 'b', '\x81', '\x92'].map((op) => op.charCodeAt(0)));
const [global, instance, stackGlobal, stop, memoize] = ['c', 'i', '\x93', '.', '\x94'].map((op) =>
	op.charCodeAt(0),
);
const puts = new Set(['p', 'q', 'r'].map((op) => op.charCodeAt(0)));
const gets = new Set(['g', 'h', 'j'].map((op) => op.charCodeAt(0)));
const extensions = new Set([0x82, 0x83, 0x84]);
/** What is on the stack and no text. */
const object = '?';

const largestRead = 64 * mib;
const mostOpcodes = 20_000_000;
const mostReferences = 10_000;
/** PyTorch wrote five pickles one behind the other, and reads them with `load` each. */
const mostPickles = 1000;
const longestText = 4 * kib;

/**
 * True for a pickle of protocol 0, which has no mark: something that Python is asked for, and opcodes
 * up to STOP, behind which `pickle.load` reads no further; or a beginning that no other file has.
 */
export function isUnmarkedPickle(source: RandomAccessSource): boolean {
	const begins = /^c[A-Za-z_][\w.]*\n[A-Za-z_]\w*\n\(/.test(textOf(source.read(0, kib)));
	if (begins) return true;
	const bytes = bytesOf(source, 0);
	const { references, calls, length } = follow(bytes, 0);
	return asksByName(references) && length !== null && (calls || source.size - length <= 1);
}

function asksByName(references: readonly PickleReference[]): boolean {
	return references.length > 0 && references.every(({ name }) => /^[\w.]+$/.test(name));
}

/** A pickle, with what it would ask Python for. Never throws. */
export function readPickleFile(source: RandomAccessSource): Findings {
	const asked = askedFor(readPickle(source));
	return {
		...nothing,
		format: 'pickle',
		risks: asked === null ? [] : [{ id: 'pickle', where: '', quote: asked }],
	};
}

const mostQuoted = 40;

/** What a pickle asks Python for, in one line; null for numbers, texts and lists alone, which run nothing. */
export function askedFor({ references, unnamed, length, protocol }: PickleFacts): string | null {
	const names = [...new Set(references.map(({ name }) => name))];
	if (names.length > 0) return names.slice(0, mostQuoted).join(', ');
	return unnamed || length === null ? `PROTO ${protocol}` : null;
}

/**
 * Follows the opcodes of a pickle, and of those that lie behind it, without doing what they say. Names
 * that a pickle puts together from its memo are followed too. Reads at most 64 MiB from `start`. Never throws.
 */
export function readPickle(source: RandomAccessSource, start = 0): PickleFacts {
	const bytes = bytesOf(source, start);
	const first = follow(bytes, 0);
	const references = [...first.references];
	let { calls, unnamed, length: end } = first;
	for (let count = 1; count < mostPickles && end !== null && end < bytes.length; count++) {
		const next = follow(bytes, end);
		const isMarked = bytes[end] === 0x80 && (bytes[end + 1] ?? 0) <= 5;
		if (!isMarked && (next.length === null || !asksByName(next.references))) break;
		references.push(...next.references);
		calls ||= next.calls;
		unnamed ||= next.unnamed;
		end = next.length;
	}
	return { ...first, references: references.slice(0, mostReferences), calls, unnamed };
}

function bytesOf(source: RandomAccessSource, start: number): Uint8Array {
	return new Uint8Array(source.read(start, Math.min(source.size - start, largestRead)));
}

/** One pickle that begins at byte `from`; `length` is where it ends in the bytes. */
function follow(bytes: Uint8Array, from: number): PickleFacts {
	const view = viewOf(bytes);
	const references: PickleReference[] = [];
	const memo = new Map<number, string>();
	// What was pushed last: STACK_GLOBAL takes the two on top.
	let pushed: string[] = [];
	let [protocol, at, calls, unnamed] = [0, from, false, false];

	for (let count = 0; count < mostOpcodes && at < bytes.length; count++) {
		const start = at;
		const opcode = bytes[at++] ?? 0;
		if (argumentsOf[opcode] === undefined && !bare.has(opcode)) break;
		const span = argumentSpan(bytes, view, at, argumentsOf[opcode]);
		if (!span) break;
		const argument = bytes.subarray(span.start, Math.min(span.end, span.start + longestText));
		at = span.end;
		if (opcode === 0x80) protocol = argument[0] ?? 0;
		if (calling.has(opcode)) calls = true;
		if (extensions.has(opcode)) unnamed = true;
		if (opcode === stop) return { protocol, references, calls, unnamed, length: at };
		if (textOpcodes.has(opcode)) {
			push(
				textOf(argument)
					.trim()
					.replace(/^(['"])(.*)\1$/, '$2'),
			);
		} else if (opcode === global || opcode === instance) {
			add(textOf(argument).trim().replace(/\r?\n/, '.'), start);
		} else if (opcode === stackGlobal) {
			add([object, object, ...pushed].slice(-2).join('.'), start);
		} else if (opcode === memoize) memo.set(memo.size, pushed.at(-1) ?? object);
		else if (puts.has(opcode)) memo.set(memoIndex(opcode, argument), pushed.at(-1) ?? object);
		else if (gets.has(opcode)) push(memo.get(memoIndex(opcode, argument)) ?? object);
	}
	return { protocol, references, calls, unnamed, length: null };

	function push(text: string): void {
		pushed = [...pushed.slice(-1), text];
	}

	function add(name: string, offset: number): void {
		if (references.length < mostReferences) references.push({ name, offset });
		push(object);
	}
}

function memoIndex(opcode: number, argument: Uint8Array): number {
	if (argument.length === 1 && opcode !== 0x67 && opcode !== 0x70) return argument[0] ?? 0;
	if (opcode === 0x67 || opcode === 0x70) return Number.parseInt(textOf(argument), 10);
	return argument.length === 4 ? viewOf(argument).getUint32(0, true) : -1;
}

function argumentSpan(
	bytes: Uint8Array,
	view: DataView,
	at: number,
	argument: Argument | undefined,
): { readonly start: number; readonly end: number } | null {
	const span = (start: number, length: number) =>
		length >= 0 && start + length <= bytes.length ? { start, end: start + length } : null;
	switch (argument) {
		case undefined:
			return { start: at, end: at };
		case 'line':
		case 'two-lines': {
			const first = bytes.indexOf(0x0a, at);
			const end = argument === 'line' || first === -1 ? first : bytes.indexOf(0x0a, first + 1);
			return end === -1 ? null : { start: at, end: end + 1 };
		}
		case 'length1':
			return at < bytes.length ? span(at + 1, bytes[at] ?? 0) : null;
		case 'length4':
			return at + 4 <= bytes.length ? span(at + 4, view.getUint32(at, true)) : null;
		case 'length8':
			return at + 8 <= bytes.length ? span(at + 8, Number(view.getBigUint64(at, true))) : null;
		default:
			return span(at, argument);
	}
}
