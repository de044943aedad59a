import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/load.ts';
import { rules } from '../../src/catalogue/views.ts';
import { compile } from '../../src/clinic/diagnosis/signature.ts';
import type { FileFacts } from '../../src/clinic/evidence/files/facts.ts';
import { environmentsFor } from '../../src/clinic/report/environments.ts';
import { examine } from '../../src/clinic/report/examine.ts';
import { factsOfFixture } from '../files/support.ts';

const all = rules(loadCatalogue());
const clinic = { rules: all, matcher: compile(all) };
const reportOf = (facts: FileFacts) => examine(clinic, '', [facts]);
const installOf = async (name: string) => (await reportOf(await factsOfFixture(name))).install;

describe('what to install', () => {
	test.each([
		['healthy.keras', 'as-it-is', [['keras', 'loads']]],
		[
			'k215_mobilenetish.h5',
			'as-it-is',
			[
				['tf-keras', 'loads'],
				['tensorflow', 'loads'],
			],
		],
		[
			'keras2/custom_layer2.h5',
			'as-it-is',
			[
				['keras', 'loads-with-custom-objects'],
				['tf-keras', 'loads-with-custom-objects'],
			],
		],
		['zip_in_folder.keras', 'after-treatment', [['keras', 'loads']]],
		['gitlfs_pointer.keras', 'as-it-is', []],
		['seq_dense.weights.h5', 'as-it-is', []],
	])('for %s is what loads it, %s', async (name, loads, expected) => {
		const install = await installOf(name);
		expect(install.map((one) => [one.set.target.split('@')[0], one.verdict, one.loads])).toEqual(
			expected.map((one) => [...one, loads]),
		);
	});

	test('is the newest release that is foretold to load the file, of each reader', async () => {
		const { install, forecast } = await reportOf(await factsOfFixture('k215_mobilenetish.h5'));
		expect(install.length).toBeGreaterThan(0);
		for (const { set } of install) {
			const [reader] = set.target.split('@');
			const first = forecast.find(
				({ target, verdict }) => target.startsWith(`${reader}@`) && verdict === 'loads',
			);
			expect(set.target).toBe(first?.target);
		}
	});

	test('keeps to the targets that are asked for', async () => {
		const report = await reportOf(await factsOfFixture('k215_mobilenetish.h5'));
		const forecast = report.forecast.filter(({ target }) => target === 'tensorflow@2.12');
		expect(environmentsFor({ ...report, forecast }).map(({ set }) => set.target)).toEqual([
			'tensorflow@2.12',
		]);
	});
});

describe('the backend', () => {
	/** The healthy archive, its model changed. */
	async function healthyWith(changes: Partial<NonNullable<FileFacts['model']>>) {
		const facts = await factsOfFixture('healthy.keras');
		if (!facts.model) throw new Error('no model');
		return { ...facts, model: { ...facts.model, ...changes } };
	}

	test('is PyTorch where the optimizer is, though TensorFlow refuses the file', async () => {
		const { install, forecast } = await reportOf(
			await healthyWith({
				optimizer: 'Adam',
				optimizerModule: 'keras.src.backend.torch.optimizers.torch_adam',
			}),
		);
		expect(forecast.some(({ verdict }) => verdict === 'loads')).toBe(false);
		expect(install.map(({ set }) => set.environment)).toEqual([{ KERAS_BACKEND: 'torch' }]);
		expect(install[0]?.set.versions).toHaveProperty('torch');
		expect(install[0]?.verdict).toBe('loads');
	});

	test('is what the file was saved with', async () => {
		const facts = await factsOfFixture('healthy.keras');
		if (!facts.writer) throw new Error('no writer');
		const { install } = await reportOf({ ...facts, writer: { ...facts.writer, backend: 'jax' } });
		expect(install[0]?.set.environment).toEqual({ KERAS_BACKEND: 'jax' });
	});
});
