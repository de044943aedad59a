import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { readFacts } from '../src/clinic/evidence/files/read.ts';
import { layerTable } from '../src/clinic/model/layer-table.ts';
import { listFixtures, withoutFixtures } from '../tests/files/support.ts';
import { openPath } from '../tests/fixtures/open.ts';
import { realKeras } from './real-keras.ts';

const fixtures = fileURLToPath(new URL('../../shared/fixtures', import.meta.url));
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

interface RealLayer {
	readonly name: string;
	readonly parameters: number | null;
	readonly shape: readonly (number | null)[] | null;
}

/** LoRA's matrices are saved within the kernel, and made anew when the layer is. */
const merged = 'lora.keras';

test('layers have the parameters and shapes that they have in real Keras', async (context) => {
	const keras = await realKeras();
	if ('missing' in keras) return context.skip(keras.missing);
	const run = (...rest: readonly string[]) =>
		promisify(execFile)(keras.python, rest, {
			env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', KERAS_BACKEND: 'tensorflow' },
			maxBuffer: 2 ** 26,
		});
	const folder = mkdtempSync(join(tmpdir(), 'layers-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const made = join(folder, 'shapes.keras');
	await run(here('layers_of_every_shape.py'), made);
	if (!existsSync(fixtures)) console.warn(`layer table: ${withoutFixtures}`);
	const beside = existsSync(fixtures) ? listFixtures(fixtures, /\.(keras|h5)$/) : [];
	const paths = beside.filter(
		(path) =>
			/\/keras-(3[.\d]*|2\.15\.0)\/[^/]*$/.test(path) &&
			!/(\.weights|\.w)\.h5$/.test(path) &&
			!path.endsWith(merged),
	);
	const { stdout } = await run(here('layers.py'), made, ...paths);
	const real = JSON.parse(stdout.slice(stdout.lastIndexOf('\n{'))) as Record<string, RealLayer[]>;
	const wrong: string[] = [];
	const seen = { parameters: 0, shapes: 0, untold: 0 };
	for (const [path, layers] of Object.entries(real)) {
		const [facts] = await readFacts(openPath(path), { weights: true });
		const rows = (facts && layerTable(facts)?.rows) ?? [];
		for (const { name, parameters, shape } of layers) {
			const row = rows.find((one) => one.depth === 0 && one.name === name);
			if (!row) continue;
			if (parameters !== null && row.parameters !== null) {
				seen.parameters++;
				if (row.parameters !== parameters) {
					wrong.push(`${path} ${name}: ${row.parameters} parameters, not ${parameters}`);
				}
			}
			if (!shape) continue;
			if (!row.outputShape) seen.untold++;
			else {
				seen.shapes++;
				if (`${row.outputShape}` !== `${shape}`) {
					wrong.push(`${path} ${name}: (${row.outputShape}), not (${shape})`);
				}
			}
		}
	}
	expect(wrong).toEqual([]);
	expect(seen.parameters).toBeGreaterThan(20 + 3 * paths.length);
	expect(seen.shapes).toBeGreaterThan(20 * seen.untold);
});
