import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { fixture, give, open } from './helpers.ts';

async function show(page: Page, tab: string): Promise<void> {
	await page.getByRole('tab', { name: tab }).click();
	await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
}

/** A chain of as many dense layers, every tenth with a way around it: as `to_json()` of Keras 2 writes it. */
function architecture(count: number): Buffer {
	const layers: object[] = [
		{ class_name: 'InputLayer', name: 'x', config: { name: 'x', batch_input_shape: [null, 8] } },
	];
	let [last, skipped] = ['x', 'x'];
	for (let index = 1; index < count; index++) {
		const joins = index % 10 === 0;
		const name = joins ? `add_${index}` : `dense_${index}`;
		const node = [last, ...(joins ? [skipped] : [])].map((input) => [input, 0, 0, {}]);
		layers.push({
			class_name: joins ? 'Add' : 'Dense',
			name,
			config: { name, ...(joins ? {} : { units: 8 }) },
			inbound_nodes: [node],
		});
		if (joins) skipped = name;
		last = name;
	}
	const config = {
		name: 'long',
		layers,
		input_layers: [['x', 0, 0]],
		output_layers: [[last, 0, 0]],
	};
	return Buffer.from(JSON.stringify({ class_name: 'Functional', config, keras_version: '2.15.0' }));
}

async function giveArchitecture(page: Page, count: number): Promise<void> {
	await page.locator('input[type=file]:not([webkitdirectory])').setInputFiles({
		name: 'long.json',
		mimeType: 'application/json',
		buffer: architecture(count),
	});
	await expect(page.getByRole('table')).toBeVisible({ timeout: 30_000 });
}

for (const theme of ['light', 'dark'] as const) {
	test.describe(theme, () => {
		test.use({ colorScheme: theme });

		for (const [path, tabs] of [
			['/', ['Layers', 'Graph', 'Parameters', 'Contents', 'Releases']],
			['/zh-cn/', ['层', '结构图', '参数', '内容', '版本']],
		] as const) {
			test(`${path}: every view is accessible and fits the screen`, async ({ page }) => {
				await open(page, path);
				await give(page, fixture('keras2/nested_partfrozen.h5'));
				for (const tab of tabs) {
					await show(page, tab);
					await expect(
						page.getByRole('tabpanel').locator('table, ol, ul, svg').first(),
					).toBeAttached();
					const { violations } = await new AxeBuilder({ page }).include('.pictures').analyze();
					expect(violations.map(({ id, nodes }) => [tab, id, nodes[0]?.html])).toEqual([]);
					const overflow = await page.evaluate(
						() => document.documentElement.scrollWidth - window.innerWidth,
					);
					expect(overflow).toBeLessThanOrEqual(0);
				}
			});
		}
	});
}

test('they wait for the answer', async ({ page }) => {
	await page.addInitScript(() =>
		new MutationObserver(() => {
			const answer = document.querySelector('.result .diagnosis-code, .result .notice');
			const isEarly = document.querySelector('.pictures') !== null && answer === null;
			if (isEarly) document.documentElement.dataset['early'] = '';
		}).observe(document, { childList: true, subtree: true }),
	);
	await open(page);
	await giveArchitecture(page, 20);
	await expect(page.locator('html')).not.toHaveAttribute('data-early');
});

test('the table tells each layer; a layer is found, and shown in the graph', async ({ page }) => {
	await open(page);
	await give(page, fixture('keras2/nested_partfrozen.h5'));
	const rows = page.getByRole('table').locator('tbody tr');
	await expect(rows).toHaveCount(8);
	await expect(rows.nth(1)).toContainText('base');
	await expect(rows.nth(1)).toContainText('(None, 4)');
	await expect(rows.nth(1)).toContainText('72');
	await page.getByLabel('Find a layer').fill('dense_2');
	await expect(rows).toHaveCount(1);
	await expect(page.getByText('1 of 8 layers')).toBeVisible();
	await page.getByRole('button', { name: 'dense_2' }).click();
	await expect(page.locator('.layer-details h3')).toHaveText('dense_2');
	await expect(page.locator('.layer-details')).toContainText('nothing: it is an output');
});

