import { kib, mib } from './bytes.ts';
import type { RandomAccessSource } from './source.ts';

const pageSize = 256;
const mostPages = (64 * mib) / pageSize;
/** What one read brings: about one object, and what stands behind it before the next tensor. */
const usualPages = kib / pageSize;
/** Where a thousand reads were not enough, more is worth it; a read of 4 kB takes no longer. */
const mostUsualPages = 4 * usualPages;
const furthestAhead = (256 * kib) / pageSize;
/** After so many reads it takes less time to read the whole of a file that fits into the cache. */
const manyReads = 150;

/**
 * The same bytes through a cache of pages: a file format asks for a few bytes at a time, and every
 * request to a Blob or a disk has its price. Reads ahead where the requests go forward.
 */
export function pagedSource(source: RandomAccessSource): RandomAccessSource {
	const pages = new Map<number, Uint8Array>();
	let whole: Uint8Array | undefined;
	let reads = 0;
	let ahead = 1;
	let expected = -1;

	/** Reads the pages from `first` to `last` that are not there yet, and those ahead. */
	function fetch(first: number, last: number): Uint8Array {
		ahead =
			first === expected
				? Math.min(2 * ahead, furthestAhead)
				: Math.min(usualPages * Math.ceil((reads + 1) / 1000), mostUsualPages);
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
		read(offset, length, into) {
			const end = Math.min(source.size, offset + Math.max(0, length));
			if (offset >= end) return new Uint8Array(0);
			if (reads >= manyReads && source.size <= mostPages * pageSize) {
				whole ??= source.read(0, source.size);
				return whole.subarray(offset, end);
			}
			// What is larger than the cache is made for goes past it.
			if (end - offset > furthestAhead * pageSize) return source.read(offset, end - offset, into);
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
