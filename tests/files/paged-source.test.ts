import { expect, test } from 'vitest';
import { pagedSource } from '../../src/clinic/evidence/files/paged-source.ts';

/** A file of that size whose bytes tell where they stand; counts the reads and what they brought. */
function counted(size: number) {
	const count = { reads: 0, bytes: 0 };
	const read = (offset: number, length: number) => {
		count.reads++;
		const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
		count.bytes += bytes.length;
		return bytes.map((_, index) => byteAt(offset + index));
	};
	return { count, source: pagedSource({ size, read }) };
}

const byteAt = (offset: number) => (offset * 2654435761) >>> 24;

test('any piece is what stands there, and ends where the file ends', () => {
	const size = 2_000_003;
	const { source } = counted(size);
	let at = 1;
	for (let round = 0; round < 3000; round++) {
		at = (at * 48271) % 2147483647;
		const offset = at % (size + 1000);
		const length = round % 10 === 0 ? at % 400_000 : at % 700;
		const bytes = source.read(offset, length);
		expect(bytes.length).toBe(Math.max(0, Math.min(length, size - offset)));
		for (const index of [0, bytes.length >> 1, bytes.length - 1]) {
			if (bytes.length > 0) expect(bytes[index]).toBe(byteAt(offset + index));
		}
	}
});

test('objects far from each other bring little besides themselves', () => {
	const { count, source } = counted(3 * 1024 ** 3);
	for (let object = 0; object < 500; object++) {
		for (let part = 0; part < 4; part++) source.read(object * 5_000_000 + part * 130, 130);
	}
	expect(count.bytes).toBeLessThan(500 * 1500);
});

test('many objects side by side are read at once', () => {
	const size = 20_000_000;
	const { count, source } = counted(size);
	for (let at = 0; at < size; at += 3000) {
		expect(source.read(size - at, 300)[0]).toBe(at < 1 ? undefined : byteAt(size - at));
	}
	expect(count.reads).toBeLessThan(400);
	expect(count.bytes).toBeLessThan(1.05 * size);
});
