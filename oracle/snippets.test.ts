import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { realKeras } from './real-keras.ts';
import { diagnoses, guides, pythonBlocks, type Unit } from './snippets/pages.ts';

const script = fileURLToPath(new URL('snippets/run.py', import.meta.url));
const keras = await realKeras();
const why = 'missing' in keras ? `: skipped, ${keras.missing}` : '';

interface Result {
	readonly unit: string;
	readonly state: 'ran' | 'compiled' | 'failed';
	readonly why?: string;
}

describe.skipIf(why !== '')(`with real Keras${why}`, () => {
	test('every piece of Python on the site does what its page says', async () => {
		const units = [...guides(), ...diagnoses()];
		const results = await run(units);
		expect(failures(results)).toBe('');
		expect(results).toHaveLength(units.length);
		expect(results.filter(({ state }) => state === 'ran').length).toBeGreaterThan(300);
	});

	test('a page that says something else is found out', async () => {
		const unit = (name: string, ...blocks: Unit['blocks']) => ({ name, blocks });
		const results = await run([
			unit('right', { code: 'print(1 + 1)', output: '2\n', twin: 'print(1 + 1)  # 二' }),
			unit('shared names', { code: 'a = 1' }, { code: 'print(a, "…")', output: '1 …' }),
			unit('raises as said', { code: 'int("a")', raises: 'ValueError: invalid literal' }),
			unit('cannot be here', { code: 'import torch', needs: 'torch' }),
			unit('other output', { code: 'print(1 + 1)', output: '3\n' }),
			unit('raises', { code: '1 / 0' }),
			unit('raises nothing', { code: '1 / 1', raises: 'ZeroDivisionError' }),
			unit('raises otherwise', { code: '1 / 0', raises: 'ValueError' }),
			unit('no Python', { code: 'def', needs: 'torch' }),
			unit('other program in Chinese', { code: 'print(1)', twin: 'print(2)' }),
			unit('needs what is here', { code: 'import h5py', needs: 'h5py' }),
		]);
		const state = Object.fromEntries(results.map((result) => [result.unit, result.state]));
		expect(state).toEqual({
			right: 'ran',
			'shared names': 'ran',
			'raises as said': 'ran',
			'cannot be here': 'compiled',
			'other output': 'failed',
			raises: 'failed',
			'raises nothing': 'failed',
			'raises otherwise': 'failed',
			'no Python': 'failed',
			'other program in Chinese': 'failed',
			'needs what is here': 'failed',
		});
	});
});

test('the Python of a page is read with its marks and its outputs', () => {
	const page = [
		'```python wrap',
		'print(1)',
		'```',
		'As this prints:',
		'```text wrap output',
		'1',
		'```',
		'```bash',
		'pip install keras',
		'```',
		'```python needs="tf_keras" raises=\'ValueError: "x"\'',
		'import tf_keras',
		'```',
	].join('\n');
	expect(pythonBlocks(page)).toEqual([
		{ code: 'print(1)\n', output: '1\n' },
		{ code: 'import tf_keras\n', needs: 'tf_keras', raises: 'ValueError: "x"' },
	]);
});

async function run(units: readonly Unit[]): Promise<readonly Result[]> {
	if ('missing' in keras) throw new Error(keras.missing);
	const folder = mkdtempSync(join(tmpdir(), 'snippets-'));
	const list = join(folder, 'units.json');
	writeFileSync(list, JSON.stringify(units));
	try {
		const { stdout } = await promisify(execFile)(keras.python, [script, list], {
			maxBuffer: 64 * 1024 * 1024,
		});
		return stdout
			.split('\n')
			.filter((line) => line.startsWith('{'))
			.map((line) => JSON.parse(line));
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function failures(results: readonly Result[]): string {
	return results
		.filter(({ state }) => state === 'failed')
		.map(({ unit, why }) => `${unit}\n${why}`)
		.join('\n');
}
