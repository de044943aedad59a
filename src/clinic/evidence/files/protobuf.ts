import { kib, mib, textOf, viewOf } from './bytes.ts';
import type { RandomAccessSource } from './source.ts';
import { Unreadable } from './unreadable.ts';

/** What is done with a field: by the wire type that its `.proto` gives it. Any other is passed over. */
export interface FieldReader {
	/** `int32`, `int64`, `bool`, `enum`: as a signed number. */
	readonly varint?: (value: number) => void;
	/** `fixed32` and `float`, as four bytes read as an unsigned number. */
	readonly fixed32?: (value: number) => void;
	/** `string`, `bytes`, packed numbers and messages: where they lie, unread. */
	readonly message?: (value: ProtobufMessage) => void;
}

const windowLength = 64 * kib;
/** A graph of a million nodes has about ten million fields. */
const mostFields = 30_000_000;
/** No name, configuration or metadata comes near it. */
const largestValue = 256 * mib;

/** The bytes of a source through one moving window: fields are read in order, large ones are passed over. */
class Window {
	readonly size: number;
	readonly #source: RandomAccessSource;
	#bytes = new Uint8Array(0);
	#start = 0;
	#fields = 0;

	constructor(source: RandomAccessSource) {
		this.#source = source;
		this.size = source.size;
	}

	byte(at: number): number {
		let index = at - this.#start;
		if (index < 0 || index >= this.#bytes.length) {
			// A copy: a source may hand out one buffer again and again.
			this.#bytes = new Uint8Array(this.#source.read(at, windowLength));
			this.#start = at;
			index = 0;
		}
		const byte = this.#bytes[index];
		if (byte === undefined) throw cut(`the data end at byte ${at}`);
		return byte;
	}

	slice(start: number, end: number): Uint8Array {
		const from = start - this.#start;
		if (from >= 0 && end - this.#start <= this.#bytes.length) {
			return this.#bytes.subarray(from, end - this.#start);
		}
		return new Uint8Array(this.#source.read(start, end - start));
	}

	count(): void {
		if (++this.#fields > mostFields) throw invalid(`more than ${mostFields} fields`);
	}
}

/**
 * A message of Protocol Buffers, read where it lies: only the fields that are asked for are.
 * Wire format: https://protobuf.dev/programming-guides/encoding/
 */
export class ProtobufMessage {
	readonly #window: Window;
	readonly #start: number;
	readonly #end: number;

	private constructor(window: Window, start: number, end: number) {
		this.#window = window;
		this.#start = start;
		this.#end = end;
	}

	static of(source: RandomAccessSource): ProtobufMessage {
		return new ProtobufMessage(new Window(source), 0, source.size);
	}

	/** Length in bytes. */
	get size(): number {
		return this.#end - this.#start;
	}

	/** Where the message begins in its source, in bytes. */
	get offset(): number {
		return this.#start;
	}

	/**
	 * Calls the reader of each field, by field number, in the order of the file.
	 * @throws Unreadable `protobuf-truncated` or `protobuf-invalid`.
	 */
	read(readers: Readonly<Record<number, FieldReader>>): void {
		const cursor = new Cursor(this.#window, this.#start, this.#end);
		while (cursor.at < this.#end) {
			this.#window.count();
			const tag = cursor.varint();
			const reader = readers[Math.floor(tag / 8)];
			if (tag < 8) throw invalid(`field number 0 at byte ${cursor.at}`);
			switch (tag % 8) {
				case 0: {
					const value = cursor.varint();
					reader?.varint?.(value);
					break;
				}
				case 1:
					cursor.skip(8);
					break;
				case 2: {
					const length = cursor.varint();
					const start = cursor.at;
					cursor.skip(length);
					reader?.message?.(new ProtobufMessage(this.#window, start, cursor.at));
					break;
				}
				case 5: {
					const start = cursor.at;
					cursor.skip(4);
					reader?.fixed32?.(viewOf(this.#window.slice(start, cursor.at)).getUint32(0, true));
					break;
				}
				default:
					throw invalid(`wire type ${tag % 8} at byte ${cursor.at}`);
			}
		}
	}

	/** The content of a `bytes` field. @throws Unreadable for more than 256 MiB. */
	bytes(): Uint8Array {
		if (this.size > largestValue) throw invalid(`a value of ${this.size} bytes`);
		return this.#window.slice(this.#start, this.#end);
	}

	/** The content of a `string` field. */
	text(): string {
		return textOf(this.bytes());
	}

	/** The numbers of a packed `repeated int32`, `int64`, `bool` or `enum`. */
	packed(): number[] {
		const cursor = new Cursor(this.#window, this.#start, this.#end);
		const values: number[] = [];
		while (cursor.at < this.#end) {
			this.#window.count();
			values.push(cursor.varint());
		}
		return values;
	}
}

class Cursor {
	at: number;
	readonly #window: Window;
	readonly #end: number;

	constructor(window: Window, start: number, end: number) {
		this.#window = window;
		this.at = start;
		this.#end = end;
	}

	/** A varint as a signed 64-bit number; what is beyond 2^53 loses its last digits. */
	varint(): number {
		let value = 0;
		for (let index = 0; index < 7; index++) {
			const byte = this.#next();
			value += (byte & 0x7f) * 128 ** index;
			if (byte < 0x80) return value;
		}
		// Negative numbers are written in ten bytes.
		let wide = BigInt(value);
		for (let index = 7; index < 10; index++) {
			const byte = this.#next();
			wide |= BigInt(byte & 0x7f) << BigInt(7 * index);
			if (byte < 0x80) return Number(BigInt.asIntN(64, wide));
		}
		throw invalid(`a number without an end at byte ${this.at}`);
	}

	#next(): number {
		if (this.at >= this.#end) throw this.#beyond(1);
		return this.#window.byte(this.at++);
	}

	skip(length: number): void {
		if (length < 0 || length > this.#end - this.at) throw this.#beyond(length);
		this.at += length;
	}

	#beyond(length: number): Unreadable {
		const detail = `${length} bytes are announced at byte ${this.at}, ${this.#end - this.at} are there`;
		return this.#end === this.#window.size && length >= 0 ? cut(detail) : invalid(detail);
	}
}

function cut(detail: string): Unreadable {
	return new Unreadable({ kind: 'protobuf-truncated', member: null, detail });
}

function invalid(detail: string): Unreadable {
	return new Unreadable({ kind: 'protobuf-invalid', member: null, detail });
}
