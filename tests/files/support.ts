import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
	configure,
	Uint8ArrayReader,
	Uint8ArrayWriter,
	ZipWriter,
	type ZipWriterAddDataOptions,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import type { FileFacts } from '../../src/clinic/evidence/files/facts.ts';
import { readFacts } from '../../src/clinic/evidence/files/read.ts';
import { bytesSource, type GivenFile } from '../../src/clinic/evidence/files/source.ts';
import { openFixture } from '../fixtures/open.ts';

configure({ useWebWorkers: false });

/** Many more files by real Keras, where they lie beside the project; null elsewhere. */
export const manyFixtures = [
	process.env['KERAS_CLINIC_FIXTURES'],
	fileURLToPath(new URL('../../../shared/fixtures', import.meta.url)),
].find((path) => path !== undefined && existsSync(path));

export const withoutFixtures = 'the fixtures beside the project are not here';

export function listFixtures(folder: string, endings: RegExp): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && endings.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}

export function inMemory(path: string, content: Uint8Array | string): GivenFile {
	const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
	return { path, source: bytesSource(bytes) };
}

export async function factsOf(...files: readonly GivenFile[]): Promise<FileFacts> {
	const [facts, another] = await readFacts(files, { weights: true });
	if (!facts || another) throw new Error('not one result');
	return facts;
}

export function factsOfFixture(name: string): Promise<FileFacts> {
	return factsOf(...openFixture(name));
}

export function bytesOfFixture(name: string): Uint8Array {
	const [file] = openFixture(name);
	if (!file) throw new Error(`${name} is empty`);
	return file.source.read(0, file.source.size);
}

/** An archive of these members, stored unless `options` say otherwise. */
export async function zipOf(
	members: Readonly<Record<string, Uint8Array | string>>,
	options: ZipWriterAddDataOptions = {},
): Promise<Uint8Array> {
	const writer = new ZipWriter(new Uint8ArrayWriter());
	for (const [path, content] of Object.entries(members)) {
		const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
		await writer.add(path, new Uint8ArrayReader(bytes), { level: 0, ...options });
	}
	return writer.close();
}

/** A tar archive as POSIX describes it, with one header a file. */
export function tarOf(members: Readonly<Record<string, Uint8Array>>): Uint8Array {
	const blocks = Object.entries(members).flatMap(([path, content]) => {
		const header = Buffer.alloc(512);
		header.write(path, 0);
		header.write('0000644\0', 100);
		header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
		header.write('0', 156);
		header.write('ustar\0', 257);
		return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
	});
	return new Uint8Array(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

/** The members of the small healthy model, as `zipOf` takes them. */
export function healthyMembers(): Record<string, Uint8Array> {
	return Object.fromEntries(
		openFixture('unzipped_dir').map(({ path, source }) => [
			path.replace('unzipped_dir/', ''),
			source.read(0, source.size),
		]),
	);
}
