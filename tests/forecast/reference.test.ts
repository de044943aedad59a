import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/load.ts';
import { rules } from '../../src/catalogue/views.ts';
import { diagnoseFile } from '../../src/clinic/diagnosis/diagnose-file.ts';
import { forecast, type Verdict } from '../../src/clinic/forecast/forecast.ts';
import { readModels } from '../../src/clinic/report/read-models.ts';
import { planTreatments } from '../../src/clinic/treatment/plan.ts';
import { inMemory, listFixtures, manyFixtures, withoutFixtures } from '../files/support.ts';

const catalogue = rules(loadCatalogue());

/** The verdict of each target for a file, or for our copy of it, by the target's name. */
async function verdictsOf(
	path: string,
	of: 'verdict' | 'afterTreatment' = 'verdict',
): Promise<Readonly<Record<string, Verdict>>> {
	const name = path.slice(path.lastIndexOf('/') + 1);
	const [facts] = await readModels([inMemory(name, new Uint8Array(readFileSync(path)))]);
	if (!facts) throw new Error(`nothing was read from ${path}`);
	const rows = forecast(facts, diagnoseFile(facts, catalogue), planTreatments(facts));
	return Object.fromEntries(rows.map((row) => [row.target, row[of] ?? 'unknown']));
}

/** What real Keras 3.15.1 did with a file. */
interface Measured {
	readonly file: string;
	readonly fmt: string;
	readonly ok: boolean;
	readonly max_abs_diff: number | null;
}

const folder = manyFixtures ?? '';
const data = join(folder, '..', 'reference', 'data');
const measured = [
	['k2_in_k3.jsonl', 'tf-keras-2.21'],
	['k2_in_k3_b2.jsonl', 'tf-keras-2.21'],
	['mix_k3.jsonl', 'tf-keras-2.21'],
	['k2old_in_k3.jsonl', 'keras-old'],
] as const;
const isHere = manyFixtures !== undefined && existsSync(join(data, measured[0][0]));
if (!isHere) console.warn(`forecast: ${withoutFixtures}`);

describe.skipIf(!isHere)('what Keras 3.15 did with files of Keras 2', () => {
	test.each(measured)(
		'%s is foretold, and nothing is promised wrongly',
		{ timeout: 60_000 },
		async (table, writer) => {
			const wrong: string[] = [];
			let [decided, count] = [0, 0];
			for (const line of readFileSync(join(data, table), 'utf8').trim().split('\n')) {
				const { file, fmt, ok, max_abs_diff: difference } = JSON.parse(line) as Measured;
				const path = join(folder, writer, file);
				if ((fmt !== 'h5' && fmt !== 'keras') || !existsSync(path)) continue;
				count++;
				const verdict = (await verdictsOf(path))['keras@3.15'];
				if (verdict !== 'unknown') decided++;
				const isRight = {
					loads: ok && (difference ?? 0) < 2e-2,
					'loads-differently': ok,
					'loads-with-custom-objects': !ok,
					fails: !ok,
					hangs: false,
					unknown: true,
				}[verdict ?? 'unknown'];
				if (!isRight) wrong.push(`${file}: ${verdict}, measured ${ok} ${difference}`);
			}
			expect(wrong).toEqual([]);
			expect(decided / count).toBeGreaterThan(0.95);
		},
	);
});

