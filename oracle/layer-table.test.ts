import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readFacts } from '../src/clinic/evidence/files/read.ts';
import { layerTable } from '../src/clinic/model/layer-table.ts';
import { listFixtures } from '../tests/files/support.ts';
import { openPath } from '../tests/fixtures/open.ts';
import { realKeras } from './real-keras.ts';

const fixtures = fileURLToPath(new URL('../../shared/fixtures', import.meta.url));
const dump = fileURLToPath(new URL('layers.py', import.meta.url));

interface RealLayer {
	readonly name: string;
	readonly parameters: number | null;
	readonly shape: readonly (number | null)[] | null;
}

/** LoRA's matrices are saved within the kernel, and made anew when the layer is. */
const merged = 'lora.keras';

test('layers have the parameters and shapes that they have in real Keras', async (context) => {
	if (!existsSync(fixtures)) context.skip('there is no ../shared/fixtures to read');
	const keras = await realKeras();
	if ('missing' in keras) return context.skip(keras.missing);
	const paths = listFixtures(fixtures, /\.(keras|h5)$/).filter(
		(path) =>
			/\/keras-(3[.\d]*|2\.15\.0)\/[^/]*$/.test(path) &&
			!/(\.weights|\.w)\.h5$/.test(path) &&
			!path.endsWith(merged),
	);
	const { stdout } = await promisify(execFile)(keras.python, [dump, ...paths], {
		env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', KERAS_BACKEND: 'tensorflow' },
		maxBuffer: 2 ** 26,
	});
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
	expect(seen.parameters).toBeGreaterThan(400);
	expect(seen.shapes).toBeGreaterThan(20 * seen.untold);
});
