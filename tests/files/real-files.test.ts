import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { readFacts } from '../../src/clinic/evidence/files/read.ts';
import { inMemory, listFixtures, manyFixtures, withoutFixtures } from './support.ts';

/** What was written down of files from public projects, read with h5py and by hand. */
interface Row {
	readonly file: string | null;
	readonly kind: string;
	readonly keras_version: string | null;
	readonly class_name: string | null;
	readonly optimizer: string | null;
	readonly has_lambda?: boolean;
}

const formats: Readonly<Record<string, string>> = {
	'legacy-h5-full': 'legacy-h5',
	'legacy-h5-weights': 'legacy-h5-weights',
	'json-arch': 'architecture-json',
	savedmodel: 'saved-model',
	'keras-v3-zip': 'keras-v3',
	npz: 'npz',
	tflite: 'tflite',
};

/** One group of flat `param_N`, as Keras 0.x saved its Graph: no sign of Keras in it that others lack. */
const withoutSign = '052-deeplift-keras0-graph-weights.h5';

const folder = join(manyFixtures ?? '', '..', 'real');
const manifest = join(folder, 'manifest.jsonl');
const isHere = manyFixtures !== undefined && existsSync(manifest);
if (!isHere) console.warn(`real-files: ${withoutFixtures}`);

test.skipIf(!isHere)(
	'files of public projects tell what is known of them',
	{ timeout: 60_000 },
	async () => {
		const wrong: string[] = [];
		let count = 0;
		for (const line of readFileSync(manifest, 'utf8').trim().split('\n')) {
			const row = JSON.parse(line) as Row;
			const wanted = formats[row.kind];
			if (!row.file || !wanted || row.file === withoutSign) continue;
			const path = join(folder, row.file);
			const paths = statSync(path).isDirectory() ? listFixtures(path, /./) : [path];
			const given = paths.map((one) =>
				inMemory(relative(folder, one).split('\\').join('/'), new Uint8Array(readFileSync(one))),
			);
			const [facts] = await readFacts(given, { weights: true });
			count++;
			const optimizer = row.optimizer?.replace('Custom>', '') ?? null;
			const found = {
				format: facts?.format,
				version: row.keras_version && facts?.writer?.version,
				modelClass: row.class_name && facts?.model?.modelClass,
				optimizer: optimizer && facts?.model?.optimizer,
				lambda: row.has_lambda ? (facts?.model?.lambdas.length ?? 0) > 0 : true,
				damage: facts?.damage,
			};
			const expected = {
				format: wanted,
				version: row.keras_version,
				modelClass: row.class_name,
				optimizer,
				lambda: true,
				damage: null,
			};
			if (JSON.stringify(found) !== JSON.stringify(expected)) {
				wrong.push(`${row.file}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
			}
		}
		expect(wrong).toEqual([]);
		expect(count).toBeGreaterThan(40);
	},
);
