import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';

/** Installs the dependencies when node_modules does not hold what package-lock.json says. */
export async function install() {
	if (installed()) return;
	console.error('Installing the dependencies (npm ci) …');
	// npm ci empties node_modules, which Windows refuses while the packaged Node there is running.
	const inPlace = process.platform === 'win32' && existsSync(join(root, 'node_modules'));
	const { ok, problem } = await run(
		'npm',
		[
			...(inPlace ? ['install', '--no-save'] : ['ci']),
			'--include=dev',
			'--include=optional',
			'--no-audit',
			'--no-fund',
			'--loglevel=error',
		],
		{ output: 'stderr', packagedNode: false },
	);
	if (!ok) throw new Error(`The dependencies could not be installed: npm: ${problem}`);
}

/** What npm wrote down when it last finished, compared with the lock file. */
function installed() {
	const installed = packages('node_modules/.package-lock.json');
	if (installed === undefined) return false;
	const locked = packages('package-lock.json');
	const inStep = Object.entries(locked).every(([path, { version, integrity, optional }]) => {
		if (path === '') return true;
		const found = installed[path];
		if (found === undefined) return optional === true;
		return found.version === version && found.integrity === integrity;
	});
	return inStep && hasPackagedNode(locked, installed);
}

function packages(file) {
	const path = join(root, file);
	return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined;
}

/** The one optional package that must not be missing, where there is one for this machine. */
function hasPackagedNode(locked, installed) {
	return Object.keys(locked[''].optionalDependencies)
		.map((name) => `node_modules/${name}`)
		.filter((path) => [locked[path].os].flat().includes(process.platform))
		.filter((path) => [locked[path].cpu].flat().includes(process.arch))
		.every((path) => installed[path] !== undefined);
}
