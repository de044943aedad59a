import JSZip from 'jszip';
import { describe, expect, test } from 'vitest';
import { crc32 } from '../../src/clinic/evidence/files/crc32.ts';
import {
	bytesSource,
	type GivenFile,
	type RandomAccessSource,
} from '../../src/clinic/evidence/files/source.ts';
import { crcText, openZip } from '../../src/clinic/evidence/files/zip.ts';
import { planTreatments } from '../../src/clinic/treatment/plan.ts';
import { RepackFailed, repack, verifyRepack } from '../../src/clinic/treatment/repack.ts';
import type { RepackPlan } from '../../src/clinic/treatment/treatment.ts';
import type { Progress } from '../../src/clinic/treatment/write-zip.ts';
import { factsOf, healthyMembers, inMemory, zipOf } from '../files/support.ts';
import { openFixture } from '../fixtures/open.ts';

const healthy = healthyMembers();

async function planFor(files: readonly GivenFile[]): Promise<RepackPlan> {
	const [treatment] = planTreatments(await factsOf(...files));
	if (treatment?.id !== 'repack-archive' || !treatment.plan) throw new Error('no plan');
	return treatment.plan;
}

async function repaired(files: readonly GivenFile[], plan: RepackPlan, progress?: Progress) {
	const { readable, writable } = new TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>();
	const result = new Response(readable).bytes();
	await repack(files, plan, writable, progress);
	return result;
}

async function repair(files: readonly GivenFile[]) {
	const plan = await planFor(files);
	const bytes = await repaired(files, plan);
	await verifyRepack(files, plan, bytesSource(bytes));
	return { plan, bytes };
}

describe.each([
	'zip_in_folder.keras',
	'zip_in_folder_noentry.keras',
	'zip_weights_renamed.keras',
	'zip_weights_renamed_variables.keras',
	'unzipped_dir',
])('%s', (name) => {
	test('becomes an archive in which nothing is left to repair', async () => {
		const files = openFixture(name);
		const { bytes } = await repair(files);
		const facts = await factsOf(inMemory('model.keras', bytes));
		expect(planTreatments(facts)).toEqual([]);
		expect(facts).toMatchObject({
			format: 'keras-v3',
			damage: null,
			container: { root: '', weightsMember: 'model.weights.h5' },
			weights: { parameters: 67 },
		});
		const before = await factsOf(...files);
		expect(facts.model).toEqual(before.model);
	});

	test('looks as if Keras had written it', async () => {
		const { bytes } = await repair(openFixture(name));
		const { files } = await JSZip.loadAsync(bytes, { checkCRC32: true });
		expect(Object.keys(files)).toEqual(['metadata.json', 'config.json', 'model.weights.h5']);
		for (const file of Object.values(files)) expect(file.date.getUTCFullYear()).toBe(1980);
		const { members } = await openZip(bytesSource(bytes));
		expect(members.every(({ compressed }) => !compressed)).toBe(true);
	});

	test('gives the same bytes each time', async () => {
		const [one, other] = [await repair(openFixture(name)), await repair(openFixture(name))];
		expect(crcText(crc32(one.bytes))).toBe(crcText(crc32(other.bytes)));
	});
});

test('compressed members are passed on as they are', async () => {
	const nested = Object.fromEntries(
		Object.entries(healthy).map(([path, bytes]) => [`a/${path}`, bytes]),
	);
	const source = await zipOf(
		{ ...nested, 'a/assets/words.txt': 'word '.repeat(1000) },
		{ level: 9 },
	);
	const { bytes } = await repair([inMemory('a.zip', source)]);
	const sizes = async (archive: Uint8Array, prefix: string) =>
		Object.fromEntries(
			(await openZip(bytesSource(archive))).members.map(
				({ path, storedSize, crc32, compressed }) => [
					path.slice(prefix.length),
					{ storedSize, crc32, compressed },
				],
			),
		);
	expect(await sizes(bytes, '')).toEqual(await sizes(source, 'a/'));
	const unpacked = await JSZip.loadAsync(bytes, { checkCRC32: true });
	expect(await unpacked.file('assets/words.txt')?.async('string')).toBe('word '.repeat(1000));
});

