import { expect, test } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/load.ts';
import { rules } from '../../src/catalogue/views.ts';
import { diagnoseFile } from '../../src/clinic/diagnosis/diagnose-file.ts';
import type { FileFacts } from '../../src/clinic/evidence/files/facts.ts';
import { traitsOf } from '../../src/clinic/evidence/files/loading-traits.ts';
import { type Forecast, forecast, type Verdict } from '../../src/clinic/forecast/forecast.ts';
import { readModels } from '../../src/clinic/report/read-models.ts';
import { planTreatments } from '../../src/clinic/treatment/plan.ts';
import { bytesOfFixture, inMemory } from '../files/support.ts';
import { openFixture } from '../fixtures/open.ts';

const catalogue = rules(loadCatalogue());

function rowsOf(facts: FileFacts): readonly Forecast[] {
	return forecast(facts, diagnoseFile(facts, catalogue), planTreatments(facts));
}

async function factsOf(name: string): Promise<FileFacts> {
	const [facts] = await readModels(openFixture(`keras2/${name}`));
	if (!facts) throw new Error(`nothing was read from ${name}`);
	return facts;
}

function inLines(
	rows: readonly Forecast[],
	key: 'verdict' | 'afterTreatment',
	lines: readonly string[],
): Verdict[] {
	return lines.flatMap(
		(line) => rows.find(({ target }) => target === `keras@${line}`)?.[key] ?? [],
	);
}

const lines = ['3.0', '3.3', '3.8', '3.10', '3.15'];
const [own, loads, fails, differs] = [
	'loads-with-custom-objects',
	'loads',
	'fails',
	'loads-differently',
] as const;

/** What Keras 3.0.5, 3.3.3, 3.8.0, 3.10.0 and 3.15.1 did with the converted copies. */
const measured = [
	['activation_prelu.h5', fails, fails, fails, loads, loads],
	['bidirectional_backwards.h5', fails, fails, loads, loads, loads],
	['hs_all.h5', fails, fails, fails, loads, loads],
	['k2_13_1_dense.keras', loads, loads, loads, loads, loads],
	['k2_2_4_dense.h5', loads, loads, loads, loads, loads],
	['masks_minimum.h5', fails, fails, loads, loads, loads],
	['mix_add.h5', fails, fails, loads, loads, loads],
	['nested_partfrozen.h5', fails, fails, loads, loads, loads],
	['pp_textvec.keras', loads, loads, loads, loads, loads],
	['rnn_timemajor.h5', fails, fails, loads, loads, loads],
	['tfop_integer_mean.h5', fails, fails, loads, loads, loads],
	// Two outputs that keep their names, which Keras up to 3.10 refuses.
	['tfop_shape.h5', fails, fails, fails, fails, loads],
] as const;

test.each(measured)(
	'the copy of %s does in each line what is foretold',
	async (name, ...wanted) => {
		expect(inLines(rowsOf(await factsOf(name)), 'afterTreatment', lines)).toEqual(wanted);
	},
);

test('a copy that needs the person’s own code says so, where it can be read at all', async () => {
	const rows = rowsOf(await factsOf('custom_layer2.h5'));
	expect(inLines(rows, 'afterTreatment', lines)).toEqual([fails, fails, own, own, own]);
});

test('a model that the conversion refuses stays what it is', async () => {
	const rows = rowsOf({ ...(await factsOf('hs_all.h5')), converted: null });
	for (const { verdict, afterTreatment } of rows) expect(afterTreatment).toBe(verdict);
});

test('where nothing is known of the copy, nothing is said', async () => {
	const { converted: _, ...facts } = await factsOf('hs_all.h5');
	expect(inLines(rowsOf(facts), 'afterTreatment', lines)).toEqual(Array(5).fill('unknown'));
});

/** As they are; `masks_minimum` has masks on both sides, which Keras up to 3.3 loses without harm. */
test.each([
	['mix_add.h5', differs, differs, differs, differs],
	['masks_minimum.h5', loads, differs, differs, differs],
] as const)('masks that meet in %s are decided for every line', async (name, ...wanted) => {
	const rows = rowsOf(await factsOf(name));
	expect(inLines(rows, 'verdict', lines.slice(1))).toEqual(wanted);
});

function compiledWith(
	facts: FileFacts,
	training: Parameters<typeof traitsOf>[1],
): readonly Forecast[] {
	const { model } = facts;
	const traits = [...(model?.traits ?? []), ...traitsOf(null, training)];
	return rowsOf({ ...facts, model: model && { ...model, traits } });
}

test('a loss that was a lambda stops every Keras, a metric only Keras 2', async () => {
	const facts = await factsOf('activation_prelu.h5');
	const verdicts = (training: Parameters<typeof traitsOf>[1]) => {
		const rows = compiledWith(facts, training);
		return ['keras@3.15', 'tf-keras@2.21'].map(
			(name) => rows.find(({ target }) => target === name)?.verdict,
		);
	};
	expect(verdicts({ loss: 'mean_squared_error' })).toEqual([loads, loads]);
	expect(verdicts({ loss: '<lambda>' })).toEqual([fails, fails]);
	const metric = { class_name: 'MeanMetricWrapper', config: { name: '<lambda>', fn: '<lambda>' } };
	expect(verdicts({ loss: 'mean_squared_error', metrics: [[metric]] })).toEqual([loads, fails]);
});

test('of optimizer and loss, Keras takes up the optimizer first', async () => {
	const optimizer = { class_name: 'Adam', config: { lr: 0.01 } };
	const rows = compiledWith(await factsOf('activation_prelu.h5'), {
		loss: 'mse',
		optimizer_config: optimizer,
	});
	expect(rows.find(({ target }) => target === 'keras@3.15')?.error).toContain("{'lr': 0.01}");
});

test('where the graph is never done, the compilation never comes to fail', async () => {
	const rows = compiledWith(await factsOf('nested_partfrozen.h5'), { loss: '<lambda>' });
	expect(inLines(rows, 'verdict', ['3.8', '3.15'])).toEqual(['hangs', fails]);
});

test('a graph that goes in a circle is read, and no copy is promised', async () => {
	const bytes = Buffer.from(bytesOfFixture('keras2/mix_add.h5'));
	const input = '["input_2", 0, 0, {}]';
	bytes.write('["mrg", 0, 0, {}]    ', bytes.indexOf(input), 'latin1');
	const [facts] = await readModels([inMemory('circle.h5', bytes)]);
	expect(facts).toMatchObject({ format: 'legacy-h5', converted: null });
});
