import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { fileSink } from '../bin/files.ts';
import { bytesSource } from '../src/clinic/evidence/files/source.ts';
import { readModel } from '../src/clinic/model/read-config.ts';
import { readWholeModel } from '../src/clinic/model/read-model.ts';
import { layersOf } from '../src/clinic/model/weight-slots.ts';
import { weightsFile } from '../src/clinic/treatment/convert/keras-file.ts';
import { writeZip } from '../src/clinic/treatment/write-zip.ts';
import { fixture, give, open } from './helpers.ts';

/** A model of Keras 2 with hard_sigmoid and wrappers. */
const model = 'keras2/hs_all.h5';

async function convert(page: Page): Promise<void> {
	await page.locator('.treatment-choice .button-cure').click();
	await expect(page.locator('.treatment a[download$=".keras"]')).toBeVisible({ timeout: 60_000 });
}

/** The names of what lies in the page's own storage for converted files. */
function stored(page: Page): Promise<string[]> {
	return page.evaluate(async () => {
		const root = await navigator.storage.getDirectory();
		const folder = await root.getDirectoryHandle('converted', { create: true });
		const names: string[] = [];
		for await (const name of folder.keys()) names.push(name);
		return names;
	});
}

/** Opens all that is folded, the lines of the first layers among them. */
async function unfold(page: Page): Promise<void> {
	await page.locator('.checksums > summary').click();
	await page.locator('.difference > summary').click();
	for (const index of [0, 1, 2]) {
		await page.locator('.difference-layers > li > details > summary').nth(index).click();
	}
}

test('a model is converted, with the difference, the check list and a file that is whole', async ({
	page,
}) => {
	await open(page);
	await give(page, fixture(model));
	await convert(page);
	await expect(page.getByRole('heading', { name: 'Converted, read again' })).toBeFocused();
	await expect(page.locator('.checks')).toContainText(/Weights copied: (\d+) of \1/);
	await expect(page.locator('.checks')).toContainText(/SHA-256 equal in both files: (\d+) of \1/);

	await unfold(page);
	const layer = page.locator('.difference-layers > li > details', { hasText: 'bidirectional' });
	await expect(layer.locator('.difference-edits')).toContainText('hard_sigmoid of Keras 2 is kept');
	await expect(layer.locator('del', { hasText: '"hard_sigmoid"' })).toBeVisible();
	await expect(layer.locator('ins', { hasText: '"scale": 1.2' })).toBeVisible();
	await expect(page.locator('.checksums tbody tr').first()).toContainText('equal');

	const link = page.locator('.treatment a[download="hs_all.keras"]');
	const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
	const source = bytesSource(readFileSync(await download.path()));
	const { model: read, version } = await readWholeModel([{ path: 'hs_all.keras', source }]);
	expect(version).toMatch(/^3\./);
	expect(layersOf(read).flatMap(({ weights }) => weights).length).toBeGreaterThan(10);
});

test('the file lies in the page’s own storage only for as long as it is shown', async ({
	page,
}) => {
	await open(page);
	// What a page has left that crashed.
	await page.evaluate(async () => {
		const root = await navigator.storage.getDirectory();
		const folder = await root.getDirectoryHandle('converted', { create: true });
		await folder.getFileHandle('left by a crash', { create: true });
	});
	await give(page, fixture(model));
	await convert(page);
	expect(await stored(page)).toEqual([expect.not.stringContaining('crash')]);
	await page.getByRole('button', { name: 'Start over' }).click();
	await expect.poll(() => stored(page)).toEqual([]);
});

/** A `.keras` of Keras 2.15 that takes a while: one layer of 256 MiB, all zeros. */
async function largeModel(path: string): Promise<void> {
	const [rows, units] = [8192, 8192];
	const config = {
		class_name: 'Sequential',
		config: {
			name: 'large',
			layers: [
				{
					class_name: 'Dense',
					config: { name: 'dense', units, use_bias: false, batch_input_shape: [null, rows] },
				},
			],
		},
	};
	const bare = readModel(config);
	const size = 4 * rows * units;
	const zeros = {
		size,
		read: (offset: number, length: number) => new Uint8Array(Math.min(length, size - offset)),
	};
	const tensor = { path: 'kernel', shape: [rows, units], dtype: 'float32', bytes: zeros };
	const weights = weightsFile({
		...bare,
		layers: bare.layers.map((layer) => ({ ...layer, weights: [{ role: 'kernel', tensor }] })),
	});
	const text = (value: object) => bytesSource(new TextEncoder().encode(JSON.stringify(value)));
	await writeZip(
		[
			{ path: 'metadata.json', source: text({ keras_version: '2.15.0' }) },
			{ path: 'config.json', source: text(config) },
			{ path: 'model.weights.h5', source: weights },
		],
		fileSink(path),
	);
}

