import { kib } from './bytes.ts';
import type { RandomAccessSource } from './source.ts';

const pageSize = 4 * kib;
/** 64 MiB of pages. */
const mostPages = 16 * kib;
const furthestAhead = 64;
/** After so many reads a file is known for one of many small objects. */
const manyReads = 2000;

/**
 * The same bytes through a cache of pages: a file format asks for a few bytes at a time, and every
 * request to a Blob or a disk has its price. Reads ahead where the requests go forward.
 */
export function pagedSource(source: RandomAccessSource): RandomAccessSource {
	const pages = new Map<number, Uint8Array>();
	let reads = 0;
	let ahead = 1;
	let expected = 0;

	function fetch(page: number): Uint8Array {
		const goesOn = page >= expected && page - expected <= 2 * ahead;
		ahead = goesOn || reads > manyReads ? Math.min(2 * ahead, furthestAhead) : 1;
		const bytes = source.read(page * pageSize, ahead * pageSize);
		reads++;
		expected = page + ahead;
		for (let index = 0; index < ahead; index++) {
			const start = index * pageSize;
			if (start < bytes.length || index === 0) {
				pages.set(page + index, bytes.subarray(start, start + pageSize));
			}
		}
		// The first key is the page that was read first.
		for (const oldest of pages.keys()) {
			if (pages.size <= mostPages) break;
			pages.delete(oldest);
		}
		return bytes.subarray(0, pageSize);
	}

	return {
		size: source.size,
		read(offset, length) {
			const end = Math.min(source.size, offset + Math.max(0, length));
			if (offset >= end) return new Uint8Array(0);
			// What is larger than the cache is made for goes past it.
			if (end - offset > furthestAhead * pageSize) return source.read(offset, end - offset);
			const result = new Uint8Array(end - offset);
			let filled = 0;
			while (filled < result.length) {
				const at = offset + filled;
				const page = Math.floor(at / pageSize);
				const bytes = pages.get(page) ?? fetch(page);
				const from = at - page * pageSize;
				const part = bytes.subarray(from, from + result.length - filled);
				if (part.length === 0) return result.subarray(0, filled);
				result.set(part, filled);
				filled += part.length;
			}
			return result;
		},
	};
}
