import { chromium } from '@playwright/test';

/** How the tests start Chromium: nothing in the background, no network of its own. */
export const launchArguments = [
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** Playwright's own browser, whether it is there or not. */
export const ownChromium = () => chromium.executablePath();

/**
 * Starts the browser and shows a page.
 *
 * @param {string} executablePath
 */
export async function tryLaunch(executablePath) {
	const browser = await chromium.launch({
		executablePath,
		args: launchArguments,
		timeout: 30_000,
	});
	try {
		const page = await browser.newPage();
		await page.goto('data:text/html,<title>works</title>', { timeout: 10_000 });
		if ((await page.title()) !== 'works') throw new Error('it shows no page');
	} finally {
		await browser.close();
	}
}
