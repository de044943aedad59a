import { hasBytes, kib, mib, viewOf } from '../bytes.ts';
import { crc32c } from '../crc32.ts';
import type { RandomAccessSource } from '../source.ts';
import { Unreadable } from '../unreadable.ts';
import { unpackSnappy } from './snappy.ts';

export interface TableEntry {
	readonly key: Uint8Array;
	readonly value: Uint8Array;
}

const footerLength = 48;
/** Behind each block: one byte for the compression, four for the checksum. */
const trailerLength = 5;
/** 0xdb4775248b80fb57, little-endian. */
const magic = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];
const longestKey = 64 * kib;
const mostBytes = 512 * mib;

/** True when the source ends as a table of LevelDB does, so as a checkpoint's `.index`. */
export function isTable(source: RandomAccessSource): boolean {
	return source.size >= footerLength && hasBytes(source.read(source.size - magic.length, 8), magic);
}

/**
 * The entries of a table of LevelDB in the order of their keys. Format: google/leveldb,
 * doc/table_format.md; TensorFlow's copy is tensorflow/core/lib/io/format.cc and block.cc.
 * @throws Unreadable `table-truncated` where the footer is missing, `table-invalid` for the rest.
 */
export function readTable(source: RandomAccessSource): readonly TableEntry[] {
	if (!isTable(source)) {
		throw new Unreadable({
			kind: 'table-truncated',
			member: null,
			detail: `the ${source.size} bytes do not end as a table does`,
			actualBytes: source.size,
		});
	}
	const footer = new Reader(new Uint8Array(source.read(source.size - footerLength, footerLength)));
	// The first handle is that of the meta index, which TensorFlow leaves empty.
	footer.handle();
	let total = 0;
	const budget = (bytes: number) => {
		total += bytes;
		if (total > mostBytes) throw invalid(`more than ${mostBytes} bytes`);
	};
	const entries: TableEntry[] = [];
	for (const { value } of readBlock(source, footer.handle(), budget)) {
		// Not by spreading: a block may have more entries than a call takes arguments.
		for (const entry of readBlock(source, new Reader(value).handle(), budget)) entries.push(entry);
	}
	return entries;
}

interface Handle {
	readonly offset: number;
	readonly size: number;
}

function* readBlock(
	source: RandomAccessSource,
	{ offset, size }: Handle,
	budget: (bytes: number) => void,
): Generator<TableEntry> {
	if (offset + size + trailerLength > source.size) throw invalid(`a block at ${offset} of ${size}`);
	budget(size);
	const stored = new Uint8Array(source.read(offset, size + trailerLength));
	const view = viewOf(stored);
	if (unmasked(view.getUint32(size + 1, true)) !== crc32c(stored.subarray(0, size + 1))) {
		throw invalid(`the checksum of the block at ${offset} does not fit`);
	}
	const compression = stored[size];
	if (compression !== 0 && compression !== 1) throw invalid(`compression ${compression}`);
	const content = stored.subarray(0, size);
	const block = compression === 1 ? unpackSnappy(content) : content;
	if (block.length < 4) throw invalid(`a block of ${block.length} bytes`);
	const restarts = viewOf(block).getUint32(block.length - 4, true);
	const end = block.length - 4 * (restarts + 1);
	if (end < 0) throw invalid(`${restarts} restarts in ${block.length} bytes`);

	const reader = new Reader(block.subarray(0, end));
	let key: Uint8Array = new Uint8Array(0);
	while (reader.left > 0) {
		const shared = reader.varint();
		const own = reader.varint();
		const length = reader.varint();
		if (shared > key.length || shared + own > longestKey) throw invalid(`a key of ${shared + own}`);
		budget(shared + own);
		const whole = new Uint8Array(shared + own);
		whole.set(key.subarray(0, shared));
		whole.set(reader.bytes(own), shared);
		key = whole;
		yield { key, value: reader.bytes(length) };
	}
}

class Reader {
	readonly #bytes: Uint8Array;
	#at = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	get left(): number {
		return this.#bytes.length - this.#at;
	}

	varint(): number {
		let value = 0;
		for (let scale = 1; scale < 2 ** 53; scale *= 128) {
			const byte = this.#bytes[this.#at++];
			if (byte === undefined) throw invalid('a number without an end');
			value += (byte & 0x7f) * scale;
			if (byte < 0x80) return value;
		}
		throw invalid('a number too large');
	}

	bytes(length: number): Uint8Array {
		if (length > this.left) throw invalid(`${length} bytes where ${this.left} are left`);
		this.#at += length;
		return this.#bytes.subarray(this.#at - length, this.#at);
	}

	handle(): Handle {
		return { offset: this.varint(), size: this.varint() };
	}
}

/** Stored checksums are rotated and shifted (tensorflow/core/lib/hash/crc32c.h), so that one of data with checksums is sound. */
export function unmasked(stored: number): number {
	const rotated = (stored - 0xa282_ead8) >>> 0;
	return ((rotated >>> 17) | (rotated << 15)) >>> 0;
}

/** The stored form of a checksum; see `unmasked`. */
export function masked(crc: number): number {
	return ((((crc >>> 15) | (crc << 17)) >>> 0) + 0xa282_ead8) >>> 0;
}

function invalid(detail: string): Unreadable {
	return new Unreadable({ kind: 'table-invalid', member: null, detail });
}
