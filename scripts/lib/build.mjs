import { createHash } from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { root, run } from './run.mjs';

/** Where the site is built for a host that gives it the whole domain, and under a base path. */
export const site = { folder: 'dist', base: '/' };
export const siteUnderBase = { folder: 'dist-base', base: '/keras-clinic/' };

// Made by the tools, or read by the tests only.
const notRead = new Set(['dist', 'dist-base', 'node_modules', 'test-results', 'playwright-report']);
for (const folder of ['bench', 'e2e', 'oracle', 'tests']) notRead.add(folder);

/** @param {{ folder: string, base: string }} target */
export async function build({ folder, base }, seconds = 300) {
	const inputs = fingerprint(base);
	rmSync(stampOf(folder), { force: true });
	const result = await run('npm', ['run', 'build'], {
		env: { OUT_DIR: `./${folder}`, BASE_PATH: base, ASTRO_TELEMETRY_DISABLED: '1' },
		output: 'capture',
		seconds,
	});
	if (result.ok) {
		mkdirSync(dirname(stampOf(folder)), { recursive: true });
		writeFileSync(stampOf(folder), JSON.stringify({ inputs, built: builtAt(folder) }));
	}
	return result;
}

/** Whether the folder holds what a build would make now. */
export function upToDate({ folder, base }) {
	if (!existsSync(stampOf(folder))) return false;
	const stamp = JSON.parse(readFileSync(stampOf(folder), 'utf8'));
	// The time tells a build by hand, for another base path maybe, from the one written down.
	return stamp.built === builtAt(folder) && stamp.inputs === fingerprint(base);
}

function stampOf(folder) {
	return join(root, 'node_modules', '.cache', 'keras-clinic', `${folder}.json`);
}

function builtAt(folder) {
	return statSync(join(root, folder, 'index.html'), { throwIfNoEntry: false })?.mtimeMs;
}

function fingerprint(base) {
	const hash = createHash('sha256').update(JSON.stringify([process.env.SITE_URL, base]));
	for (const file of inputFiles(root)) {
		hash.update(`${relative(root, file).split(sep).join('/')}\0`);
		hash.update(createHash('sha256').update(readFileSync(file)).digest());
	}
	return hash.digest('hex');
}

function* inputFiles(folder) {
	const entries = readdirSync(folder, { withFileTypes: true });
	for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
		if (entry.name.startsWith('.') || (folder === root && notRead.has(entry.name))) continue;
		const path = join(folder, entry.name);
		if (entry.isDirectory()) yield* inputFiles(path);
		else if (entry.isFile()) yield path;
	}
}
