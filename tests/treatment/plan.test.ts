import { describe, expect, test } from 'vitest';
import { planTreatments } from '../../src/clinic/treatment/plan.ts';
import type { RepackPlan, Treatment } from '../../src/clinic/treatment/treatment.ts';
import {
	bytesOfFixture,
	factsOf,
	factsOfFixture,
	healthyMembers,
	inMemory,
	zipOf,
} from '../files/support.ts';

const healthy = healthyMembers();
const { 'config.json': config = '', 'model.weights.h5': weights = '' } = healthy;

async function treatmentsOf(name: string, bytes: Uint8Array): Promise<Treatment[]> {
	return planTreatments(await factsOf(inMemory(name, bytes)));
}

function planOf(treatments: readonly Treatment[]): RepackPlan {
	const [first] = treatments;
	if (first?.id !== 'repack-archive' || !first.plan) throw new Error('no plan');
	return first.plan;
}

describe('nothing is to be done', () => {
	test.each(['healthy.keras', 'seq_dense.weights.h5', 'html_page.keras', 'gitlfs_pointer.keras'])(
		'with %s',
		async (name) => {
			expect(planTreatments(await factsOfFixture(name))).toEqual([]);
		},
	);
});

test('a .h5 of Keras 3 is converted where Keras does not find its operations again', async () => {
	expect(planTreatments(await factsOfFixture('keras3/operations.h5'))).toMatchObject([
		{ id: 'convert-to-keras3', blockedBy: [], outputName: 'operations.keras' },
	]);
});

describe('a model of Keras 2 is converted', () => {
	test.each([
		['k215_mobilenetish.h5', 'k215_mobilenetish.keras'],
		['savedmodel_dir', 'savedmodel_dir.keras'],
		// Named .keras as Keras 2.12 named its HDF5: the result must have another name.
		['hdf5_named_keras.keras', 'hdf5_named_keras-keras3.keras'],
	])('%s', async (name, outputName) => {
		const facts = await factsOfFixture(name);
		const treatment = planTreatments(facts).find(({ to }) => to === 'keras3');
		const isOld = (facts.writer?.generation ?? 0) < 3;
		expect(treatment).toEqual(
			isOld
				? {
						id: 'convert-to-keras3',
						to: 'keras3',
						keepsWeightsIdentical: true,
						needsOwnCode: false,
						blockedBy: [],
						outputName,
					}
				: undefined,
		);
	});
});

describe('an archive is repacked', () => {
	test('from a folder in it', async () => {
		expect(planOf(planTreatments(await factsOfFixture('zip_in_folder.keras')))).toEqual({
			kind: 'zip',
			base: 'zip_in_folder.keras',
			outputName: 'zip_in_folder.keras',
			members: [
				{ from: 'model/metadata.json', to: 'metadata.json' },
				{ from: 'model/config.json', to: 'config.json' },
				{ from: 'model/model.weights.h5', to: 'model.weights.h5' },
			],
			dropped: [],
		});
	});

	test('in the order of Keras, with assets and everything else below the root', async () => {
		const bytes = await zipOf({
			'm/assets/vocabulary.txt': 'a b',
			'm/notes.txt': 'mine',
			'm/.DS_Store': 'x',
			'm/config.json': config,
			'm/weights.h5': weights,
			'__MACOSX/m/._config.json': 'x',
			'readme.txt': 'of somebody',
		});
		expect(planOf(await treatmentsOf('m.zip', bytes))).toMatchObject({
			outputName: 'm.keras',
			members: [
				{ from: 'm/config.json', to: 'config.json' },
				{ from: 'm/weights.h5', to: 'model.weights.h5' },
				{ from: 'm/assets/vocabulary.txt', to: 'assets/vocabulary.txt' },
				{ from: 'm/notes.txt', to: 'notes.txt' },
			],
			dropped: ['m/.DS_Store', '__MACOSX/m/._config.json', 'readme.txt'],
		});
	});

	test.each([
		['weights under another name', { 'config.json': config, 'variables.h5': weights }],
		['a renamed configuration', { 'config (1).json': config, 'model.weights.h5': weights }],
		['leftovers', { 'config.json': config, 'model.weights.h5': weights, '.DS_Store': 'x' }],
	])('with %s', async (_, members) => {
		const plan = planOf(await treatmentsOf('model.keras', await zipOf(members)));
		expect(plan.members.map(({ to }) => to)).toEqual(['config.json', 'model.weights.h5']);
	});

	test('from a folder, and from files side by side', async () => {
		expect(planOf(planTreatments(await factsOfFixture('unzipped_dir')))).toMatchObject({
			kind: 'folder',
			base: 'unzipped_dir/',
			outputName: 'unzipped_dir.keras',
			members: [{ from: 'metadata.json' }, { from: 'config.json' }, { from: 'model.weights.h5' }],
		});
		const loose = await factsOf(
			inMemory('config.json', config),
			inMemory('model.weights.h5', weights),
		);
		expect(planOf(planTreatments(loose))).toMatchObject({
			kind: 'folder',
			base: '',
			outputName: 'model.keras',
		});
	});
});

