/**
 * Finds a Chromium for the tests, or gets one: node scripts/browser.mjs
 *
 * The path is the last line of stdout; progress goes to stderr.
 */
import './lib/node-version.mjs';
import { browser } from './lib/browser.mjs';
import { install } from './lib/install.mjs';

try {
	await install();
	console.log(await browser());
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
}
