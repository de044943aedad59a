import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { targets } from '../src/clinic/forecast/targets.ts';
import { forecastCases, sample } from './forecast-cases.ts';
import { judge, realKeras } from './real-keras.ts';
import { compare, forecasts } from './verify-forecast.ts';

const fixtures = fileURLToPath(new URL('../../shared/fixtures', import.meta.url));
/** Every tenth file of each folder and format; all of the broken ones. */
const step = 10;

test('real Keras does with the files what is foretold for it', async (context) => {
	if (!existsSync(fixtures)) context.skip('there is no ../shared/fixtures to load');
	const keras = await realKeras();
	if ('missing' in keras) return context.skip(keras.missing);
	const cases = sample(forecastCases(fixtures), step);
	const target = `keras@${keras.version.split('.').slice(0, 2).join('.')}`;
	if (!targets.some(({ name }) => name === target))
		context.skip(`nothing is foretold of ${target}`);
	const all = compare(target, await judge(keras.python, cases), await forecasts(cases));
	expect(all.filter(({ right }) => right === false)).toEqual([]);
	const undecided = all.filter(({ right }) => right === null);
	expect(undecided.length / all.length).toBeLessThan(0.02);
});
