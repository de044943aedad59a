import { textOf } from './bytes.ts';
import { type ContainerReading, folderMembers, readContainer, zipMembers } from './container.ts';
import type { FileFacts, Format } from './facts.ts';
import { isObject, type Json, largestJson, parseJson } from './json.ts';
import { readKerasHdf5 } from './keras-hdf5.ts';
import { isModelConfig, readModelConfig } from './model-config.ts';
import { type Content, recognise } from './recognise.ts';
import {
	countingSource,
	type GivenFile,
	type RandomAccessSource,
	readAheadSource,
} from './source.ts';
import { damageOf } from './unreadable.ts';
import { writerOf } from './writer.ts';
import { isLeftover, openZip } from './zip.ts';

export interface ReadOptions {
	/** Whether the tree of the weights is wanted; without it a first verdict comes sooner. */
	readonly weights: boolean;
}

type CountedFile = GivenFile & { readonly count: { readonly bytesRead: number } };
/** Everything but `input`, which is counted when all is read. */
type Findings = Omit<FileFacts, 'input' | 'extension'>;

const nothing = {
	writer: null,
	container: null,
	model: null,
	weights: null,
	damage: null,
} as const;

/**
 * Reads what a person gave: one file, several, or folders (paths with a common first part). Gives
 * one result a model, or one that says what the file is when it is none. Reads only what it needs:
 * headers, directories, configurations, metadata. Never throws for what a file holds.
 */
export async function readFacts(
	given: readonly GivenFile[],
	options: ReadOptions,
): Promise<FileFacts[]> {
	const files = given.map(({ path, source }) => {
		const counted = countingSource(source);
		return { path, source: readAheadSource(counted), count: counted };
	});
	const loose = files.filter(({ path }) => !path.includes('/'));
	const folders = new Map<string, CountedFile[]>();
	for (const file of files) {
		const end = file.path.indexOf('/');
		if (end === -1) continue;
		const name = file.path.slice(0, end);
		const inside = folders.get(name);
		if (inside) inside.push(file);
		else folders.set(name, [file]);
	}
	const results = await readLoose(loose, options);
	for (const [name, inside] of folders) results.push(...(await readFolder(name, inside, options)));
	const telling = results.filter(({ format }) => !tellsNothing.has(format));
	return telling.length > 0 ? telling : results;
}

/** What may lie beside a model, such as a read-me, and is named only where there is nothing else. */
const tellsNothing: ReadonlySet<Format> = new Set(['json', 'text', 'unknown', 'folder']);

/** Files that lie side by side: parts of one model, or models of their own. */
async function readLoose(
	files: readonly CountedFile[],
	options: ReadOptions,
): Promise<FileFacts[]> {
	const own = files.length > 1 ? files.filter(({ path }) => !isLeftover(path)) : files;
	const members = await readMembers(own, options);
	const results: FileFacts[] = members ? [members.facts] : [];
	for (const file of own) {
		if (!members?.used.includes(file)) results.push(await readFile(file, options));
	}
	return joined(results);
}

/** The members of an unzipped `.keras` without their folder; null when the files are no such thing. */
async function readMembers(
	files: readonly CountedFile[],
	options: ReadOptions,
): Promise<{ facts: FileFacts; used: readonly CountedFile[] } | null> {
	const parts = files.filter(({ path }) => /\.(json|h5|hdf5|npz)$/i.test(path));
	if (parts.length < 2) return null;
	const reading = await readContainer(folderMembers(parts), options);
	const { configMember, weightsMember, weightsCandidates, members } = reading.container;
	const names = [configMember, 'metadata.json', weightsMember, ...weightsCandidates];
	const used = parts.filter(({ path }) => names.includes(path));
	if (!reading.model || used.length < 2) return null;
	const container = {
		...reading.container,
		members: members.filter(({ path }) => names.includes(path)),
	};
	return {
		used,
		facts: complete('files', configMember ?? '', used, {
			...reading,
			container,
			format: 'keras-v3',
		}),
	};
}

/** An architecture and the weights for it, where there is one of each: what Keras 1 and 2 saved apart. */
function joined(results: readonly FileFacts[]): FileFacts[] {
	const architectures = results.filter(({ format }) => format === 'architecture-json');
	const weights = results.filter(
		({ format }) => format === 'legacy-h5-weights' || format === 'weights-h5',
	);
	const [architecture, anotherArchitecture] = architectures;
	const [one, another] = weights;
	if (!architecture || anotherArchitecture || !one || another) return [...results];
	return [
		{
			...one,
			input: {
				...one.input,
				kind: 'files',
				bytes: one.input.bytes + architecture.input.bytes,
				bytesRead: one.input.bytesRead + architecture.input.bytesRead,
			},
			model: architecture.model,
			writer: one.writer ?? architecture.writer,
		},
		...results.filter((result) => result !== one && result !== architecture),
	];
}

