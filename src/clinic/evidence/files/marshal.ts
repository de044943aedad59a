import { textOf, viewOf } from './bytes.ts';

/** What Python bytecode refers to: names it looks up, texts it holds. Plain data. */
export interface CodeFacts {
	/** Attributes, globals and imports that it asks for (`co_names`), in all code inside too. */
	readonly names: readonly string[];
	/** Constant texts, such as addresses, commands and source that it would run. */
	readonly strings: readonly string[];
	/** The file that it was compiled from; null where the code could not be followed. */
	readonly filename: string | null;
	/** The Python whose layout of code it has; null where the code could not be followed. */
	readonly python: '2.7' | '3.0–3.7' | '3.8–3.10' | '3.11 or later' | null;
}

/** How many numbers stand before the bytecode, and what follows it. Source: Python/marshal.c of each release. */
const layouts = [
	{ python: '3.8–3.10', numbers: 6, modern: false },
	{ python: '3.11 or later', numbers: 5, modern: true },
	{ python: '3.0–3.7', numbers: 5, modern: false },
	{ python: '2.7', numbers: 4, modern: false },
] as const;

const deepest = 200;
const mostObjects = 200_000;
const mostTexts = 2000;

/** Reads what `marshal.dumps(function.__code__)` wrote, as data: nothing is run. Never throws. */
export function readMarshalledCode(bytes: Uint8Array): CodeFacts {
	for (const layout of layouts) {
		const reader = new MarshalReader(bytes, layout);
		try {
			if (reader.read() === reader.code) {
				const { names, strings, filename } = reader;
				return { names: [...names], strings: [...strings], filename, python: layout.python };
			}
		} catch (error) {
			if (!(error instanceof RangeError)) throw error;
		}
	}
	return { names: [], strings: readable(bytes), filename: null, python: null };
}

/** The texts of code that cannot be followed, as the tool `strings` finds them. */
function readable(bytes: Uint8Array): string[] {
	const latin = Array.from(bytes.subarray(0, 65_536), (byte) => String.fromCharCode(byte)).join('');
	return (latin.match(/[ -~]{4,}/g) ?? []).slice(0, mostTexts);
}

class MarshalReader {
	readonly names = new Set<string>();
	readonly strings = new Set<string>();
	filename: string | null = null;
	/** What `read` gives for a code object. */
	readonly code = Symbol('code');
	readonly #bytes: Uint8Array;
	readonly #view: DataView;
	readonly #layout: (typeof layouts)[number];
	readonly #references: unknown[] = [];
	readonly #interned: string[] = [];
	#at = 0;
	#objects = 0;

	constructor(bytes: Uint8Array, layout: (typeof layouts)[number]) {
		this.#bytes = bytes;
		this.#view = viewOf(bytes);
		this.#layout = layout;
	}

	/** @throws RangeError where the bytes do not fit the layout. */
	read(depth = 0): unknown {
		if (depth > deepest || ++this.#objects > mostObjects) throw new RangeError('too much');
		const mark = this.#byte();
		const type = String.fromCharCode(mark & 0x7f);
		// The place in the list is taken before the parts are read.
		const index = mark & 0x80 ? this.#references.push(null) - 1 : -1;
		const value = this.#value(type, depth);
		if (index >= 0) this.#references[index] = value;
		return value;
	}

	#value(type: string, depth: number): unknown {
		switch (type) {
			case 'N':
			case 'T':
			case 'F':
			case 'S':
			case '.':
			case '0':
				return null;
			case 'i':
				return this.#number();
			case 'g':
				return this.#skip(8);
			case 'y':
				return this.#skip(16);
			case 'I':
				return this.#skip(8);
			case 'f':
				return this.#skip(this.#byte());
			case 'l':
				return this.#skip(2 * Math.abs(this.#number()));
			case 's':
				return this.#text(this.#number());
			case 'u':
			case 'a':
				return this.#text(this.#number());
			case 'A':
				return this.#text(this.#number());
			case 't': {
				const text = this.#text(this.#number());
				if (this.#layout.python === '2.7') this.#interned.push(text);
				return text;
			}
			case 'z':
			case 'Z':
				return this.#text(this.#byte());
			case 'R':
				return this.#interned[this.#number()] ?? '';
			case 'r':
				return this.#references[this.#number()] ?? null;
			case ')':
				return this.#list(this.#byte(), depth);
			case '(':
			case '[':
			case '<':
			case '>':
				return this.#list(this.#number(), depth);
			case 'c':
				return this.#code(depth);
			default:
				throw new RangeError(`type ${type}`);
		}
	}

	#code(depth: number): symbol {
		this.#skip(4 * this.#layout.numbers);
		const bytecode = this.read(depth + 1);
		const constants = this.read(depth + 1);
		const names = this.read(depth + 1);
		if (typeof bytecode !== 'string' || !Array.isArray(constants) || !Array.isArray(names)) {
			throw new RangeError('not this layout');
		}
		// Modern: names and kinds of all local variables; else three lists of names.
		for (let index = 0; index < (this.#layout.modern ? 2 : 3); index++) this.read(depth + 1);
		const filename = this.read(depth + 1);
		const name = this.read(depth + 1);
		if (typeof filename !== 'string' || typeof name !== 'string') {
			throw new RangeError('not this layout');
		}
		if (this.#layout.modern) this.read(depth + 1);
		this.#skip(4);
		this.read(depth + 1);
		if (this.#layout.modern) this.read(depth + 1);
		this.filename = filename;
		for (const one of names) this.#keep(this.names, one);
		this.#keepConstants(constants);
		return this.code;
	}

	#keepConstants(constants: readonly unknown[]): void {
		for (const one of constants) {
			if (Array.isArray(one)) this.#keepConstants(one);
			else this.#keep(this.strings, one);
		}
	}

	#keep(list: Set<string>, value: unknown): void {
		if (typeof value === 'string' && value !== '' && list.size < mostTexts) list.add(value);
	}

	#list(length: number, depth: number): unknown[] {
		if (length < 0 || length > this.#bytes.length) throw new RangeError('a list too long');
		return Array.from({ length }, () => this.read(depth + 1));
	}

	#text(length: number): string {
		const start = this.#at;
		this.#skip(length);
		return textOf(this.#bytes.subarray(start, this.#at));
	}

	#byte(): number {
		const byte = this.#bytes[this.#at++];
		if (byte === undefined) throw new RangeError('the end');
		return byte;
	}

	#number(): number {
		this.#skip(4);
		return this.#view.getInt32(this.#at - 4, true);
	}

	#skip(length: number): null {
		if (length < 0 || this.#at + length > this.#bytes.length) throw new RangeError('the end');
		this.#at += length;
		return null;
	}
}
