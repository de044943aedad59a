import { textOf } from './bytes.ts';
import { type ContainerReading, folderMembers, readContainer, zipMembers } from './container.ts';
import type { FileFacts } from './facts.ts';
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
	/** Whether the tree of the weights is wanted, for which about 1 MB of HDF5 library is loaded. */
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
	return results;
}

/** Files that lie side by side: parts of one model, or models of their own. */
async function readLoose(
	files: readonly CountedFile[],
	options: ReadOptions,
): Promise<FileFacts[]> {
	const own = files.length > 1 ? files.filter(({ path }) => !isLeftover(path)) : files;
	const parts = own.filter(({ path }) => /\.(json|h5|hdf5|npz)$/i.test(path));
	const results: FileFacts[] = [];
	let rest = own;
	if (parts.length > 1) {
		const reading = await readContainer(folderMembers(parts), options);
		const { configMember, weightsMember, weightsCandidates } = reading.container;
		const used = [configMember, weightsMember, ...weightsCandidates, 'metadata.json'];
		const taken = parts.filter(({ path }) => used.includes(path));
		if (reading.model && taken.length > 1) {
			results.push(
				complete('files', configMember ?? '', taken, {
					...reading,
					container: {
						...reading.container,
						members: reading.container.members.filter(({ path }) => used.includes(path)),
					},
					format: 'keras-v3',
				}),
			);
			rest = own.filter((file) => !taken.includes(file));
		}
	}
	const single: FileFacts[] = [];
	for (const file of rest) single.push(await readFile(file, options));
	return [...results, ...single];
}

async function readFolder(
	name: string,
	files: readonly CountedFile[],
	options: ReadOptions,
): Promise<FileFacts[]> {
	const inside = files.map((file) => ({ ...file, path: file.path.slice(name.length + 1) }));
	const reading = await readContainer(folderMembers(inside), options);
	const isSavedModel = inside.some(({ path }) => /^saved_model\.(pb|pbtxt)$/.test(path));
	if (reading.model || (reading.container.roots.length > 0 && !isSavedModel)) {
		return [complete('folder', name, files, { ...reading, format: folderFormat(reading) })];
	}
	if (isSavedModel) {
		const fromKeras2 = inside.some(({ path }) => path === 'keras_metadata.pb');
		return [
			complete('folder', name, files, {
				...nothing,
				container: reading.container,
				format: 'saved-model',
				writer: fromKeras2 ? writerOf(null, 'tensorflow', null, 2) : null,
			}),
		];
	}
	const models = inside.filter(
		({ path }) => /\.(keras|h5|hdf5|tflite)$/i.test(path) && !isLeftover(path),
	);
	if (models.length > 0) {
		const results: FileFacts[] = [];
		for (const file of models.slice(0, mostModels)) results.push(await readFile(file, options));
		return results;
	}
	return [
		complete('folder', name, files, {
			...nothing,
			container: reading.container,
			format: files.length === 0 ? 'empty' : 'folder',
		}),
	];
}

const mostModels = 12;

function folderFormat({ model, damage }: ContainerReading): FileFacts['format'] {
	return model || damage?.kind !== 'config-not-a-model' ? 'keras-v3' : 'folder';
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
	const { container, model, damage } = reading;
	const names = container.members.map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
	const isKeras =
		model !== null ||
		(damage !== null && damage.kind !== 'config-not-a-model' && container.root !== null) ||
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