test('progress counts up to the whole', async () => {
	const files = openFixture('unzipped_dir');
	const seen: [number, number][] = [];
	await repaired(files, await planFor(files), (written, total) => {
		seen.push([written, total]);
	});
	expect(seen.at(-1)).toEqual([16749, 16749]);
	expect(seen.map(([written]) => written)).toEqual(
		seen.map(([written]) => written).toSorted((one, other) => one - other),
	);
});

test('a large file passes through in small pieces', async () => {
	const size = 200 * 1024 ** 2;
	let largest = 0;
	const large: RandomAccessSource = {
		size,
		read(offset, length) {
			largest = Math.max(largest, length);
			return new Uint8Array(Math.max(0, Math.min(length, size - offset)));
		},
	};
	const files = [
		inMemory('m/config.json', healthy['config.json'] ?? ''),
		{ path: 'm/model.weights.h5', source: large },
	];
	const plan: RepackPlan = {
		kind: 'folder',
		base: 'm/',
		outputName: 'm.keras',
		members: [
			{ from: 'config.json', to: 'config.json' },
			{ from: 'model.weights.h5', to: 'model.weights.h5' },
		],
		dropped: [],
	};
	let written = 0;
	await repack(
		files,
		plan,
		new WritableStream({
			write(chunk) {
				written += chunk.length;
			},
		}),
	);
	expect(written).toBeGreaterThan(size);
	expect(largest).toBeLessThanOrEqual(1024 ** 2);
});

describe('a repair that went wrong is found', () => {
	test.each([
		['a changed byte', (bytes: Uint8Array) => changed(bytes, bytes.length / 2)],
		['a cut archive', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 100)],
	])('by %s', async (_, damage) => {
		const files = openFixture('unzipped_dir');
		const { plan, bytes } = await repair(files);
		const result = verifyRepack(files, plan, bytesSource(damage(bytes)));
		await expect(result).rejects.toThrow(RepackFailed);
	});

	test('by a source that changed meanwhile', async () => {
		const { plan, bytes } = await repair(openFixture('unzipped_dir'));
		const files = openFixture('unzipped_dir').map(({ path, source }) =>
			inMemory(path, changed(source.read(0, source.size), source.size / 2)),
		);
		await expect(verifyRepack(files, plan, bytesSource(bytes))).rejects.toThrow(RepackFailed);
	});

	test('by weights that were damaged before', async () => {
		const [file] = openFixture('zip_in_folder.keras');
		if (!file) throw new Error('no file');
		const whole = file.source.read(0, file.source.size);
		// In the data of the last tensor, where no reader of metadata looks.
		const files = [
			inMemory(file.path, changed(whole, Buffer.from(whole).indexOf('PK\x01\x02') - 20)),
		];
		const plan = await planFor(files);
		const bytes = await repaired(files, plan);
		await expect(verifyRepack(files, plan, bytesSource(bytes))).rejects.toThrow(RepackFailed);
	});
});

test('a file that has gone ends the repair and the output', async () => {
	const files = openFixture('unzipped_dir');
	const plan = await planFor(files);
	let aborted = false;
	const output = new WritableStream<Uint8Array>({
		abort() {
			aborted = true;
		},
	});
	const broken = files.map(({ path, source }) => ({
		path,
		source: {
			size: source.size,
			read(): Uint8Array {
				throw new Error('gone');
			},
		},
	}));
	await expect(repack(broken, plan, output)).rejects.toThrow('gone');
	expect(aborted).toBe(true);
	await expect(repack([], plan, new WritableStream())).rejects.toThrow(RepackFailed);
});

function changed(bytes: Uint8Array, at: number): Uint8Array {
	const result = bytes.slice();
	const index = Math.floor(at);
	result[index] = (result[index] ?? 0) ^ 1;
	return result;
}
