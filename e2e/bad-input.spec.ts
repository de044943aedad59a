import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import JSZip from 'jszip';
import { expectCode, fixture, give, giveFolder, open, paste } from './helpers.ts';

test.beforeEach(async ({ page }) => {
	page.on('pageerror', (error) => {
		throw error;
	});
	await open(page);
});

test('5 MB of random text', async ({ page }) => {
	const words = Array.from({ length: 5_000_000 / 16 }, (_, i) =>
		((i * 7919) ** 2 % 1e15).toString(36).padEnd(15, 'x'),
	);
	await page.locator('#trace').evaluate((area: HTMLTextAreaElement, text) => {
		area.value = text;
		area.dispatchEvent(new Event('input', { bubbles: true }));
	}, words.join(' '));
	await expect(page.locator('.notice')).toContainText('Not recognised', { timeout: 20_000 });
});

test('a binary pasted as text', async ({ page }) => {
	await paste(page, '\u0089HDF\r\n\u001a\n\u0000\u0001\ufffd\ufffd\u0002\u0003'.repeat(50));
	await expect(page.locator('.notice')).toContainText('bytes of a file');
});

test('an empty file', async ({ page }, info) => {
	const path = info.outputPath('empty.keras');
	writeFileSync(path, '');
	await give(page, path);
	await expect(page.locator('.chart .diagnosis-code').first()).toHaveText('K106');
});

test('a 3 GB file', async ({ page }, info) => {
	const path = info.outputPath('large.h5');
	writeFileSync(path, '');
	truncateSync(path, 3_000_000_000);
	await give(page, path);
	await expect(page.locator('.notice')).toContainText('not a Keras model');
});

test('a folder with 2,000 files', async ({ page, isMobile }, info) => {
	test.skip(isMobile, 'phones choose files, not folders');
	const folder = info.outputPath('many');
	mkdirSync(folder);
	for (let i = 0; i < 2000; i++) writeFileSync(`${folder}/${i}.txt`, String(i));
	await giveFolder(page, folder);
	await expect(page.locator('.notice')).toContainText('not a Keras model', { timeout: 15_000 });
});

test('a zip bomb', async ({ page }, info) => {
	const zip = new JSZip();
	zip.file('config.json', new Uint8Array(300_000_000), { compression: 'DEFLATE' });
	const path = info.outputPath('bomb.keras');
	writeFileSync(path, await zip.generateAsync({ type: 'nodebuffer' }));
	await give(page, path);
	await expect(page.locator('.notice, .chart .cause').first()).toBeVisible({ timeout: 15_000 });
	await expect(page.locator('.facts-panel')).toBeVisible();
});

test('a zip with unsafe paths', async ({ page }, info) => {
	const zip = await JSZip.loadAsync(
		await (await import('node:fs/promises')).readFile(fixture('zip_in_folder.keras')),
	);
	zip.file('../../etc/cron.d/evil', 'x');
	const path = info.outputPath('unsafe.keras');
	writeFileSync(path, await zip.generateAsync({ type: 'nodebuffer' }));
	await give(page, path);
	await expect(page.locator('.treatment-blocked')).toContainText('lead outside');
});

test('HDF5 cut short', async ({ page }) => {
	await give(page, fixture('trunc_half_h5.h5'));
	await expect(page.locator('.chart .diagnosis-code').first()).toHaveText('K107');
});

test('JSON nested 10,000 deep', async ({ page }, info) => {
	const zip = new JSZip();
	zip.file('config.json', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`);
	zip.file('model.weights.h5', 'x');
	const path = info.outputPath('deep.keras');
	writeFileSync(path, await zip.generateAsync({ type: 'nodebuffer' }));
	await give(page, path);
	await expect(page.locator('.notice, .chart .cause').first()).toBeVisible();
});

test('two unrelated models', async ({ page }) => {
	await give(page, fixture('zip_in_folder.keras'), fixture('k215_mobilenetish.h5'));
	await expect(page.locator('.notice')).toContainText('Two models');
	await page.getByRole('button', { name: /k215_mobilenetish/ }).click();
	await expect(page.locator('.chart .diagnosis-code').first()).toHaveText('K301');
});

test('a slow network is no damaged file', async ({ page, context }) => {
	test.setTimeout(60_000);
	const slow = page.waitForTimeout(8_000);
	await context.route(/_astro\/.*\.js$/, async (route) => {
		await slow;
		await route.continue();
	});
	await give(page, fixture('zip_in_folder.keras'));
	await slow;
	await expect(page.locator('.notice')).toBeHidden();
	await expectCode(page, 'K202');
});
