import { expect, test } from '@playwright/test';
import { expectCode, foundingTrace, open, paste } from './helpers.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const text = foundingTrace.replaceAll('/home/user/', '/home/janedoe/thesis/');

test('a link brings the same answer, without the text unless it is chosen', async ({ page }) => {
	await open(page);
	await paste(page, text);
	await expectCode(page, 'K203');
	await page.locator('.share summary').click();
	await page.locator('.share button').click();
	const link = await clipboard(page);
	expect(link).toMatch(/#share=1\.K203$/);

	await page.goto('about:blank');
	await open(page, link);
	await expectCode(page, 'K203');
	await expect(page.locator('#trace')).toHaveValue('');
});

test('what is private is shown struck out, and does not go along', async ({ page }) => {
	await open(page);
	await paste(page, text);
	await expectCode(page, 'K203');
	await page.locator('.share summary').click();
	await page.locator('.share input').check();
	await expect(page.locator('.share-text del').first()).toHaveText(/janedoe/);
	await page.locator('.share button').click();
	const link = await clipboard(page);

	await page.goto('about:blank');
	await open(page, link);
	await expectCode(page, 'K203');
	await expect(page.locator('#trace')).toHaveValue(/weights_store/);
	await expect(page.locator('#trace')).not.toHaveValue(/janedoe/);
	await expect(page.locator('.chart')).toContainText('Certain');
});

for (const fragment of ['share=9.K201', 'share=1.K999', 'share=1.K201.AAAA', 'share=<img src=x>']) {
	test(`a link with ${fragment} is said to be damaged`, async ({ page }) => {
		await open(page, `/#${fragment}`);
		await expect(page.locator('.notice')).toContainText('damaged');
	});
}

async function clipboard(page: import('@playwright/test').Page): Promise<string> {
	await expect(page.locator('.share button')).toHaveText('Copied');
	return page.evaluate(() => navigator.clipboard.readText());
}
