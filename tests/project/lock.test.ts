import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
	readonly version?: string;
	readonly resolved?: string;
	readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const text = readFileSync('package-lock.json', 'utf8');
const packages: Readonly<Record<string, Locked>> = JSON.parse(text).packages;

/** Where Node looks for a package, from the folder of the one that asks outwards. */
function placesOf(name: string, asking: string): string[] {
	const folder = asking === '' ? '' : `${asking}/`;
	const outer = asking.slice(0, Math.max(0, asking.lastIndexOf('node_modules/') - 1));
	const here = `${folder}node_modules/${name}`;
	return asking === '' ? [here] : [here, ...placesOf(name, outer)];
}

test('packages for other systems are locked too', () => {
	// npm leaves out what its registry lacks, without a word, and `npm ci` then refuses the file.
	const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
		Object.keys(optionalDependencies)
			.filter((name) => !placesOf(name, path).some((place) => packages[place]?.version))
			.map((name) => `${name}, wanted by ${path || 'the project'}`),
	);
	expect(missing).toEqual([]);
});

test('no package is bound to one registry', () => {
	const bound = Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined);
	expect(bound.map(([path]) => path)).toEqual([]);
	expect(text).not.toMatch(/registry\.|\.tgz/);
});

test('every package can be verified', () => {
	const { '': _project, ...others } = packages;
	const unverified = Object.entries(others).filter(([, locked]) => !('integrity' in locked));
	expect(unverified.map(([path]) => path)).toEqual([]);
});
