import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import JSZip from 'jszip';
import { expectCode, fixture, give, open } from './helpers.ts';

/** Makes the bundle of the file in hand, and gives where it was saved. */
async function makeBundle(page: Page): Promise<string> {
	const panel = page.locator('.repro');
	if ((await panel.getAttribute('open')) === null) await panel.locator('> summary').click();
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		panel.locator('a[download]').click(),
	]);
	return download.path();
}

/** What the page says of a file, without the ways to make something of it. */
async function said(page: Page) {
	return {
		cause: await page.locator('.chart .cause').innerText(),
		evidence: await page.locator('section[aria-labelledby="evidence-title"]').innerText(),
		forecast: await page.locator('section[aria-labelledby="forecast-title"]').innerText(),
		facts: await page.locator('.facts').textContent(),
	};
}

for (const name of ['zip_in_folder.keras', 'keras2/custom_layer2.h5']) {
	test(`the bundle of ${name} shows the same page`, async ({ page }) => {
		await open(page);
		await give(page, fixture(name));
		await expect(page.locator('.chart .chart-head')).toBeVisible();
		const original = await said(page);
		const path = await makeBundle(page);

		await open(page);
		await page.locator('input[type=file]:not([webkitdirectory])').setInputFiles({
			name: 'issue.zip',
			mimeType: 'application/zip',
			buffer: readFileSync(path),
		});
		await expect(page.locator('.notice')).toContainText('repro bundle');
		await expect(page.locator('.chart .chart-head')).toBeVisible();
		expect(await said(page)).toEqual(original);
		await expect(page.locator('.treatment')).toHaveCount(0);
		await expect(page.locator('.repro')).toHaveCount(0);
	});
}

test('each member is shown before it is handed out, and with names hashed none is in it', async ({
	page,
}) => {
	await open(page);
	await give(page, fixture('keras2/custom_layer2.h5'));
	await expectCode(page, 'K305');
	await page.locator('.repro > summary').click();
	const members = page.locator('.repro-members summary');
	await expect(members).toHaveCount(4);
	await members.filter({ hasText: 'attributes' }).click();
	await expect(page.locator('.repro-members pre:visible')).toContainText('MyScale2');

	await page.locator('.repro input').check();
	await expect(page.locator('.repro a[download]')).toHaveAttribute(
		'download',
		/^n[0-9a-f]{10}\.h5/,
	);
	const zip = await JSZip.loadAsync(readFileSync(await makeBundle(page)));
	for (const file of Object.values(zip.files)) {
		expect(`${file.name}\n${await file.async('string')}`).not.toMatch(/MyScale2|custom_layer2/);
	}
});

test('a file in which nothing is wrong has a bundle too', async ({ page }) => {
	await open(page);
	await give(page, fixture('healthy.keras'));
	await expect(page.locator('.facts-panel')).toBeVisible();
	expect(readFileSync(await makeBundle(page)).length).toBeLessThan(100_000);
});
