import { type Library, libraries } from '../knowledge/releases.ts';
import type { VersionSet } from '../knowledge/version-sets.ts';

/** The ways to an environment of its own, as they are named in commands. */
export const installers = ['pip', 'uv', 'conda', 'docker'] as const;
export type Installer = (typeof installers)[number];

/** A set in one line: `Python 3.13 · Keras 3.15 · TensorFlow 2.21 · NumPy 2.4 · h5py 3.16`. */
export function versionsText({ versions }: VersionSet): string {
	return Object.entries(versions)
		.map(([library, version]) => `${libraries[library as Library].name} ${version}`)
		.join(' · ');
}

/** What to type, or to put into a Dockerfile, for an environment with a set of versions. */
export function installLines(set: VersionSet, installer: Installer): string {
	const { python } = set.versions;
	const packages = set.requirements.map((one) => `"${one}"`).join(' ');
	const variables = Object.entries(set.environment);
	const exports = variables.map(([name, value]) => `export ${name}=${value}`);
	const name = set.target.replace('@', '-');
	const lines: Record<Installer, readonly string[]> = {
		pip: [
			`python${python} -m venv .venv`,
			'source .venv/bin/activate',
			`pip install ${packages}`,
			...exports,
		],
		uv: [
			`uv venv --python ${python}`,
			'source .venv/bin/activate',
			`uv pip install ${packages}`,
			...exports,
		],
		conda: [
			`conda create --name ${name} python=${python} pip`,
			`conda activate ${name}`,
			`pip install ${packages}`,
			...exports,
		],
		docker: [
			`FROM python:${python}-slim`,
			...variables.map(([variable, value]) => `ENV ${variable}=${value}`),
			`RUN pip install --no-cache-dir ${packages}`,
		],
	};
	return lines[installer].join('\n');
}