describe.skipIf(!isHere)('across the release lines', () => {
	test('a nested model of Keras 2 hangs where the newest patch release still turns in a circle', async () => {
		const verdicts = await verdictsOf(join(folder, 'tf-keras-2.21/nested_seq.h5'));
		expect(verdicts).toMatchObject({
			'keras@3.0': 'hangs',
			'keras@3.11': 'hangs',
			'keras@3.12': 'fails',
			'keras@3.13': 'hangs',
			'keras@3.14': 'fails',
			'keras@3.15': 'fails',
		});
	});

	test('a layer that is called again with the output of a later one is found from 3.7 on', async () => {
		const path = join(folder, 'random-graphs/f006.h5');
		expect(await verdictsOf(path, 'afterTreatment')).toMatchObject({
			'keras@3.0': 'fails',
			'keras@3.6': 'fails',
			'keras@3.7': 'loads',
			'keras@3.15': 'loads',
		});
	});

	test('a file of 3.15 fails wherever its arguments are not known', async () => {
		const verdicts = await verdictsOf(join(folder, 'keras-3.15.1/seq_dense.keras'));
		expect(verdicts).toMatchObject({
			'keras@3.4': 'fails',
			'keras@3.12': 'fails',
			'keras@3.15': 'loads',
			'tf-keras@2.21': 'fails',
			'tensorflow@2.6': 'fails',
			'tfjs@4': 'fails',
		});
	});

	test('a file of tf-keras 2.21 is read by no older Keras 2: its inputs say whether they are optional', async () => {
		const verdicts = await verdictsOf(join(folder, 'tf-keras-2.21/cnn_basic.h5'));
		expect(verdicts).toMatchObject({
			'tf-keras@2.21': 'loads',
			'tf-keras@2.20': 'fails',
			'tensorflow@2.15': 'fails',
		});
	});

	test('the archive of Keras 2.15 is read from 2.15 on, an optimizer of 2.11 from 2.11 on', async () => {
		expect(await verdictsOf(join(folder, 'keras-2.15.0/k2_cnn.keras'))).toMatchObject({
			'tf-keras@2.16': 'loads',
			'tensorflow@2.15': 'loads',
			'tensorflow@2.14': 'fails',
			'tensorflow@2.11': 'fails',
		});
		expect(await verdictsOf(join(folder, 'keras-old/k2_11_0_dense.h5'))).toMatchObject({
			'tensorflow@2.11': 'loads',
			'tensorflow@2.10': 'fails',
		});
	});

	test('a file of an older Keras 3 loads in every newer one', async () => {
		const wrong: string[] = [];
		for (const version of ['3.0.5', '3.3.3', '3.8.0', '3.10.0', '3.15.1']) {
			for (const path of listFixtures(join(folder, `keras-${version}`), /\.keras$/)) {
				const verdict = (await verdictsOf(path))['keras@3.15'] ?? '';
				// Lambdas, custom classes and another backend's optimizer have their own trouble.
				if (/lambda|custom|subclassed|compiled/.test(path)) continue;
				if (verdict !== 'loads') wrong.push(`${path}: ${verdict}`);
			}
		}
		expect(wrong).toEqual([]);
	});

	test('a Lambda in an .h5 is refused from 3.11 on; before, it depends on the Python that runs it', async () => {
		const verdicts = await verdictsOf(join(folder, 'keras-2.15.0/k2_lambda.h5'));
		expect(verdicts).toMatchObject({ 'keras@3.8': 'unknown', 'keras@3.15': 'fails' });
	});

	test.each([
		['has defaults, which JSON makes a list', 'lambda_py.h5'],
		['calls tf, which nothing imports for it', 'lambda_named.h5'],
	])('it fails in any Python where its function %s', async (_, name) => {
		const verdicts = await verdictsOf(join(folder, 'tf-keras-2.21', name));
		expect(verdicts).toMatchObject({ 'keras@3.8': 'fails', 'tf-keras@2.21': 'unknown' });
	});

	test('bytecode of Python 3.7 and before fails wherever no such Python runs', async () => {
		const real = join(folder, '../real/023-carnd-lambda-121.h5');
		expect(await verdictsOf(real)).toMatchObject({
			'keras@3.8': 'fails',
			'tf-keras@2.21': 'fails',
		});
	});

	test('the old reader of .h5 loses axes up to 3.8', async () => {
		const verdicts = await verdictsOf(join(folder, 'tf-keras-2.21/merge3.h5'));
		expect(verdicts).toMatchObject({ 'keras@3.8': 'fails', 'keras@3.9': 'loads' });
	});
});

/** Weights of another model: they are not compared with the layers yet. */
const notSeen = new Set(['zip_weights_of_other_model_shape', 'zip_weights_of_other_model_count']);

/** Failing code of Keras 3.15.1 with its file: what it says of the file alone. */
test.skipIf(!isHere)(
	'no file that Keras 3.15 refused is promised to load',
	{ timeout: 60_000 },
	async () => {
		const broken = join(folder, 'broken');
		const index = JSON.parse(readFileSync(join(broken, 'INDEX.json'), 'utf8')) as Record<
			string,
			{ error: string | null }
		>;
		const wrong: string[] = [];
		let count = 0;
		for (const [name, { error }] of Object.entries(index)) {
			if (!error || notSeen.has(name)) continue;
			for (const extension of ['.keras', '.h5']) {
				const path = join(broken, name + extension);
				if (!existsSync(path)) continue;
				count++;
				const verdict = (await verdictsOf(path))['keras@3.15'];
				if (verdict === 'loads' || verdict === 'loads-differently') wrong.push(`${path}: ${error}`);
			}
		}
		expect(wrong).toEqual([]);
		expect(count).toBeGreaterThan(60);
	},
);
