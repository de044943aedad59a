import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import JSZip from 'jszip';
import { expectCode, fixture, foundingTrace, give, giveFolder, open, paste } from './helpers.ts';

test('a pasted error is answered without a button: cause, evidence, fix', async ({ page }) => {
	await open(page);
	await paste(page, foundingTrace);
	await expectCode(page, 'K203');
	await expect(page.locator('.evidence mark').first()).toContainText(
		'Expected a model.weights.h5 or model.weights.npz file.',
	);
	await expect(page.locator('.fix').first()).toBeVisible();
	await expect(page.locator('.chart')).toContainText('Certain');
});

test('the same in Chinese', async ({ page }) => {
	await open(page, '/zh-cn/');
	await paste(page, foundingTrace);
	await expectCode(page, 'K203');
	await expect(page.locator('.chart')).toContainText('确定');
	await expect(page.locator('.chart .cause')).toContainText(/[\u4e00-\u9fff]/);
});

test('the person’s own path stands in the code to copy', async ({ page }) => {
	await open(page);
	await paste(
		page,
		"model = keras.models.load_model('teachable/keras_model.h5')\nValueError: Unrecognized keyword arguments passed to DepthwiseConv2D: {'groups': 1}",
	);
	await expectCode(page, 'K301');
	await expect(page.locator('.code-block').first()).toContainText('teachable/keras_model.h5');
});

for (const [name, code] of [
	['zip_in_folder.keras', 'K202'],
	['zip_weights_renamed.keras', 'K204'],
] as const) {
	test(`${name} is repaired, its weights byte for byte`, async ({ page }) => {
		await open(page);
		await give(page, fixture(name));
		await expectCode(page, code);
		await page.locator('.treatment button').first().click();
		const link = page.locator('.treatment a[download]');
		await expect(link).toBeVisible({ timeout: 30_000 });
		const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
		const repaired = await JSZip.loadAsync(readFileSync(await download.path()));
		const original = await JSZip.loadAsync(readFileSync(fixture(name)));
		const weights = original.file(/\.h5$/)[0];
		expect(Object.keys(repaired.files)).toEqual([
			'metadata.json',
			'config.json',
			'model.weights.h5',
		]);
		expect(await repaired.file('model.weights.h5')?.async('base64')).toBe(
			await weights?.async('base64'),
		);
	});
}

test('a model of Keras 2 becomes one of Keras 3, with what was changed and all weights', async ({
	page,
}) => {
	await open(page);
	await give(page, fixture('k215_mobilenetish.h5'));
	await page.getByRole('button', { name: 'Make k215_mobilenetish.keras for Keras 3' }).click();
	const link = page.locator('.treatment a[download="k215_mobilenetish.keras"]');
	await expect(link).toBeVisible({ timeout: 60_000 });
	await expect(page.locator('.treatment')).toContainText(/Weights copied: (\d+) of \1/);
	const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
	const converted = await JSZip.loadAsync(readFileSync(await download.path()));
	expect(Object.keys(converted.files)).toEqual([
		'metadata.json',
		'config.json',
		'model.weights.h5',
	]);
	const config = JSON.parse((await converted.file('config.json')?.async('string')) ?? '');
	const depthwise = config.config.layers.filter(
		(layer: { class_name: string }) => layer.class_name === 'DepthwiseConv2D',
	);
	expect(depthwise.length).toBeGreaterThan(0);
	for (const layer of depthwise) expect(layer.config).not.toHaveProperty('groups');
});

test('an unzipped folder becomes an archive again', async ({ page, isMobile }) => {
	test.skip(isMobile, 'phones choose files, not folders');
	await open(page);
	await giveFolder(page, fixture('unzipped_dir'));
	await expect(page.locator('.treatment button').first()).toBeVisible({ timeout: 15_000 });
});

test('a folder without weights, and a SavedModel folder, say what they are', async ({
	page,
	isMobile,
}) => {
	test.skip(isMobile, 'phones choose files, not folders');
	await open(page);
	await giveFolder(page, fixture('unzipped_dir_noweights'));
	await expectCode(page, 'K203');
	await page.getByRole('button', { name: 'Start over' }).click();
	await giveFolder(page, fixture('savedmodel_dir'));
	await expectCode(page, 'K109');
});

test('a file dropped anywhere on the page is taken', async ({ page }) => {
	await open(page);
	const bytes = readFileSync(fixture('zip_in_folder.keras')).toString('base64');
	await page.evaluate(async (encoded) => {
		const file = new File([Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0))], 'mine.keras');
		const dataTransfer = new DataTransfer();
		dataTransfer.items.add(file);
		const target = document.querySelector('footer') ?? document.body;
		target.dispatchEvent(
			new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }),
		);
		target.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
	}, bytes);
	await expectCode(page, 'K202');
});

test('text and file are weighed together', async ({ page }) => {
	await open(page);
	await paste(
		page,
		'ValueError: File not found: filepath=model.keras. Please ensure the file is an accessible `.keras` zip file.',
	);
	await expectCode(page, 'K101');
	await give(page, fixture('hdf5_named_keras.keras'));
	await expectCode(page, 'K102');
	await expect(page.locator('.evidence li')).toHaveCount(2);
	await expect(page.locator('.treatment a[download$=".h5"]')).toBeVisible();
});

test('what is not recognised is said, with the nearest pages', async ({ page }) => {
	await open(page);
	await paste(page, 'ValueError: Layer dense was given weights of a strange model config file');
	await expect(page.locator('.notice')).toContainText('Not recognised');
});

test('the keyboard is enough', async ({ page, isMobile }) => {
	test.skip(isMobile, 'phones have no keyboard to tab with');
	await open(page);
	await page.locator('#trace').focus();
	await page.keyboard.insertText(foundingTrace);
	await expectCode(page, 'K203');
	for (let i = 0; i < 12; i++) {
		await page.keyboard.press('Tab');
		if (await page.evaluate(() => document.activeElement?.closest('.chart') !== null)) break;
	}
	expect(await page.evaluate(() => document.activeElement?.closest('.chart') !== null)).toBe(true);
});

test('“Copy for an issue” gives Markdown with the permanent link', async ({ page, context }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await open(page);
	await paste(page, foundingTrace);
	await expectCode(page, 'K203');
	await page.getByRole('button', { name: 'Copy for an issue' }).click();
	await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
	const markdown = await page.evaluate(() => navigator.clipboard.readText());
	expect(markdown).toContain('### Keras Clinic: K203');
	expect(markdown).toMatch(/https?:\/\/\S+\/e\/K203\//);
});

test('a short link leads to the page and keeps what stands behind the #', async ({ page }) => {
	await page.goto('/e/K203/#fixes');
	await expect(page).toHaveURL(/\/errors\/directory-weights-missing\/#fixes$/);
	await expect(page.locator('h1')).toBeVisible();
});