async function readFolder(
	path: string,
	files: readonly CountedFile[],
	options: ReadOptions,
): Promise<FileFacts[]> {
	const inside = files.map((file) => ({ ...file, path: file.path.slice(path.length + 1) }));
	const reading = await readContainer(folderMembers(inside), options);
	const { root, roots } = reading.container;
	if (root === null && roots.length > 1) {
		const results: FileFacts[] = [];
		for (const one of roots.slice(0, mostModels)) {
			const below = files.filter((file) => file.path.startsWith(`${path}/${one}`));
			results.push(...(await readFolder(`${path}/${one}`.slice(0, -1), below, options)));
		}
		return results;
	}
	const named = (name: RegExp) => inside.some((file) => name.test(file.path));
	const isSavedModel = named(/(^|\/)saved_model\.(pb|pbtxt)$/);
	if (reading.model || (root !== null && !isSavedModel && isOfKeras(reading))) {
		return [complete('folder', path, files, { ...reading, format: 'keras-v3' })];
	}
	if (isSavedModel) {
		// Only Keras 2 writes this file beside the graph.
		const fromKeras2 = named(/(^|\/)keras_metadata\.pb$/);
		return [
			complete('folder', path, files, {
				...nothing,
				container: reading.container,
				format: 'saved-model',
				writer: fromKeras2 ? writerOf(null, 'tensorflow', null, 2) : null,
			}),
		];
	}
	const models = files.filter(
		(file) => /\.(keras|h5|hdf5|tflite)$/i.test(file.path) && !isLeftover(file.path),
	);
	if (models.length === 0) {
		return [
			complete('folder', path, files, {
				...nothing,
				container: reading.container,
				format: 'folder',
			}),
		];
	}
	const results: FileFacts[] = [];
	for (const file of models.slice(0, mostModels)) results.push(await readFile(file, options));
	return results;
}

/** A folder of training runs has dozens; the first few are answer enough. */
const mostModels = 12;

/** True for a configuration that is one of Keras, or that cannot be read and may be one. */
function isOfKeras({ model, damage }: ContainerReading): boolean {
	return model !== null || (damage !== null && damage.kind !== 'config-not-a-model');
}

async function readFile(file: CountedFile, options: ReadOptions): Promise<FileFacts> {
	let findings: Findings;
	try {
		findings = await readers[recognise(file.source)](file.source, options);
	} catch (error) {
		findings = { ...nothing, format: 'unknown', damage: damageOf(error) };
	}
	return complete('file', file.path, [file], findings);
}

type ContentReader = (source: RandomAccessSource, options: ReadOptions) => Promise<Findings>;

const only =
	(format: FileFacts['format']): ContentReader =>
	async () => ({ ...nothing, format });

const readers: Readonly<Record<Content, ContentReader>> = {
	hdf5: async (source, options) => ({ ...nothing, ...(await readKerasHdf5(source, options)) }),
	zip: readZip,
	json: readJsonFile,
	'git-lfs-pointer': only('git-lfs-pointer'),
	html: only('html'),
	gzip: only('gzip'),
	pickle: only('pickle'),
	tflite: only('tflite'),
	text: only('text'),
	empty: only('empty'),
	unknown: only('unknown'),
};

async function readZip(source: RandomAccessSource, options: ReadOptions): Promise<Findings> {
	const archive = await openZip(source);
	const reading = await readContainer(zipMembers(archive), options);
	const { container, damage } = reading;
	const names = container.members.map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
	const isKeras =
		(container.root !== null && isOfKeras(reading)) ||
		container.roots.length > 1 ||
		['model.weights.h5', 'model.weights.npz'].some((name) => names.includes(name));
	return {
		...reading,
		format: isKeras ? 'keras-v3' : 'zip',
		damage: archive.damage ?? damage,
	};
}

async function readJsonFile(source: RandomAccessSource): Promise<Findings> {
	let config: Json;
	try {
		if (source.size > largestJson) return { ...nothing, format: 'json' };
		config = parseJson(textOf(source.read(0, source.size)));
	} catch (error) {
		return { ...nothing, format: 'json', damage: damageOf(error) };
	}
	if (!isObject(config) || !isModelConfig(config)) return { ...nothing, format: 'json' };
	const model = readModelConfig(config);
	const [version, backend] = [config['keras_version'], config['backend']].map((value) =>
		typeof value === 'string' ? value : null,
	);
	return {
		...nothing,
		format: 'architecture-json',
		model,
		writer: writerOf(version ?? null, backend ?? null, model),
	};
}

function complete(
	kind: FileFacts['input']['kind'],
	path: string,
	files: readonly CountedFile[],
	findings: Findings,
): FileFacts {
	const name = path.slice(path.lastIndexOf('/') + 1);
	return {
		input: {
			kind,
			path,
			name,
			bytes: files.reduce((sum, { source }) => sum + source.size, 0),
			bytesRead: files.reduce((sum, { count }) => sum + count.bytesRead, 0),
		},
		...findings,
		extension: extensionOf(name),
	};
}

function extensionOf(name: string): string {
	return /(\.weights\.(h5|json)|\.[^.]*)$/i.exec(name)?.[0].toLowerCase() ?? '';
}
