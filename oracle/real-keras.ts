import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Outside of the clone: TensorFlow is a large download, wanted once a machine. */
const folder = join(
	process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
	'keras-clinic',
	'oracle',
);
const installed = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const installLimit = 8 * 60_000;

/** Where real Keras is, or why there is none. */
export type RealKeras =
	| { readonly python: string; readonly version: string }
	| { readonly missing: string };

let found: Promise<RealKeras> | undefined;

/** Finds a Python with Keras, or makes one, once. Never throws: where it cannot be had, it says why. */
export function realKeras(): Promise<RealKeras> {
	found ??= find();
	return found;
}

/** A Python with Keras that is there already; undefined where none is known. */
export async function installedKeras(): Promise<RealKeras | undefined> {
	const given = process.env['KERAS_PYTHON'];
	if (given) return ask(given);
	return existsSync(installed) ? ask(installed) : undefined;
}

async function find(): Promise<RealKeras> {
	const known = await installedKeras();
	if (known && ('python' in known || process.env['KERAS_PYTHON'])) return known;
	try {
		rmSync(folder, { recursive: true, force: true });
		await run('python3', ['-m', 'venv', folder]);
		await run(
			installed,
			['-m', 'pip', 'install', '--quiet', '--retries', '1', 'keras', 'tensorflow-cpu'],
			{
				timeout: installLimit,
			},
		);
	} catch (error) {
		return { missing: `Keras could not be installed: ${lastLine(error)}` };
	}
	return ask(installed);
}

async function ask(python: string): Promise<RealKeras> {
	try {
		const { stdout } = await run(python, ['-c', 'import keras; print(keras.__version__)'], {
			env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3', KERAS_BACKEND: 'tensorflow' },
		});
		return { python, version: stdout.trim() };
	} catch (error) {
		return { missing: `${python} has no Keras: ${lastLine(error)}` };
	}
}

export interface Case {
	readonly model: string;
	/** Inputs and outputs as recorded by the Keras that wrote the model. */
	readonly io?: string;
	/** A model that must predict the same. */
	readonly reference?: string;
	/** The shapes of its inputs, the batch first. */
	readonly shapes?: readonly (readonly number[])[];
}

export interface Verdict {
	readonly model: string;
	readonly loaded: boolean;
	readonly error: string | null;
	/** The largest absolute difference over all outputs. */
	readonly difference: number | null;
	readonly keras: string;
}

/** Lets real Keras load each model and compare what it predicts; `environment` may name another Keras. */
export async function judge(
	python: string,
	cases: readonly Case[],
	environment: Readonly<Record<string, string>> = {},
): Promise<readonly Verdict[]> {
	const list = join(mkdtempSync(join(tmpdir(), 'oracle-')), 'cases.json');
	writeFileSync(list, JSON.stringify(cases));
	const script = fileURLToPath(new URL('check.py', import.meta.url));
	const { stdout } = await run(python, [script, list], {
		maxBuffer: 64 * 1024 * 1024,
		env: { ...process.env, ...environment },
	});
	return stdout
		.split('\n')
		.filter((line) => line.startsWith('{'))
		.map((line) => JSON.parse(line));
}

function lastLine(error: unknown): string {
	const text = error instanceof Error ? error.message : String(error);
	return text.trim().split('\n').at(-1) ?? text;
}
