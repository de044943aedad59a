import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** One Keras that can be run: a Python, and where it finds a Keras other than its own. */
export interface Runnable {
	readonly python: string;
	readonly module: 'keras' | 'tf_keras';
	readonly environment: Readonly<Record<string, string>>;
	/** As the forecast names its release line: `keras@3.8`, `tensorflow@2.12`, `tf-keras@2.16`. */
	readonly target: string;
	readonly version: string;
}

const run = promisify(execFile);
const cache = join(
	process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
	'keras-clinic',
	'keras-versions',
);

/**
 * The Keras of a Python and those of the folders under `packages`: each such folder holds a `keras` or
 * a `tf_keras` and is put in front of Python's own packages. What does not start is left out, with a word.
 */
export async function runnableVersions(
	python: string,
	packages: string | undefined,
): Promise<readonly Runnable[]> {
	const folders = packages === undefined ? [] : packageFolders(packages);
	const found: Runnable[] = [];
	for (const folder of [null, ...folders]) {
		const one = await start(python, folder);
		if (typeof one === 'string') console.error(`left out: ${folder ?? python}: ${one}`);
		else if (!found.some(({ target }) => target === one.target)) found.push(one);
	}
	return found;
}

/** Releases of Keras 3 beside that of the Python, without what they depend on: it is there already. */
export async function fetchVersions(python: string, releases: readonly string[]): Promise<string> {
	mkdirSync(cache, { recursive: true });
	for (const release of releases) {
		const folder = join(cache, release);
		if (existsSync(folder)) continue;
		const wanted = `keras==${release}.*`;
		await run(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', folder, wanted]);
	}
	return cache;
}

function packageFolders(folder: string): string[] {
	const inside = readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => join(folder, name));
	return inside.flatMap((one) => (holdsKeras(one) ? [one] : packageFolders(one)));
}

function holdsKeras(folder: string): boolean {
	// `sitecustomize.py` may put an old Keras right for a newer Python before it is imported.
	return ['keras', 'tf_keras', 'sitecustomize.py'].some((name) => existsSync(join(folder, name)));
}

/** The version, or what Python said instead. */
async function start(python: string, folder: string | null): Promise<Runnable | string> {
	const module = folder !== null && existsSync(join(folder, 'tf_keras')) ? 'tf_keras' : 'keras';
	const environment = {
		TF_CPP_MIN_LOG_LEVEL: '3',
		KERAS_BACKEND: 'tensorflow',
		KERAS_MODULE: module,
		...(folder !== null && {
			PYTHONPATH: [folder, process.env['PYTHONPATH']].filter(Boolean).join(delimiter),
		}),
	};
	try {
		const { stdout } = await run(python, ['-c', `import ${module}; print(${module}.__version__)`], {
			env: { ...process.env, ...environment },
		});
		const version = stdout.trim().split('\n').at(-1) ?? '';
		const library =
			module === 'tf_keras' ? 'tf-keras' : version.startsWith('2.') ? 'tensorflow' : 'keras';
		const target = `${library}@${version.split('.').slice(0, 2).join('.')}`;
		return { python, module, environment, target, version };
	} catch (error) {
		return (error instanceof Error ? error.message : String(error)).trim().split('\n').at(-1) ?? '';
	}
}
