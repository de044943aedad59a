import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync, write } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { GivenFile, RandomAccessSource } from '../src/clinic/evidence/files/source.ts';

/** More files than a model's folder ever holds. */
const mostFiles = 5000;

/** What the person typed cannot be used; the message is one line for them. */
export class UsageError extends Error {}

/** Reads a file where it lies; it stays open until the process ends or `close` is called. */
export function fileSource(path: string): RandomAccessSource & { close(): void } {
	const descriptor = openSync(path, 'r');
	return {
		size: fstatSync(descriptor).size,
		read(offset, length, into) {
			const bytes = into ?? new Uint8Array(length);
			return bytes.subarray(0, readSync(descriptor, bytes, 0, length, offset));
		},
		close: () => closeSync(descriptor),
	};
}

/**
 * Writes a new file, each piece before the next is taken: `Writable.toWeb` would take all that comes and
 * hold it in memory. Throws what the system throws, also where the file is there already.
 */
export function fileSink(path: string): WritableStream<Uint8Array> {
	const descriptor = openSync(path, 'wx');
	return new WritableStream({
		async write(bytes) {
			// Not at once, so that the program can be ended in between.
			for (let at = 0; at < bytes.length; ) {
				at += (await promisify(write)(descriptor, bytes, at)).bytesWritten;
			}
		},
		close: () => closeSync(descriptor),
		abort: () => closeSync(descriptor),
	});
}

/**
 * The files that the paths name, folders opened at any depth; only their names, nothing is opened.
 * @throws UsageError when a path is not there or a folder holds too much.
 */
export function listFiles(paths: readonly string[]): readonly { path: string; file: string }[] {
	return paths.flatMap((path) => {
		const stats = statSync(path, { throwIfNoEntry: false });
		if (!stats) throw new UsageError(`there is no file or folder at ${path}`);
		if (!stats.isDirectory()) return [{ path: basename(path), file: path }];
		const folder = resolve(path);
		const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
			entry.isFile(),
		);
		if (entries.length > mostFiles) {
			throw new UsageError(
				`${path} holds more than ${mostFiles} files: name the folder of the model itself`,
			);
		}
		return entries.map((entry) => {
			const file = join(entry.parentPath, entry.name);
			const inside = relative(folder, file).split('\\').join('/');
			return { path: `${basename(folder)}/${inside}`, file };
		});
	});
}

/** Opens what `listFiles` found. */
export function openFiles(
	files: readonly { path: string; file: string }[],
): readonly (GivenFile & { readonly source: ReturnType<typeof fileSource> })[] {
	return files.map(({ path, file }) => ({ path, source: fileSource(file) }));
}
