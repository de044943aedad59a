import { expect, test } from 'vitest';
import { crc32 } from '../../src/clinic/evidence/files/crc32.ts';
import type { RandomAccessSource } from '../../src/clinic/evidence/files/source.ts';
import { bytesOfFixture, factsOf, healthyMembers, inMemory } from './support.ts';

const threeGigabytes = 3 * 1024 ** 3;
const mebibyte = 1024 ** 2;

/** Zeros with a few pieces in them: a file of any size that takes no room. */
function sparse(
	size: number,
	pieces: readonly { at: number; bytes: Uint8Array }[],
): RandomAccessSource {
	return {
		size,
		read(offset, length) {
			const result = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
			for (const { at, bytes } of pieces) {
				const from = Math.max(offset, at);
				const to = Math.min(offset + result.length, at + bytes.length);
				if (from < to) result.set(bytes.subarray(from - at, to - at), from - offset);
			}
			return result;
		},
	};
}

/** An HDF5 file of that size: what it says of itself, and then nothing but data. */
function largeHdf5(name: string, size: number): { at: number; bytes: Uint8Array } {
	const bytes = bytesOfFixture(name).slice();
	// The end-of-file address of superblock version 0.
	new DataView(bytes.buffer).setBigUint64(40, BigInt(size), true);
	return { at: 0, bytes };
}

test('an .h5 of 3 GB is known after less than 1 MB', async () => {
	const source = sparse(threeGigabytes, [largeHdf5('k215_mobilenetish.h5', threeGigabytes)]);
	const { input, model, weights, damage } = await factsOf({ path: 'model.h5', source });
	expect(damage).toBeNull();
	expect(model?.layers.length).toBeGreaterThan(5);
	expect(weights?.tensors.length).toBeGreaterThan(5);
	expect(input.bytes).toBe(threeGigabytes);
	expect(input.bytesRead).toBeLessThan(mebibyte);
});

test('a .keras of 3 GB is known after less than 1 MB', async () => {
	const { 'config.json': config, 'metadata.json': metadata } = healthyMembers();
	if (!config || !metadata) throw new Error('the fixture lacks a member');
	const weights = largeHdf5('seq_dense.weights.h5', threeGigabytes).bytes;
	const members = [
		{ name: 'metadata.json', bytes: metadata, size: metadata.length },
		{ name: 'config.json', bytes: config, size: config.length },
		{ name: 'model.weights.h5', bytes: weights, size: threeGigabytes },
	];
	const pieces: { at: number; bytes: Uint8Array }[] = [];
	const directory: Uint8Array[] = [];
	let at = 0;
	for (const { name, bytes, size } of members) {
		const header = memberHeader(name, bytes, size, at);
		directory.push(header.central);
		pieces.push({ at, bytes: header.local }, { at: at + header.local.length, bytes });
		at += header.local.length + size;
	}
	const central = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(members.length, 8);
	end.writeUInt16LE(members.length, 10);
	end.writeUInt32LE(central.length, 12);
	end.writeUInt32LE(at, 16);
	pieces.push({ at, bytes: central }, { at: at + central.length, bytes: end });

	const source = sparse(at + central.length + end.length, pieces);
	const facts = await factsOf({ path: 'model.keras', source });
	expect(facts.damage).toBeNull();
	expect(facts.model?.layers).toHaveLength(3);
	expect(facts.weights?.parameters).toBe(67);
	expect(facts.input.bytesRead).toBeLessThan(mebibyte);
});

/** The headers of a stored member; APPNOTE 4.3.7 and 4.3.12. */
function memberHeader(name: string, bytes: Uint8Array, size: number, offset: number) {
	const common = Buffer.alloc(26);
	common.writeUInt16LE(20, 0);
	common.writeUInt32LE(crc32(bytes), 10);
	common.writeUInt32LE(size, 14);
	common.writeUInt32LE(size, 18);
	common.writeUInt16LE(name.length, 22);
	const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name)]);
	const rest = Buffer.alloc(14);
	rest.writeUInt32LE(offset, 10);
	const central = Buffer.concat([
		Buffer.from('PK\x01\x02\x14\x00'),
		common,
		rest,
		Buffer.from(name),
	]);
	return { local, central };
}

test('a folder of 2,000 files is known by its names', async () => {
	const photo = {
		size: 5_000_000,
		read: () => {
			throw new Error('not to be read');
		},
	};
	const photos = Array.from({ length: 2000 }, (_, index) => ({
		path: `data/photos/${index}.jpg`,
		source: photo,
	}));
	const { format, container, input } = await factsOf(...photos);
	expect(format).toBe('folder');
	expect(container?.members).toHaveLength(2000);
	expect(input).toMatchObject({ kind: 'folder', name: 'data', bytesRead: 0 });

	const model = inMemory('data/best.h5', bytesOfFixture('k215_mobilenetish.h5'));
	expect(await factsOf(...photos, model)).toMatchObject({
		format: 'legacy-h5',
		input: { kind: 'file', name: 'best.h5', path: 'data/best.h5' },
	});
});

test('what cannot be read any more is a fact, not an error', async () => {
	const source = {
		size: 1000,
		read: () => {
			throw new Error('the file has gone');
		},
	};
	expect(await factsOf({ path: 'model.keras', source })).toMatchObject({
		format: 'unknown',
		damage: { kind: 'unreadable', detail: 'the file has gone' },
	});
});