test('cancelled midway, nothing is left and one can begin again', async ({ page }, info) => {
	const path = info.outputPath('large.keras');
	await largeModel(path);
	await open(page);
	await give(page, path);
	const start = page.locator('.treatment-choice .button-cure');
	await start.click();
	await expect(page.locator('progress')).toHaveAttribute('value', /[1-9]/);
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect(start).toBeVisible();
	await expect.poll(() => stored(page)).toEqual([]);
	await convert(page);
	await expect(page.locator('.checks')).toContainText('1 of 1');
});

/** The dialog for a place, which gives a file in the page's own storage. */
async function chooseInStorage(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const showSaveFilePicker = async () => {
			const root = await navigator.storage.getDirectory();
			return root.getFileHandle('chosen.keras', { create: true });
		};
		Object.assign(window, { showSaveFilePicker });
	});
}

function chosenSize(page: Page): Promise<number | null> {
	return page.evaluate(async () => {
		const root = await navigator.storage.getDirectory();
		const handle = await root.getFileHandle('chosen.keras').catch(() => null);
		return handle && (await handle.getFile()).size;
	});
}

test('it is written straight to a place that one chooses', async ({ page }) => {
	await chooseInStorage(page);
	await open(page);
	await give(page, fixture(model));
	await page.getByRole('button', { name: 'straight to a place' }).click();
	await expect(page.locator('.treatment')).toContainText('It is saved as chosen.keras');
	expect(await chosenSize(page)).toBeGreaterThan(10_000);
});

test('a chosen place holds nothing after a cancel', async ({ page }, info) => {
	const path = info.outputPath('large.keras');
	await largeModel(path);
	await chooseInStorage(page);
	await open(page);
	await give(page, path);
	await page.getByRole('button', { name: 'straight to a place' }).click();
	await expect(page.locator('progress')).toHaveAttribute('value', /[1-9]/);
	await page.getByRole('button', { name: 'Cancel' }).click();
	await expect.poll(() => chosenSize(page)).toBeNull();
});

test('the Python that makes the same conversion is handed out', async ({ page }) => {
	await open(page);
	await give(page, fixture(model));
	await page.getByText('Or convert it with Python').click();
	await page.getByRole('button', { name: 'Make the script' }).click();
	const link = page.getByRole('link', { name: 'Download convert_to_hs_all.py' });
	const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
	const code = readFileSync(await download.path(), 'utf8');
	expect(code).toContain('SOURCE = "hs_all.h5"');
	expect(code).toContain('"from": ["model_weights/gru/gru/gru_cell/kernel:0"]');
});

test('a full disk is said in plain words, in Chinese too', async ({ page, context }) => {
	await open(page, '/zh-cn/');
	const session = await context.newCDPSession(page);
	const { origin } = new URL(page.url());
	await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
	await give(page, fixture(model));
	await page.locator('.treatment-choice .button-cure').click();
	await expect(page.locator('.treatment [role=alert]')).toHaveText(/空间不够.*没有被改动/);
	await expect.poll(() => stored(page)).toEqual([]);
});

for (const theme of ['light', 'dark'] as const) {
	test.describe(theme, () => {
		test.use({ colorScheme: theme });

		for (const path of ['/', '/zh-cn/']) {
			test(`the result at ${path} is accessible and fits the screen`, async ({ page }, info) => {
				await open(page, path);
				await give(page, fixture(model));
				await convert(page);
				await unfold(page);
				await page.locator('.treatment').screenshot({ path: info.outputPath('result.png') });
				const { violations } = await new AxeBuilder({ page }).analyze();
				expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
				const overflow = await page.evaluate(
					() => document.documentElement.scrollWidth - window.innerWidth,
				);
				expect(overflow).toBeLessThanOrEqual(0);
			});
		}
	});
}
