import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/load.ts';
import { rules } from '../../src/catalogue/views.ts';
import { diagnoseFile } from '../../src/clinic/diagnosis/diagnose-file.ts';
import { compile } from '../../src/clinic/diagnosis/signature.ts';
import type { FileFacts } from '../../src/clinic/evidence/files/facts.ts';
import { readFacts } from '../../src/clinic/evidence/files/read.ts';
import { forecast } from '../../src/clinic/forecast/forecast.ts';
import { examine } from '../../src/clinic/report/examine.ts';
import { planTreatments } from '../../src/clinic/treatment/plan.ts';
import { openFixture } from '../fixtures/open.ts';

const catalogue = rules(loadCatalogue());

async function factsOf(name: string, without = /^$/): Promise<FileFacts> {
	const files = openFixture(name).filter(({ path }) => !without.test(path));
	const [facts] = await readFacts(files, { weights: true });
	if (!facts) throw new Error(`nothing was read of ${name}`);
	return facts;
}

function said(facts: FileFacts) {
	const diagnoses = diagnoseFile(facts, catalogue);
	const rows = forecast(facts, diagnoses, planTreatments(facts));
	return {
		slugs: diagnoses.map(({ slug }) => slug),
		verdicts: Object.fromEntries(rows.map(({ target, verdict }) => [target, verdict])),
	};
}

/** Loaded with Keras 3.0.5, 3.8.0 and 3.15.1 and with tf_keras 2.21. */
describe('what is foretold of a file', () => {
	test.each([
		['keras2/nested_output.h5', 'fails', 'loads', 'loads', 'loads'],
		['keras2/state_as_input.h5', 'fails', 'fails', 'fails', 'loads'],
		['keras2/metric_function.h5', 'loads', 'loads', 'loads', 'loads-with-custom-objects'],
		['keras2/windows_names.keras', 'fails', 'fails', 'fails', 'fails'],
		['keras2/tf_2_0_sequential_sm', 'fails', 'fails', 'fails', 'loads'],
		['keras2/k2_14_dense.keras', 'loads', 'loads', 'loads', 'fails'],
		['keras2/k2_13_1_dense.keras', 'fails', 'fails', 'fails', 'fails'],
		['keras1/deconv.h5', 'fails', 'fails', 'fails', 'fails'],
	])('%s', async (name, ...expected) => {
		const { verdicts } = said(await factsOf(name));
		const asked = ['keras@3.0', 'keras@3.8', 'keras@3.15', 'tf-keras@2.21'];
		expect(asked.map((target) => verdicts[target])).toEqual(expected);
	});
});

test('each line of Keras 2 finds the layers that are counted as it counts them', async () => {
	const lines = ['tensorflow@2.12', 'tensorflow@2.13', 'tensorflow@2.14', 'tensorflow@2.15'];
	const { verdicts } = said(await factsOf('keras2/k2_13_1_dense.keras'));
	expect(lines.map((target) => verdicts[target])).toEqual(['loads', 'loads', 'fails', 'fails']);
});

test('names of Windows in the weights are read, counted and named', async () => {
	const facts = await factsOf('keras2/windows_names.keras');
	expect(facts.weights).toMatchObject({ layout: 'layers', fromWindows: true, parameters: 312 });
	expect(facts.weights?.tensors.some(({ path }) => path.includes('\\'))).toBe(false);
	const [found] = diagnoseFile(facts, catalogue).filter(
		({ slug }) => slug === 'weights-saved-on-windows',
	);
	expect(found?.evidence).toEqual([
		{ from: 'file', where: 'model.weights.h5', quote: expect.stringMatching(/^layers\\\w+/) },
	]);
});

test('a SavedModel without a part of its variables loads nowhere', async () => {
	const whole = said(await factsOf('savedmodel_dir'));
	expect(whole.verdicts['tf-keras@2.21']).toBe('loads');
	const cut = said(await factsOf('savedmodel_dir', /\.data-/));
	expect(cut.slugs).toContain('savedmodel-file-missing');
	expect(cut.verdicts['tf-keras@2.21']).toBe('fails');
});

test('a file of Keras 1 is named by its arguments', async () => {
	expect(said(await factsOf('keras1/deconv.h5')).slugs).toContain('keras-1-layer-arguments');
});

test('a checkpoint without its data is not called faultless', async () => {
	const files = openFixture('keras2/lstm_ckpt').filter(({ path }) => !/\.data-/.test(path));
	const { notice } = await examine(
		{ rules: catalogue, matcher: compile(catalogue) },
		'',
		await readFacts(files, { weights: true }),
	);
	expect(notice?.id).toBe('parts-missing');
	expect(notice?.values['missing']).toMatch(/\.data-00000-of-00001$/);
});
