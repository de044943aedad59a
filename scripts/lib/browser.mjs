import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root, run } from './run.mjs';

const cache = join(root, 'node_modules', '.cache', 'keras-clinic', 'browser.txt');

const help = `No Chromium works here, and none could be installed. Do one of these, then try again:
  as root on Debian or Ubuntu:  apt-get install chromium
  anywhere:                     npx playwright install chromium
  with a browser at hand:       CHROMIUM_PATH=/path/to/chromium npm test`;

/**
 * Finds a Chromium that starts, or gets one.
 *
 * @returns {Promise<string>} its path
 */
export async function browser() {
	const chosen = process.env.CHROMIUM_PATH;
	if (chosen) {
		const problem = await problemWith(chosen);
		if (problem) throw new Error(`CHROMIUM_PATH is ${chosen}, which does not work: ${problem}`);
		return chosen;
	}
	for (const source of [remembered, installed, ...installers]) {
		for (const path of await source()) {
			const problem = await problemWith(path);
			if (problem === '') {
				mkdirSync(dirname(cache), { recursive: true });
				writeFileSync(cache, path);
				return path;
			}
			console.error(`${path} does not work: ${problem}`);
		}
	}
	throw new Error(help);
}

function remembered() {
	return existsSync(cache) ? [readFileSync(cache, 'utf8')].filter(existsSync) : [];
}

async function installed() {
	const { ownChromium } = await import('./launch.mjs');
	const programs = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']].filter(Boolean);
	const paths = {
		linux: [
			'/usr/bin/chromium',
			'/usr/bin/chromium-browser',
			'/usr/bin/google-chrome',
			'/usr/bin/google-chrome-stable',
			'/opt/google/chrome/chrome',
			'/snap/bin/chromium',
		],
		darwin: [
			'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
			'/Applications/Chromium.app/Contents/MacOS/Chromium',
		],
		win32: programs.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
	};
	return [...(paths[process.platform] ?? []), ownChromium()].filter(existsSync);
}

/** Ways to get a browser, the most complete first; each gives the paths to try after it. */
const installers = [
	async function fromDebian() {
		if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return [];
		console.error('Installing Chromium with apt-get …');
		const env = { DEBIAN_FRONTEND: 'noninteractive' };
		// One unreachable source of many is no reason to stop.
		await run('apt-get', ['update', '-q'], { env, output: 'capture', seconds: 120 });
		// The font is for the Chinese pages: without it their text has no width to measure.
		const packages = ['chromium', 'fonts-noto-cjk'];
		const result = await run(
			'apt-get',
			['install', '-q', '-y', '--no-install-recommends', ...packages],
			{ env, output: 'capture', seconds: 300 },
		);
		report('apt-get', result);
		return installed();
	},
	async function fromPlaywright() {
		console.error("Downloading Playwright's Chromium …");
		const result = await run('playwright', ['install', '--no-shell', 'chromium'], {
			output: 'capture',
			seconds: 180,
		});
		report('playwright install', result);
		return installed();
	},
	async function fromNpm() {
		if (process.platform !== 'linux') return [];
		console.error('Installing @sparticuz/chromium from npm …');
		const npm = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
		const result = await run('npm', [...npm, '@sparticuz/chromium@153.0.0'], {
			output: 'capture',
			seconds: 180,
			packagedNode: false,
		});
		report('npm', result);
		if (!result.ok) return [];
		const unpack = `import c from '@sparticuz/chromium'; console.log(await c.executablePath())`;
		const unpacked = await run('node', ['--input-type=module', '--eval', unpack], {
			output: 'capture',
			seconds: 60,
		});
		report('@sparticuz/chromium', unpacked);
		return unpacked.ok ? [unpacked.output.trim().split('\n').at(-1)] : [];
	},
];

function report(name, { ok, output, problem }) {
	if (!ok) console.error(`${output.trim().split('\n').slice(-5).join('\n')}\n${name}: ${problem}`);
}

/** Why this browser cannot be used; nothing when it can. */
async function problemWith(path) {
	try {
		// Some files of that name only tell people to install a browser, or wait for a display.
		if (process.platform !== 'win32') {
			await promisify(execFile)(path, ['--version'], { timeout: 10_000 });
		}
		const { tryLaunch } = await import('./launch.mjs');
		await tryLaunch(path);
		return '';
	} catch (error) {
		return error.message.trim().split('\n')[0];
	}
}
