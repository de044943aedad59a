import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { judge, realKeras } from './real-keras.ts';

const fixtures = fileURLToPath(new URL('../tests/fixtures/', import.meta.url));
const clinic = fileURLToPath(new URL('../bin/clinic.ts', import.meta.url));
/** What the clinic repairs; the archives were made from one model, whose predictions are recorded. */
const broken = [
	{ name: 'zip_in_folder.keras', io: 'seq_dense.io.json' },
	{ name: 'zip_in_folder_noentry.keras', io: 'seq_dense.io.json' },
	{ name: 'zip_weights_renamed.keras', io: 'seq_dense.io.json' },
	{ name: 'zip_weights_renamed_variables.keras', io: 'seq_dense.io.json' },
	{ name: 'unzipped_dir', reference: 'unzipped_dir', shapes: [[3, 4]] },
];

test('real Keras loads every repaired archive, and it predicts as before', async (context) => {
	const keras = await realKeras();
	if ('missing' in keras) return context.skip(keras.missing);
	const folder = mkdtempSync(join(tmpdir(), 'repaired-'));
	const cases = [];
	for (const { name, io, reference, shapes } of broken) {
		const model = join(folder, `${name.replace('.keras', '')}.keras`);
		const input = join(folder, 'input', name);
		cpSync(join(fixtures, name), input, { recursive: true });
		await promisify(execFile)(process.execPath, [
			clinic,
			'repair',
			input,
			'--to',
			'archive',
			'-o',
			model,
		]);
		cases.push({
			model,
			...(io && { io: join(fixtures, io) }),
			...(reference && { reference: join(fixtures, reference), shapes }),
		});
	}
	const verdicts = await judge(keras.python, cases);
	expect(verdicts.map(({ error }) => error)).toEqual(broken.map(() => null));
	for (const { difference } of verdicts) expect(difference).toBeLessThanOrEqual(1e-6);
});

test('real Keras refuses them unrepaired', async (context) => {
	const keras = await realKeras();
	if ('missing' in keras) return context.skip(keras.missing);
	const archives = broken.filter(({ io }) => io);
	const verdicts = await judge(
		keras.python,
		archives.map(({ name, io }) => ({ model: join(fixtures, name), io: join(fixtures, io ?? '') })),
	);
	expect(verdicts.map(({ loaded }) => loaded)).toEqual(archives.map(() => false));
});
