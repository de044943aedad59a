import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { expectCode, foundingTrace, open, paste } from './helpers.ts';

const kinds = [
	'/',
	'/errors/',
	'/errors/directory-weights-missing/',
	'/guides/format-break/',
	'/guides/fix-a-model/',
	'/guides/formats/keras-archive/',
	'/guides/migrate/savedmodel/',
	'/guides/best-practices/',
	'/guides/stay/versions/',
	'/404.html',
];
const paths = kinds.flatMap((path) => (path === '/404.html' ? [path] : [path, `/zh-cn${path}`]));

for (const theme of ['light', 'dark'] as const) {
	test.describe(theme, () => {
		test.use({ colorScheme: theme });

		for (const path of paths) {
			test(`${path} has no accessibility violation and fits the screen`, async ({ page }) => {
				await page.goto(path);
				await page.waitForLoadState('networkidle');
				const { violations } = await new AxeBuilder({ page }).analyze();
				expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
				const overflow = await page.evaluate(
					() => document.documentElement.scrollWidth - window.innerWidth,
				);
				expect(overflow).toBeLessThanOrEqual(0);
			});
		}

		test('so has the page with a diagnosis', async ({ page }) => {
			await open(page);
			await paste(page, foundingTrace);
			await expectCode(page, 'K203');
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
		});
	});
}

test('a page has its twin in the other language', async ({ page }) => {
	await page.goto('/errors/directory-weights-missing/');
	await page.locator('header .language').click();
	await expect(page).toHaveURL(/\/zh-cn\/errors\/directory-weights-missing\/$/);
	await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});

test('the search finds a message and a Chinese word', async ({ page }) => {
	for (const [path, query] of [
		['/', 'weights_store'],
		['/zh-cn/', '权重'],
	] as const) {
		await page.goto(path);
		await page.waitForLoadState('networkidle');
		await page.locator('site-search button[data-open-modal]').click();
		await page.locator('site-search input').fill(query);
		await expect(page.locator('site-search .pagefind-ui__result').first()).toBeVisible();
	}
});
