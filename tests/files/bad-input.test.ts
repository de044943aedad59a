import { afterAll, describe, expect, test } from 'vitest';
import { bytesSource } from '../../src/clinic/evidence/files/source.ts';
import { readBeginnings, readModels } from '../../src/clinic/report/read-models.ts';
import { changes, cuts, DisposableReader, type Outcome, randomNumbers } from './in-worker.ts';
import { bytesOfFixture, zipOf } from './support.ts';

const reader = new DisposableReader();
afterAll(() => reader.close());

const fixtures = [
	'healthy.keras',
	'zip_in_folder.keras',
	'zip_weights_renamed.keras',
	'hdf5_named_keras.keras',
	'k215_mobilenetish.h5',
	'seq_dense.weights.h5',
];

/** A result, or a worker that was ended: the HDF5 library may turn in circles, which the product waits for no longer. */
function expectAnswer({ facts, thrown, ended }: Outcome): void {
	expect(thrown).toBeUndefined();
	if (ended) return;
	expect(facts).toHaveLength(1);
	// Plain data: it goes through a worker's door and into JSON.
	expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
}

describe.each([...fixtures, 'gitlfs_pointer.keras', 'html_page.keras'])('%s', (name) => {
	const bytes = bytesOfFixture(name);

	test('cut at 60 lengths gives an answer', async () => {
		const binary = fixtures.includes(name);
		for (const cut of cuts(bytes, 60)) {
			const outcome = await reader.read(name, cut);
			expectAnswer(outcome);
			if (!binary || cut.length === 0) continue;
			expect(outcome.facts?.[0]?.damage?.kind).toMatch(/^(hdf5|zip)-truncated$/);
		}
	});
});

describe.each(fixtures)('%s', (name) => {
	const bytes = bytesOfFixture(name);

	test('with random bytes changed, 100 times, gives an answer', async () => {
		for (const changed of changes(bytes, 100)) expectAnswer(await reader.read(name, changed));
	});

	test('with a block zeroed gives an answer', async () => {
		for (let start = 0; start < bytes.length; start += 1024) {
			expectAnswer(await reader.read(name, bytes.slice().fill(0, start, start + 512)));
		}
	});
});

test.each([
	// What Keras writes first: the configuration, then the weights.
	['k215_mobilenetish.h5', { format: 'legacy-h5', writer: { version: '2.15.0' } }],
	['healthy.keras', { format: 'keras-v3', writer: { version: '3.15.1' } }],
])('of %s cut in the middle, what stands before is told', async (name, told) => {
	const bytes = bytesOfFixture(name);
	const whole = await reader.read(name, bytes);
	const { facts } = await reader.read(name, bytes.slice(0, bytes.length / 2));
	expect(facts?.[0]).toMatchObject({ ...told, weights: null });
	expect(facts?.[0]?.model).toEqual(whole.facts?.[0]?.model);
	expect(facts?.[0]?.damage?.kind).toMatch(/truncated$/);
});

test.each(['k215_mobilenetish.h5', 'healthy.keras'])(
	'of %s, if reading it had to be stopped, what its configuration says is told',
	async (name) => {
		const given = [{ path: name, source: bytesSource(bytesOfFixture(name)) }];
		const [[whole], [facts]] = await Promise.all([readModels(given), readBeginnings(given)]);
		expect(facts).toMatchObject({ weights: null, damage: { kind: 'reading-stopped' } });
		expect(facts?.model).toEqual(whole?.model);
		expect(facts?.writer).toEqual(whole?.writer);
	},
);

test('5 MB of random bytes are nothing that we know', async () => {
	const random = randomNumbers(5);
	const bytes = Uint8Array.from({ length: 5 * 1024 ** 2 }, () => Math.floor(random() * 256));
	for (const name of ['model.keras', 'model.h5']) {
		const { facts } = await reader.read(name, bytes);
		expect(facts?.[0]).toMatchObject({ format: 'unknown', model: null, damage: null });
	}
});

test.each([
	['10,000 lists', '['.repeat(10_000) + ']'.repeat(10_000)],
	['10,000 models', `${'{"class_name":"Sequential","config":{"layers":['.repeat(10_000)}`],
])('a config.json of %s in one another is told, in an archive and alone', async (_, config) => {
	const archive = await reader.read('model.keras', await zipOf({ 'config.json': config }));
	expect(archive.facts?.[0]?.damage).toMatchObject({
		kind: 'json-too-deep',
		member: 'config.json',
	});
	const alone = await reader.read('config.json', new TextEncoder().encode(config));
	expect(alone.facts?.[0]?.damage).toMatchObject({ kind: 'json-too-deep', member: null });
});

test('an HDF5 file whose groups turn in circles comes to an end', async () => {
	// The object header of the root in place of that of a group below it.
	const bytes = bytesOfFixture('seq_dense.weights.h5').slice();
	const view = new DataView(bytes.buffer);
	const root = view.getBigUint64(64, true);
	const node = Buffer.from(bytes).indexOf('SNOD');
	view.setBigUint64(node + 16, root, true);
	const outcome = await reader.read('model.weights.h5', bytes);
	expectAnswer(outcome);
	expect(outcome.ended).toBeUndefined();
});
