import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { fileSink, listFiles, openFiles } from '../bin/files.ts';
import { convertToKeras3 } from '../src/clinic/treatment/convert/convert.ts';
import { kerasFile } from '../src/clinic/treatment/convert/keras-file.ts';
import { writeZip } from '../src/clinic/treatment/write-zip.ts';
import { realKeras } from './real-keras.ts';

const run = promisify(execFile);
const fixtures = fileURLToPath(new URL('../tests/fixtures/optimizers', import.meta.url));

interface Verdict {
	readonly model: string;
	readonly steps: number;
	readonly compared: number;
	readonly different: readonly string[];
	readonly after: number;
	readonly said: readonly string[];
}

test('real Keras 3 goes on training with what the optimizer of Keras 2 kept, to the same weights', async (context) => {
	const keras = await realKeras();
	if ('missing' in keras) return context.skip(keras.missing);
	expect(await judged(keras.python, fixtures)).toBeGreaterThan(10);
});

test('and with what it kept in a .h5 of Keras 3', async (context) => {
	const keras = await realKeras();
	if ('missing' in keras) return context.skip(keras.missing);
	const folder = mkdtempSync(join(tmpdir(), 'keras3-'));
	await run(keras.python, [script('optimizer_models_keras3.py'), folder]);
	expect(await judged(keras.python, folder)).toBe(3);
});

function script(name: string): string {
	return fileURLToPath(new URL(name, import.meta.url));
}

/** Converts the models of a folder and compares them with the records beside them; gives how many there are. */
async function judged(python: string, models: string): Promise<number> {
	const folder = mkdtempSync(join(tmpdir(), 'optimizers-'));
	const cases: { model: string; record: string; kept: number; variables: number }[] = [];
	for (const name of readdirSync(models)) {
		if (name.endsWith('.json')) continue;
		const stem = name.replace(/\.(h5|keras)$/, '');
		const files = openFiles(listFiles([join(models, name)]));
		const conversion = await convertToKeras3(files);
		const model = join(folder, `${stem}.keras`);
		await writeZip(kerasFile(conversion), fileSink(model));
		for (const { source } of files) source.close();
		const record = join(models, `${stem}.json`);
		const { weights } = JSON.parse(readFileSync(record, 'utf8'));
		const kept = weights.flatMap((one: { kept: object }) => Object.keys(one.kept)).length;
		cases.push({ model, record, kept, variables: conversion.report.optimizerVariables });
	}
	const list = join(folder, 'cases.json');
	writeFileSync(list, JSON.stringify(cases.map(({ model, record }) => ({ model, record }))));
	const { stdout } = await run(python, [script('optimizer_state.py'), list], {
		maxBuffer: 16 * 1024 * 1024,
	});
	const verdicts = stdout
		.split('\n')
		.filter((line) => line.startsWith('{'))
		.map((line): Verdict => JSON.parse(line));
	expect(verdicts).toHaveLength(cases.length);
	for (const [index, { model, kept, variables }] of cases.entries()) {
		const { steps, compared, different, after, said } = verdicts[index] as Verdict;
		if (variables === 0) {
			// Nadam: what it keeps is another thing in both, and Keras says that it starts anew.
			expect([model, steps, said.join()]).toEqual([
				expect.stringContaining('nadam'),
				0,
				expect.stringContaining('Skipping variable loading'),
			]);
			continue;
		}
		expect({ model, steps, compared, different, said }).toEqual({
			model,
			steps: 3,
			compared: kept,
			different: [],
			said: [],
		});
		expect(after, model).toBeLessThanOrEqual(1e-5);
	}
	return cases.length;
}
