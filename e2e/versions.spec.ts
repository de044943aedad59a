import { expect, test } from '@playwright/test';

const path = '/guides/stay/versions/';

test('what one has leads to a set, and the address keeps it', async ({ page }) => {
	await page.goto(path);
	await page.getByRole('combobox', { name: 'Python', exact: true }).selectOption('3.9');
	await page.getByRole('combobox', { name: 'The file was written by' }).selectOption('3.3');
	await expect(page.locator('.fit')).toContainText(
		'pip install "tensorflow~=2.18.0" "keras~=3.10.0"',
	);
	await expect(page).toHaveURL(/\?file=3\.3&python=3\.9$/);
	await page.getByRole('button', { name: 'Start again' }).click();
	await expect(page).toHaveURL(new RegExp(`${path}$`));
	await expect(page.locator('.fit')).toContainText('"keras~=3.15.0"');
});

test('an address with a choice shows why nothing fits, and a way out leads on', async ({
	page,
}) => {
	await page.goto(`/zh-cn${path}?python=3.12&tensorflow=2.15&keras=nonsense`);
	await expect(page.locator('.fit')).toContainText('TensorFlow 2.15：需要 Python 3.9–3.11');
	await page.locator('.fit a').first().click();
	await expect(page.locator('.fit')).toContainText('uv venv --python 3.11');
	await expect(page.locator('select[name=python]')).toHaveValue('3.11');
	await page.goBack();
	await expect(page.locator('select[name=python]')).toHaveValue('3.12');
});

test('the lines can be copied', async ({ page, context }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.goto(`${path}?tf-keras=2.18`);
	await expect(page.locator('.fit')).toContainText('tf_keras~=2.18.0');
	const docker = page.locator('.fit .lines').filter({ hasText: 'Dockerfile' });
	await docker.getByRole('button').click();
	await expect(docker.getByRole('button')).toHaveText('Copied');
	const copied = await page.evaluate(() => navigator.clipboard.readText());
	expect(copied).toMatch(/^FROM python:3\.12-slim\nENV TF_USE_LEGACY_KERAS=1\nRUN pip install /);
});

test.describe('without JavaScript', () => {
	test.use({ javaScriptEnabled: false });
	test('the newest set and the tables are there', async ({ page }) => {
		await page.goto(path);
		await expect(page.locator('.fit')).toContainText('"keras~=3.15.0"');
		await expect(page.locator('.matrix').first()).toContainText('2.15');
	});
});
