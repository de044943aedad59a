import { constants, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../src/clinic/evidence/files/source.ts';
import { openZip } from '../../src/clinic/evidence/files/zip.ts';
import { bytesOfFixture, factsOf, healthyMembers, inMemory, zipOf } from './support.ts';

const healthy = healthyMembers();

async function archiveFacts(bytes: Uint8Array) {
	return factsOf(inMemory('model.keras', bytes));
}

describe('an archive', () => {
	test('whose members are compressed is read all the same', async () => {
		const { model, weights, container, damage } = await archiveFacts(
			await zipOf(healthy, { level: 6 }),
		);
		expect(container?.members.every(({ compressed }) => compressed)).toBe(true);
		expect(damage).toBeNull();
		expect(model?.layers).toHaveLength(3);
		expect(weights?.parameters).toBe(67);
	});

	test('with two models says so', async () => {
		const { container, format } = await archiveFacts(
			await zipOf({
				'a/config.json': healthy['config.json'] ?? '',
				'b/config.json': healthy['config.json'] ?? '',
			}),
		);
		expect(format).toBe('keras-v3');
		expect(container).toMatchObject({ root: null, roots: ['a/', 'b/'] });
	});

	test("with a stranger's config.json beside takes the one of Keras", async () => {
		const { container, model } = await archiveFacts(
			await zipOf({ ...nested('model/'), 'tokenizer/config.json': '{"architectures": ["Bert"]}' }),
		);
		expect(container?.root).toBe('model/');
		expect(model?.layers).toHaveLength(3);
	});

	test.each(['config (1).json', 'config-2.json', 'config copy.json', 'config_1.json'])(
		'finds %s',
		async (name) => {
			const { 'config.json': config = '', ...others } = healthy;
			const { container, model } = await archiveFacts(await zipOf({ [name]: config, ...others }));
			expect(container).toMatchObject({ root: '', configMember: name });
			expect(model?.layers).toHaveLength(3);
		},
	);

	test('counts only weights with the layout of Keras as candidates', async () => {
		const { 'model.weights.h5': weights = '', ...others } = healthy;
		const legacy = bytesOfFixture('hdf5_named_keras.keras');
		const { container } = await archiveFacts(
			await zipOf({
				...others,
				'model.weights (1).h5': weights,
				'old.h5': legacy,
				'notes.h5': 'no',
			}),
		);
		expect(container).toMatchObject({
			weightsMember: null,
			weightsCandidates: ['model.weights (1).h5'],
		});
	});

	test('names paths that lead out of it, and what file managers left', async () => {
		const unsafe = ['../evil.txt', '/etc/evil', 'C:/evil', 'a\\b.txt', 'a/../../evil'];
		const leftovers = ['__MACOSX/._config.json', '.DS_Store', 'model/Thumbs.db', '._x'];
		const { container, model } = await archiveFacts(
			await zipOf({
				...healthy,
				...Object.fromEntries([...unsafe, ...leftovers].map((path) => [path, 'x'])),
			}),
		);
		expect(container?.unsafePaths).toEqual(unsafe);
		expect(container?.members.filter((one) => one.leftover).map(({ path }) => path)).toEqual(
			leftovers,
		);
		expect(model?.layers).toHaveLength(3);
	});

	test('that is encrypted says so', async () => {
		const { damage, format, container } = await archiveFacts(
			await zipOf(healthy, { password: 'secret', zipCrypto: true }),
		);
		expect(format).toBe('keras-v3');
		expect(damage).toMatchObject({ kind: 'encrypted', member: 'config.json' });
		expect(container?.members.every(({ encrypted }) => encrypted)).toBe(true);
	});

	test('without a model is a ZIP and nothing else', async () => {
		const bytes = await zipOf({ 'readme.txt': 'hello', 'data/a.csv': '1,2' });
		expect(await archiveFacts(bytes)).toMatchObject({ format: 'zip', model: null, damage: null });
	});

	test("with nothing but a stranger's config.json is no Keras archive", async () => {
		const bytes = await zipOf({ 'config.json': '{"architectures": ["Bert"]}' });
		expect(await archiveFacts(bytes)).toMatchObject({
			format: 'zip',
			damage: { kind: 'config-not-a-model', member: 'config.json' },
		});
	});
});

describe('a damaged archive', () => {
	const bytes = bytesOfFixture('healthy.keras');

	test('that was cut still tells its model, and how long it should be at least', async () => {
		const { damage, model, writer, format } = await archiveFacts(bytes.subarray(0, 7000));
		expect(format).toBe('keras-v3');
		expect(damage).toMatchObject({
			kind: 'zip-truncated',
			declaredBytes: 15099,
			actualBytes: 7000,
		});
		expect(model?.layers).toHaveLength(3);
		expect(writer?.version).toBe('3.15.1');
	});

	test('without its head tells how much is missing', async () => {
		expect((await archiveFacts(bytes.subarray(200))).damage).toMatchObject({
			kind: 'zip-truncated',
			detail: 'the first 200 bytes are missing',
		});
	});

	test('with a flipped bit in config.json has a wrong checksum', async () => {
		const damaged = bytes.slice();
		// Inside a string, so that it is JSON still.
		const at = new TextDecoder('latin1').decode(bytes).indexOf('seq_dense');
		damaged[at] = (damaged[at] ?? 0) ^ 2;
		expect((await archiveFacts(damaged)).damage).toMatchObject({
			kind: 'zip-unreadable',
			member: 'config.json',
			detail: "Bad CRC-32 for file 'config.json'",
		});
	});

	test('with a flipped bit in compressed data fails without raw errors', async () => {
		const damaged = (await zipOf(healthy, { level: 9 })).slice();
		const at = new TextDecoder('latin1').decode(damaged).indexOf('config.json') + 40;
		damaged[at] = (damaged[at] ?? 0) ^ 255;
		expect((await archiveFacts(damaged)).damage).toMatchObject({
			kind: 'zip-unreadable',
			member: 'config.json',
		});
	});
});

describe('a ZIP bomb', () => {
	const gigabyte = 1024 ** 3;

	/** A gigabyte of zeros as config.json: one compressed piece, sixty-four times, and an end. */
	async function bomb(): Promise<Uint8Array> {
		const piece = deflateRawSync(new Uint8Array(gigabyte / 64), {
			finishFlush: constants.Z_SYNC_FLUSH,
		});
		const end = [3, 0];
		const compressed = Buffer.concat([...new Array(64).fill(piece), Buffer.from(end)]);
		return zipOf(
			{ 'config.json': compressed },
			{ passThrough: true, uncompressedSize: gigabyte, compressionMethod: 8, crc32: 0 },
		);
	}

	test('is not unpacked when it tells its size, nor beyond the limit when it lies', async () => {
		const honest = await bomb();
		expect((await archiveFacts(honest)).damage).toMatchObject({
			kind: 'zip-bomb',
			member: 'config.json',
		});
		// The same with another declared size: in the local header and in the directory.
		const lying = honest.slice();
		const view = new DataView(lying.buffer);
		view.setUint32(22, 1000, true);
		const directory = view.getUint32(lying.length - 6, true);
		expect(view.getUint32(directory + 24, true)).toBe(gigabyte);
		view.setUint32(directory + 24, 1000, true);
		const { damage } = await archiveFacts(lying);
		expect(damage?.member).toBe('config.json');
		expect(['zip-bomb', 'zip-unreadable']).toContain(damage?.kind);

		const archive = await openZip(bytesSource(lying));
		await expect(archive.bytes('config.json', 10_000)).rejects.toThrow();
	});
});

function nested(root: string) {
	return Object.fromEntries(Object.entries(healthy).map(([path, bytes]) => [root + path, bytes]));
}
