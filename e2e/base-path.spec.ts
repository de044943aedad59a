import { expect, test } from '@playwright/test';
import { expectCode, fixture, foundingTrace, give, open, paste } from './helpers.ts';

const served = 'http://127.0.0.1:4408/keras-clinic/';

test('the site works under a base path', async ({ page }) => {
	const failures: string[] = [];
	page.on('response', (response) => {
		if (response.status() >= 400) failures.push(response.url());
	});
	await open(page, served);
	await paste(page, foundingTrace);
	await expectCode(page, 'K203');
	await give(page, fixture('k215_mobilenetish.h5'));
	await expect(page.locator('.given')).toContainText('k215');
	await page.locator('.chart-head .diagnosis-code').click();
	await expect(page).toHaveURL(/\/keras-clinic\/errors\/[a-z0-9-]+\/$/);
	await expect(page.locator('h1')).toBeVisible();
	expect(failures).toEqual([]);
});
