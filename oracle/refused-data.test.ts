import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { listFiles, openFiles } from '../bin/files.ts';
import { loadCatalogue } from '../src/catalogue/load.ts';
import { rules } from '../src/catalogue/views.ts';
import { compile } from '../src/clinic/diagnosis/signature.ts';
import { readFacts } from '../src/clinic/evidence/files/read.ts';
import { examine } from '../src/clinic/report/examine.ts';
import { judge, realKeras } from './real-keras.ts';

test('data that real Keras refuses is forecast to fail, and no other', async (context) => {
	const keras = await realKeras();
	if ('missing' in keras) return context.skip(keras.missing);
	const folder = mkdtempSync(join(tmpdir(), 'refused-'));
	const script = fileURLToPath(new URL('refused_data.py', import.meta.url));
	await promisify(execFile)(keras.python, [script, folder]);
	const models = readdirSync(folder).filter((name) => name.endsWith('.keras'));
	const verdicts = await judge(
		keras.python,
		models.map((name) => ({ model: join(folder, name) })),
	);
	const known = rules(loadCatalogue());
	const clinic = { rules: known, matcher: compile(known) };
	const said: Record<string, boolean> = {};
	for (const name of models) {
		const facts = await readFacts(openFiles(listFiles([join(folder, name)])), { weights: true });
		const { forecast } = await examine(clinic, '', facts);
		said[name] = forecast.find(({ target }) => target === 'keras@3.15')?.verdict !== 'fails';
	}
	expect(said).toEqual(
		Object.fromEntries(models.map((name, index) => [name, verdicts[index]?.loaded])),
	);
	expect(Object.values(said).filter(Boolean)).toHaveLength(2);
});