test('the graph is walked by keyboard, into a nested model and out of it', async ({ page }) => {
	await open(page);
	await give(page, fixture('keras2/nested_partfrozen.h5'));
	await page.getByRole('tab', { name: 'Layers' }).focus();
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('tab', { name: 'Graph' })).toBeFocused();
	const input = page.getByRole('button', { name: /^input_1, InputLayer/ });
	await expect(input).toBeVisible();
	for (let presses = 0; presses < 6; presses++) {
		if (await input.evaluate((node) => node === document.activeElement)) break;
		await page.keyboard.press('Tab');
	}
	await expect(input).toBeFocused();
	await page.keyboard.press('ArrowDown');
	const base = page.getByRole('button', {
		name: /^base, Sequential; output \(None, 4\); 72 param/,
	});
	await expect(base).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('button', { name: /^dense_input,/ })).toBeFocused();
	await page.keyboard.press('ArrowDown');
	await expect(
		page.getByRole('button', {
			name: /^dense, Dense;.*; from dense_input; to batch_normalization$/,
		}),
	).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(base).toBeFocused();
	await page.keyboard.press('ArrowUp');
	await expect(input).toBeFocused();
	await page.keyboard.press('-');
	await expect(page.getByRole('button', { name: '85 %, back to full size' })).toBeVisible();
});

test('what the file holds is a tree', async ({ page }) => {
	await open(page);
	await give(page, fixture('healthy.keras'));
	await show(page, 'Contents');
	const weights = page.locator('.contents details').first();
	await expect(weights).toContainText('model.weights.h5');
	await weights.locator('summary').first().focus();
	if ((await weights.getAttribute('open')) === null) await page.keyboard.press('Enter');
	await expect(weights).toContainText('layers/');
	await expect(page.locator('.contents')).toContainText('config.json');
});

test('the version that wrote the file stands on a time line', async ({ page }) => {
	await open(page);
	await give(page, fixture('k215_mobilenetish.h5'));
	await show(page, 'Releases');
	await expect(page.getByRole('tabpanel')).toContainText('Written by Keras 2.15.0');
	const marked = page.locator('.time-line .marked');
	await expect(marked).toHaveCount(2);
	await expect(marked.first()).toHaveAttribute('title', /^Keras 2\.15/);
	await expect(marked.last()).toHaveAttribute('title', /^TensorFlow 2\.15/);
});

test('how little was read stands by the name of the file', async ({ page }) => {
	await open(page);
	await give(page, fixture('healthy.keras'));
	await expect(page.locator('.given')).toContainText(/Examined: healthy\.keras read .* of /);
	await expect(page.locator('.pictures header')).toContainText(/read .* of /);
});

test('names are text, whatever they hold', async ({ page }) => {
	await open(page);
	const name = '<img src=x onerror=alert(1)>';
	const config = {
		class_name: 'Sequential',
		config: { name, layers: [{ class_name: name, config: { name, units: 1 } }] },
		keras_version: '2.15.0',
	};
	await page.locator('input[type=file]:not([webkitdirectory])').setInputFiles({
		name: 'names.json',
		mimeType: 'application/json',
		buffer: Buffer.from(JSON.stringify(config)),
	});
	await expect(page.getByRole('rowheader', { name })).toBeVisible();
	await show(page, 'Graph');
	await expect(page.locator('.node')).toContainText(name);
	await expect(page.locator('.pictures img')).toHaveCount(0);
});

test('5,000 layers are drawn as far as they are seen', async ({ page }) => {
	await open(page);
	await giveArchitecture(page, 5000);
	const size = () => page.locator('.pictures *').count();
	await expect(page.getByRole('table')).toHaveAttribute('aria-rowcount', '5001');
	expect(await size()).toBeLessThan(1200);
	await page.locator('.layers-scroll').evaluate((frame) => frame.scrollTo(0, frame.scrollHeight));
	await expect(page.getByRole('rowheader', { name: 'dense_4999' })).toBeVisible();
	expect(await size()).toBeLessThan(1200);

	await page.getByLabel('Find a layer').fill('dense_4321');
	await page.getByRole('button', { name: 'dense_4321' }).click();
	await expect(page.locator('.layer-details h3')).toHaveText('dense_4321');
	const current = page.locator('.node[aria-current=true]');
	await expect(current).toBeInViewport();
	await current.focus();
	await page.keyboard.press('End');
	await expect(page.getByRole('button', { name: /^dense_4999,/ })).toBeFocused();
	for (let steps = 0; steps < 6; steps++) {
		expect(await size()).toBeLessThan(1200);
		await page.keyboard.press('-');
	}
	await page.keyboard.press('Home');
	await expect(page.getByRole('button', { name: /^x,/ })).toBeFocused();
});
