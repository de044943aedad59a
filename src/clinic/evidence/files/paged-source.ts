import { kib, mib } from './bytes.ts';
import type { RandomAccessSource } from './source.ts';

/** About what one object takes: between two tensors of a large file there is no more to read. */
const pageSize = 512;
const mostPages = (64 * mib) / pageSize;
const furthestAhead = (256 * kib) / pageSize;
/** After so many reads a file is known for one of many objects, where every read costs more than what it brings. */
const manyReads = 2000;
const aheadOfMany = (4 * kib) / pageSize;

/**
 * The same bytes through a cache of pages: a file format asks for a few bytes at a time, and every
 * request to a Blob or a disk has its price. Reads ahead where the requests go forward.
 */
export function pagedSource(source: RandomAccessSource): RandomAccessSource {
	const pages = new Map<number, Uint8Array>();
	const fits = source.size <= mostPages * pageSize;
	let reads = 0;
	let ahead = 1;
	let expected = -1;

	function pagesAhead(page: number): number {
		if (page === expected) return Math.min(2 * ahead, furthestAhead);
		if (reads < manyReads) return 1;
		return fits ? furthestAhead : aheadOfMany;
	}

	/** Reads the pages from `first` to `last` that are not there yet, and those ahead. */
	function fetch(first: number, last: number): Uint8Array {
		ahead = pagesAhead(first);
		const most = Math.max(ahead, last - first + 1);
		let count = 1;
		while (count < most && !pages.has(first + count)) count++;
		const bytes = source.read(first * pageSize, count * pageSize);
		reads++;
		expected = first + count;
		for (let start = pageSize; start < bytes.length; start += pageSize) {
			pages.set(first + start / pageSize, bytes.subarray(start, start + pageSize));
		}
		const page = bytes.subarray(0, pageSize);
		pages.set(first, page);
		// The first key is the page that was read first.
		for (const oldest of pages.keys()) {
			if (pages.size <= mostPages) break;
			pages.delete(oldest);
		}
		return page;
	}

	return {
		size: source.size,
		read(offset, length) {
			const end = Math.min(source.size, offset + Math.max(0, length));
			if (offset >= end) return new Uint8Array(0);
			// What is larger than the cache is made for goes past it.
			if (end - offset > furthestAhead * pageSize) return source.read(offset, end - offset);
			const last = Math.floor((end - 1) / pageSize);
			const result = new Uint8Array(end - offset);
			for (let filled = 0; filled < result.length; ) {
				const at = offset + filled;
				const page = Math.floor(at / pageSize);
				const bytes = pages.get(page) ?? fetch(page, last);
				const from = at - page * pageSize;
				const part = bytes.subarray(from, from + result.length - filled);
				if (part.length === result.length) return part;
				if (part.length === 0) return result.subarray(0, filled);
				result.set(part, filled);
				filled += part.length;
			}
			return result;
		},
	};
}
