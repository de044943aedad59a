import { readFileSync, writeFileSync } from 'node:fs';
import { expect, type Request, test } from '@playwright/test';
import JSZip from 'jszip';
import { expectCode, fixture, foundingTrace, give, open, paste } from './helpers.ts';

const canary = 'canary7f3a91c2';

test('nothing that is pasted or dropped leaves the page', async ({ page, context }, info) => {
	const requests: Request[] = [];
	const violations: string[] = [];
	context.on('request', (request) => requests.push(request));
	page.on('console', (message) => {
		if (/content security policy/i.test(message.text())) violations.push(message.text());
	});
	await page.addInitScript(() => {
		document.addEventListener('securitypolicyviolation', (event) =>
			console.error(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI}`),
		);
	});

	await open(page);
	await page.waitForLoadState('networkidle');
	const origin = new URL(page.url()).origin;

	// A paste asks for nothing at all: everything that it needs came with the page.
	const loaded = requests.length;
	await paste(page, foundingTrace.replaceAll('my_model', canary));
	await expectCode(page, 'K203');
	expect(requests.slice(loaded).map((request) => request.url())).toEqual([]);

	// The first file may fetch the reader of its format and what draws it: parts of the site, the same for everybody.
	const zip = await JSZip.loadAsync(readFileSync(fixture('zip_in_folder.keras')));
	zip.file(`model/${canary}.txt`, canary);
	const path = info.outputPath(`${canary}.keras`);
	writeFileSync(path, await zip.generateAsync({ type: 'nodebuffer' }));
	await give(page, path);
	await expect(page.locator('.given')).toContainText(canary);
	await expectCode(page, 'K202');
	await expect(page.getByRole('table')).toBeVisible();
	for (const request of requests) {
		expect(request.method()).toBe('GET');
		expect(request.postData()).toBeNull();
		expect(request.url()).not.toContain(canary);
		expect(request.url().replace(/^blob:/, '')).toMatch(new RegExp(`^(${origin}/|data:)`));
		expect(new URL(request.url()).search).toBe('');
	}

	// From then on not even that.
	const before = requests.length;
	await page.getByRole('button', { name: 'Put the file away' }).click();
	await give(page, path);
	await expectCode(page, 'K202');
	await page.locator('.treatment button').first().click();
	await expect(page.locator('.treatment a[download]')).toBeVisible({ timeout: 30_000 });
	expect(requests.slice(before).filter((request) => !request.url().startsWith('blob:'))).toEqual(
		[],
	);

	const kept = await page.evaluate(() =>
		JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
	);
	expect(kept).not.toContain(canary);
	expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
	expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(0);
	expect(violations).toEqual([]);
});

test('the worker is bound by the page’s policy: it cannot reach another origin', async ({
	page,
}) => {
	await open(page);
	await paste(page, foundingTrace);
	await expectCode(page, 'K203');
	const [worker] = page.workers();
	const directive = await worker?.evaluate(
		() =>
			new Promise((resolve) => {
				addEventListener('securitypolicyviolation', (event) =>
					resolve((event as SecurityPolicyViolationEvent).violatedDirective),
				);
				fetch('http://127.0.0.1:9/').then(
					() => resolve('reached'),
					() => setTimeout(resolve, 2000, 'refused, but not by the policy'),
				);
			}),
	);
	expect(directive).toBe('connect-src');
});

test('once loaded, it works without a network', async ({ page, context }) => {
	await open(page);
	await give(page, fixture('k215_mobilenetish.h5'));
	await expectCode(page, 'K301');
	await context.setOffline(true);
	await paste(page, foundingTrace);
	await give(page, fixture('zip_in_folder.keras'));
	await expect(page.locator('.given')).toContainText('zip_in_folder');
	await expect(page.locator('.chart .diagnosis-code').first()).toBeVisible();
});
