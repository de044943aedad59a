import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileSink, listFiles, openFiles } from '../bin/files.ts';
import { convertToKeras3 } from '../src/clinic/treatment/convert/convert.ts';
import { failureOf } from '../src/clinic/treatment/convert/failure.ts';
import { kerasFile } from '../src/clinic/treatment/convert/keras-file.ts';
import { writeZip } from '../src/clinic/treatment/write-zip.ts';
import { failureText } from '../src/i18n/conversion/failure-text.ts';
import { conversionWords } from '../src/i18n/conversion/index.ts';
import { strings } from '../src/i18n/index.ts';
import { excuses, type Given, givenModels, tolerance } from './conversions.ts';
import { judge, realKeras } from './real-keras.ts';
import { resultsTable } from './results-table.ts';

/** How one conversion ended. */
export interface Outcome {
	readonly given: Given;
	readonly ended: 'equal' | 'refused' | 'not loaded' | 'different';
	readonly difference: number | null;
	readonly reason: string | null;
	readonly excuse: string | null;
}

/** Converts the models and lets real Keras load and compare all of them, in one process. */
export async function convertAll(python: string, models: readonly Given[]): Promise<Outcome[]> {
	const folder = mkdtempSync(join(tmpdir(), 'converted-'));
	const converted: { given: Given; model: string }[] = [];
	const outcomes: Outcome[] = [];
	const excuseOf = ({ name, form }: Given) =>
		excuses.find(({ models }) => models.test(name) || models.test(`${name} ${form}`))?.reason ??
		null;
	for (const [index, given] of models.entries()) {
		const files = openFiles(listFiles(given.paths));
		const model = join(folder, `${index}.keras`);
		try {
			const conversion = await convertToKeras3(files);
			const { custom } = conversion.report;
			if (custom.length > 0) {
				throw new Error(`needs ${custom.map(({ registeredName }) => registeredName).join(', ')}`);
			}
			await writeZip(kerasFile(conversion), fileSink(model));
			converted.push({ given, model });
		} catch (error) {
			const reason = failureText(failureOf(error), conversionWords.en, strings.en.damages);
			outcomes.push({ given, ended: 'refused', difference: null, reason, excuse: excuseOf(given) });
			if (process.env['ORACLE_STACK'] && !excuseOf(given)) console.error(given.name, error);
		} finally {
			for (const { source } of files) source.close();
		}
	}
	const verdicts = await judge(
		python,
		converted.map(({ given, model }) => ({ model, io: given.io })),
	);
	for (const [index, { given }] of converted.entries()) {
		const { error = 'no answer', difference = null, loaded = false } = verdicts[index] ?? {};
		const isEqual = difference !== null && difference <= tolerance(given);
		outcomes.push({
			given,
			ended: isEqual ? 'equal' : loaded ? 'different' : 'not loaded',
			difference,
			reason: error,
			excuse: isEqual ? null : excuseOf(given),
		});
	}
	return outcomes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const [fixtures = fileURLToPath(new URL('../../shared/fixtures', import.meta.url)), only = '.'] =
		process.argv.slice(2);
	const keras = await realKeras();
	if ('missing' in keras) throw new Error(keras.missing);
	const wanted = new RegExp(only);
	const models = givenModels(fixtures).filter(({ name, form }) => wanted.test(`${name} ${form}`));
	const outcomes = await convertAll(keras.python, models);
	for (const { given, ended, difference, reason, excuse } of outcomes) {
		if (ended === 'equal' || excuse) continue;
		const [, words = reason] = /Exception encountered: ([^]*)/.exec(reason ?? '') ?? [];
		console.log(
			[given.name, given.form, ended, difference, words?.replace(/\s+/g, ' ').slice(-300)].join(
				' | ',
			),
		);
	}
	const table = resultsTable(outcomes, keras.version);
	if (only === '.') writeFileSync(new URL('RESULTS.md', import.meta.url), table);
	else console.log(table);
}