describe('an archive is not repacked', () => {
	test.each<[string, string[], Record<string, Uint8Array | string>]>([
		['without weights', ['no-weights'], { 'a/config.json': config }],
		['without a configuration', ['no-config'], { 'a/model.weights.h5': weights }],
		[
			'with two models',
			['several-models'],
			{ 'a/config.json': config, 'b/config.json': config, 'b/model.weights.h5': weights },
		],
		[
			'with two files of weights',
			['several-weights'],
			{ 'config.json': config, 'a.h5': weights, 'b.h5': weights },
		],
		['with a path that leads out', ['unsafe-paths'], { ...healthy, '../x': 'x' }],
		[
			'with a broken configuration',
			['damaged'],
			{ 'a/config.json': '{', 'a/model.weights.h5': weights },
		],
	])('%s', async (_, obstacles, members) => {
		const [treatment] = await treatmentsOf('model.keras', await zipOf(members));
		expect(treatment).toMatchObject({ id: 'repack-archive', blockedBy: obstacles, plan: null });
	});

	test('that is encrypted', async () => {
		const bytes = await zipOf(healthy, { password: 'secret', zipCrypto: true });
		const [treatment] = await treatmentsOf('model.keras', bytes);
		expect(treatment).toMatchObject({ blockedBy: ['encrypted'] });
	});

	test('that was cut', async () => {
		const [treatment] = await treatmentsOf(
			'model.keras',
			bytesOfFixture('zip_in_folder.keras').subarray(0, 9000),
		);
		expect(treatment?.blockedBy).toContain('damaged');
	});
});

describe('a name is put right', () => {
	test.each([
		['zip_named_h5.h5', 'model.h5', 'archive', 'model.keras'],
		['healthy.keras', 'model.zip', 'archive', 'model.keras'],
		['healthy.keras', 'model.keras.zip', 'archive', 'model.keras'],
		['healthy.keras', 'model', 'archive', 'model.keras'],
		['hdf5_named_keras.keras', 'my.model.keras', 'legacy-h5', 'my.model.h5'],
		['hdf5_named_keras.keras', 'model', 'legacy-h5', 'model.h5'],
		['seq_dense.weights.h5', 'model.h5', 'weights-h5', 'model.weights.h5'],
		['seq_dense.weights.h5', 'model.keras', 'weights-h5', 'model.weights.h5'],
	])('%s called %s', async (fixture, name, to, outputName) => {
		expect(await treatmentsOf(name, bytesOfFixture(fixture))).toEqual([
			{ id: 'rename', to, keepsWeightsIdentical: true, blockedBy: [], outputName },
		]);
	});

	test.each([
		['hdf5_named_keras.keras', 'model.hdf5'],
		['hdf5_named_keras.keras', 'model.H5'],
		['healthy.keras', 'Model.KERAS'],
	])('%s called %s is left alone', async (fixture, name) => {
		expect(await treatmentsOf(name, bytesOfFixture(fixture))).toEqual([]);
	});
});
