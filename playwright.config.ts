import { defineConfig, devices } from '@playwright/test';
import { site, siteUnderBase } from './scripts/lib/build.mjs';
import { launchArguments } from './scripts/lib/launch.mjs';

const executablePath = process.env['CHROMIUM_PATH'];

const hosts = [
	{ ...site, port: 4407 },
	{ ...siteUnderBase, port: 4408 },
].map(({ folder, base, port }) => ({
	command: `node scripts/serve.mjs ${folder} ${port} ${base}`,
	url: `http://127.0.0.1:${port}${base}`,
	reuseExistingServer: false,
}));

export default defineConfig({
	testDir: 'e2e',
	outputDir: 'test-results',
	reporter: [
		['line'],
		['json', { outputFile: process.env['REPORT_FILE'] ?? 'test-results/report.json' }],
	],
	workers: 2,
	retries: 0,
	forbidOnly: Boolean(process.env['CI']),
	// Ends with a report, before the time limit of the whole test run.
	globalTimeout: 12 * 60_000,
	webServer: hosts,
	// Tests of the site under a base path read its address here.
	metadata: { addressUnderBase: hosts[1]?.url },
	use: {
		baseURL: hosts[0]?.url,
		launchOptions: { args: launchArguments, ...(executablePath ? { executablePath } : {}) },
		screenshot: 'only-on-failure',
	},
	projects: [
		{ name: 'desktop', use: { ...devices['Desktop Chrome'] } },
		{
			name: 'phone',
			use: { ...devices['Pixel 7'], viewport: { width: 360, height: 740 }, hasTouch: true },
		},
	],
});
