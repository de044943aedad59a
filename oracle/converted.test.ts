import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { givenModels, modelsIn } from './conversions.ts';
import { convertAll } from './convert-all.ts';
import { realKeras } from './real-keras.ts';

const own = ['keras1', 'keras2', 'keras3'].map((name) => ({
	name,
	folder: fileURLToPath(new URL(`../tests/fixtures/${name}`, import.meta.url)),
}));
const fixtures = fileURLToPath(new URL('../../shared/fixtures', import.meta.url));

test('real Keras 3 loads the converted models of this project, and they predict as before', async (context) => {
	const keras = await realKeras();
	if ('missing' in keras) return context.skip(keras.missing);
	const models = own.flatMap(({ name, folder }) => modelsIn(folder, name));
	const outcomes = await convertAll(keras.python, models);
	expect(outcomes.length).toBeGreaterThan(19);
	expect(left(outcomes)).toEqual([]);
});

test('and all that lies beside the project, but for what is excused', async (context) => {
	if (!existsSync(fixtures)) context.skip('there is no ../shared/fixtures to convert');
	const keras = await realKeras();
	if ('missing' in keras) return context.skip(keras.missing);
	const outcomes = await convertAll(keras.python, givenModels(fixtures));
	expect(outcomes.length).toBeGreaterThan(1000);
	expect(left(outcomes)).toEqual([]);
});

function left(outcomes: Awaited<ReturnType<typeof convertAll>>) {
	return outcomes
		.filter(({ ended, excuse }) => ended !== 'equal' && excuse === null)
		.map(({ given, ended, reason }) => [given.name, given.form, ended, reason]);
}
