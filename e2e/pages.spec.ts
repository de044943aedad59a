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

/** Where it is searched, for what, and a page that must be among the first ten. */
const searches = [
	['/', 'K203', '/errors/directory-weights-missing/'],
	['/', 'weights_store', '/errors/directory-weights-missing/'],
	['/', 'batch_shape', '/errors/keras3-file-in-keras2/'],
	['/', 'TFOpLambda', null],
	['/zh-cn/', 'K203', '/zh-cn/errors/directory-weights-missing/'],
	['/zh-cn/', 'batch_shape', '/zh-cn/errors/keras3-file-in-keras2/'],
	['/zh-cn/', '自定义层', null],
	['/zh-cn/', '权重', null],
	['/zh-cn/', '版本', null],
] as const;

for (const [start, query, first] of searches) {
	test(`the search on ${start} finds ${query}`, async ({ page }) => {
		await page.goto(start);
		await page.locator('site-search .opener').click();
		await page.locator('site-search input').fill(query);
		const results = page.locator('site-search li');
		await expect(results.first()).toBeVisible();
		const addresses = await results
			.locator('a')
			.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).pathname));
		// Each language has an index of its own.
		expect(addresses.every((path) => path.startsWith('/zh-cn/') === (start !== '/'))).toBe(true);
		if (first) expect(addresses).toContain(first);
	});
}

test('the open search has no accessibility violation and leads to its first result', async ({
	page,
}) => {
	await page.goto('/');
	await page.keyboard.press('Control+k');
	await page.locator('site-search input').fill('weights_store');
	await expect(page.locator('site-search li').first()).toBeVisible();
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
	await page.keyboard.press('Enter');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/\/errors\//);
});
