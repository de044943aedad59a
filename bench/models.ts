import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { realKeras } from '../oracle/real-keras.ts';

/** As `make_models.py` takes them. */
export interface Wanted {
	/** Of four layers and sixteen weights each; 1,250 unless told. */
	readonly blocks?: number;
	/** So many dense layers in a row instead. */
	readonly dense?: number;
	/** Of all weights together; as few as can be unless told. */
	readonly bytes?: number;
	/** Weights of random numbers, which take room on the disk. */
	readonly random?: boolean;
}

/**
 * Makes a model in `folder`: `name` ends in `.keras` (of Keras 3) or `.h5` (of Keras 2). Gives its path.
 * @throws Error where there is no Python with Keras.
 */
export async function makeModel(folder: string, name: string, wanted: Wanted): Promise<string> {
	const keras = await realKeras();
	if ('missing' in keras) throw new Error(keras.missing);
	const path = join(folder, name);
	const options = Object.entries(wanted).flatMap(([option, value]) =>
		value === true ? [`--${option}`] : [`--${option}`, String(value)],
	);
	await promisify(execFile)(keras.python, [
		fileURLToPath(new URL('make_models.py', import.meta.url)),
		path,
		...options,
	]);
	return path;
}

/** A folder for as long as the process lives. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'keras-clinic-bench-'));
	const remove = () => rmSync(folder, { recursive: true, force: true });
	process.once('exit', remove);
	process.once('SIGINT', () => process.exit(130));
	return folder;
}
