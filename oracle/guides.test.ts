import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { realKeras } from './real-keras.ts';

const script = fileURLToPath(new URL('../tests/guides/check_snippets.py', import.meta.url));
const fixtures = fileURLToPath(new URL('../../shared/fixtures/', import.meta.url));

test('the Python that the guides hand out does with real Keras what they say', async (context) => {
	if (!existsSync(fixtures)) context.skip('there is no ../shared/fixtures to run it on');
	const keras = await realKeras();
	if ('missing' in keras) return context.skip(keras.missing);
	const { stdout } = await promisify(execFile)(keras.python, [script, fixtures], {
		maxBuffer: 16 * 1024 * 1024,
		env: { ...process.env, KERAS_BACKEND: 'tensorflow' },
	}).catch((error: { stdout: string }) => error);
	const checks: { check: string; ok: boolean }[] = stdout
		.split('\n')
		.filter((line) => line.startsWith('{'))
		.map((line) => JSON.parse(line));
	expect(checks.length).toBeGreaterThan(20);
	expect(checks.filter(({ ok }) => !ok)).toEqual([]);
});
