import { expect, test } from 'vitest';
import { mib } from '../../src/clinic/evidence/files/bytes.ts';
import { bytesSource, type RandomAccessSource } from '../../src/clinic/evidence/files/source.ts';
import { openZip } from '../../src/clinic/evidence/files/zip.ts';
import { writeZip, type ZipMember } from '../../src/clinic/treatment/write-zip.ts';

/** Numbers that differ, `size` of them, without a place in memory. */
function numbers(size: number): RandomAccessSource {
	return {
		size,
		read: (offset, length) =>
			Uint8Array.from(
				{ length: Math.max(0, Math.min(length, size - offset)) },
				(_, index) => (offset + index) * 31,
			),
	};
}

async function written(members: readonly ZipMember[]): Promise<Uint8Array> {
	const { readable, writable } = new TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>();
	const result = new Response(readable).bytes();
	await writeZip(members, writable);
	return result;
}

test('members of every size come back as they were', async () => {
	const sizes = [0, 1, mib - 1, mib, mib + 1, 3 * mib];
	const members = sizes.map((size) => ({ path: `部分/${size}`, source: numbers(size) }));
	const archive = await openZip(bytesSource(await written(members)));
	expect(archive.damage).toBeNull();
	expect(archive.members.map(({ path }) => path)).toEqual(members.map(({ path }) => path));
	for (const { path, source } of members) {
		expect(await archive.check(path)).toBeUndefined();
		const stored = archive.stored(path);
		expect(stored.size).toBe(source.size);
		expect(Buffer.compare(stored.read(0, stored.size), source.read(0, source.size))).toBe(0);
	}
});

test('a small member is found without the directory, as in an archive that is cut off', async () => {
	const bytes = await written([
		{ path: 'config.json', source: bytesSource(new TextEncoder().encode('{}')) },
		{ path: 'model.weights.h5', source: numbers(2 * mib) },
	]);
	const archive = await openZip(bytesSource(bytes.subarray(0, mib)));
	expect(archive.damage?.kind).toBe('zip-truncated');
	expect(archive.members).toMatchObject([{ path: 'config.json', size: 2 }]);
});

test('what is past 4 GB is told in the form of ZIP64', async () => {
	const size = 2 ** 32 + 5;
	const zeros = new Uint8Array(mib);
	const large: RandomAccessSource = {
		size,
		read: (offset, length) => zeros.subarray(0, Math.min(length, size - offset)),
	};
	const kept: { at: number; bytes: Uint8Array }[] = [];
	let length = 0;
	const sink = new WritableStream<Uint8Array>({
		write(bytes) {
			if (bytes.buffer !== zeros.buffer) kept.push({ at: length, bytes });
			length += bytes.length;
		},
	});
	const members = [
		{ path: 'model.weights.h5', source: large },
		{ path: 'assets/a.txt', source: bytesSource(Uint8Array.of(7)) },
	];
	await writeZip(members, sink);
	const archive = await openZip({
		size: length,
		read(offset, wanted) {
			const bytes = new Uint8Array(Math.min(wanted, length - offset));
			for (const part of kept) {
				const from = Math.max(offset, part.at);
				const to = Math.min(offset + bytes.length, part.at + part.bytes.length);
				if (from < to) {
					bytes.set(part.bytes.subarray(from - part.at, to - part.at), from - offset);
				}
			}
			return bytes;
		},
	});
	expect(archive.damage).toBeNull();
	expect(archive.members).toMatchObject([
		{ path: 'model.weights.h5', size },
		{ path: 'assets/a.txt', size: 1 },
	]);
	expect(archive.stored('assets/a.txt').read(0, 2)).toEqual(Uint8Array.of(7));
}, 120_000);

test('a source that ends early, and a sink that fails, end the writing', async () => {
	const short = { size: 3 * mib, read: () => new Uint8Array(0) };
	let aborted: unknown;
	const sink = new WritableStream<Uint8Array>({
		abort(reason) {
			aborted = reason;
		},
	});
	await expect(writeZip([{ path: 'a', source: short }], sink)).rejects.toThrow('a ends early');
	expect(aborted).toBeInstanceOf(Error);
	const full = new WritableStream<Uint8Array>({
		write() {
			throw new Error('the disk is full');
		},
	});
	await expect(writeZip([{ path: 'a', source: numbers(5) }], full)).rejects.toThrow(
		'the disk is full',
	);
});
