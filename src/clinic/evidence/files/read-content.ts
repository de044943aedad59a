import { findBundles } from './bundles.ts';
import { kib, textOf } from './bytes.ts';
import { type ContainerReading, type Members, readContainer, zipMembers } from './container.ts';
import type { Damage, FileFacts } from './facts.ts';
import { type Findings, nothing } from './formats/findings.ts';
import { isFrozenGraph, readFrozenGraph } from './formats/frozen-graph.ts';
import { unpackGzip } from './formats/gzip.ts';
import { isNpz, readNpy, readNpz } from './formats/numpy.ts';
import { looksLikeOnnx, readOnnx } from './formats/onnx.ts';
import { isUnmarkedPickle, readPickleFile } from './formats/pickle.ts';
import { isSavedModel, readKerasMetadataFile, readSavedModelFile } from './formats/saved-model.ts';
import { tarMembers } from './formats/tar.ts';
import { readTflite } from './formats/tflite.ts';
import { looksLikeModelYaml, readModelYaml } from './formats/yaml.ts';
import { isArray, isObject, type Json, largestJson, parseJson } from './json.ts';
import { readKerasHdf5 } from './keras-hdf5.ts';
import { isModelConfig, readModelConfig } from './model-config.ts';
import { type Content, recognise } from './recognise.ts';
import { isReproBundle, readReproBundle } from './repro-bundle.ts';
import type { GivenFile, RandomAccessSource } from './source.ts';
import { damageOf } from './unreadable.ts';
import { writerOf } from './writer.ts';
import { openZip } from './zip.ts';

export interface ReadOptions {
	/** Whether the tree of the weights is wanted; without it a first verdict comes sooner. */
	readonly weights: boolean;
}

/** What one file is, and the files that it holds where it is an archive of others. */
export interface ContentReading {
	readonly findings: Findings;
	/** Members of an archive that is no model itself; null for what is no archive. */
	readonly inside: Members | null;
	/** What a repro bundle tells of the file that it was made from. */
	readonly repro?: FileFacts;
}

/** Reads one file by what it holds, whatever its name says. Never throws. */
export async function readContent(
	{ path, source }: GivenFile,
	options: ReadOptions,
): Promise<ContentReading> {
	try {
		const content = recognise(source);
		if (content === 'zip') return await readZip(source, options);
		if (content === 'tar') return await readTar(source, 'tar');
		if (content === 'gzip') return await readGzip(path, source);
		return alone(await readers[content](source, options, path));
	} catch (error) {
		return alone({ ...nothing, format: 'unknown', damage: damageOf(error) });
	}
}

/** True for a configuration that is one of Keras, or that cannot be read and may be one. */
export function isOfKeras({ model, damage }: ContainerReading): boolean {
	return model !== null || (damage !== null && damage.kind !== 'config-not-a-model');
}

function alone(findings: Findings): ContentReading {
	return { findings, inside: null };
}

type ContentReader = (
	source: RandomAccessSource,
	options: ReadOptions,
	path: string,
) => Promise<Findings>;

const only =
	(format: FileFacts['format']): ContentReader =>
	async () => ({ ...nothing, format });

const readers: Readonly<Record<Exclude<Content, 'zip' | 'tar' | 'gzip'>, ContentReader>> = {
	hdf5: async (source, options) => ({ ...nothing, ...(await readKerasHdf5(source, options)) }),
	json: readJsonFile,
	'git-lfs-pointer': only('git-lfs-pointer'),
	html: only('html'),
	pickle: async (source) => readPickleFile(source),
	tflite: async (source) => readTflite(source),
	npy: async (source) => readNpy(source),
	text: readText,
	empty: only('empty'),
	unknown: readProtobuf,
};

async function readText(source: RandomAccessSource): Promise<Findings> {
	if (isUnmarkedPickle(source)) return readPickleFile(source);
	const isYaml = looksLikeModelYaml(textOf(source.read(0, 64 * kib)));
	return isYaml ? readModelYaml(source) : { ...nothing, format: 'text' };
}

/** Protocol Buffers have no mark: what they are shows in their fields. */
async function readProtobuf(
	source: RandomAccessSource,
	_: ReadOptions,
	path: string,
): Promise<Findings> {
	if (/(^|\/)keras_metadata[^/]*\.pb$/i.test(path)) return readKerasMetadataFile(source);
	if (/\.onnx$/i.test(path) || looksLikeOnnx(source)) return readOnnx(source);
	if (isFrozenGraph(source)) return readFrozenGraph(source);
	if (isUnmarkedPickle(source)) return readPickleFile(source);
	if (isSavedModel(source)) return readSavedModelFile(source);
	return { ...nothing, format: 'unknown' };
}

async function readZip(source: RandomAccessSource, options: ReadOptions): Promise<ContentReading> {
	const archive = await openZip(source);
	const members = zipMembers(archive);
	if (isReproBundle(members)) {
		const { facts, damage } = await readReproBundle(members);
		return { ...alone({ ...nothing, format: 'zip', damage }), ...(facts && { repro: facts }) };
	}
	if (isNpz(members)) return alone(await readNpz(members));
	const reading = await readContainer(members, options);
	const { container, damage } = reading;
	const names = container.members.map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
	const isKeras =
		(container.root !== null && isOfKeras(reading)) ||
		container.roots.length > 1 ||
		['model.weights.h5', 'model.weights.npz'].some((name) => names.includes(name));
	const findings = {
		...reading,
		signatures: [],
		format: isKeras ? ('keras-v3' as const) : ('zip' as const),
		damage: archive.damage ?? damage ?? encryptedAll(members),
	};
	if (isKeras) {
		// A SavedModel beside a stranger's config.json is one all the same.
		const bundles = reading.model ? [] : await findBundles(members);
		if (bundles.length === 0) return alone(findings);
	}
	return { findings: { ...findings, format: 'zip' }, inside: members };
}

/** Of an archive of which nothing can be read. */
function encryptedAll({ list }: Members): Damage | null {
	const [first] = list;
	return first && list.every(({ encrypted }) => encrypted)
		? { kind: 'encrypted', member: first.path, detail: 'the members are encrypted' }
		: null;
}

async function readTar(
	source: RandomAccessSource,
	format: 'tar' | 'gzip',
): Promise<ContentReading> {
	const members = tarMembers(source);
	const { container } = await readContainer(members, { weights: false });
	return { findings: { ...nothing, format, container }, inside: members };
}

/** What is packed is one file: named as the outer one without its ending. */
async function readGzip(path: string, source: RandomAccessSource): Promise<ContentReading> {
	const findings = { ...nothing, format: 'gzip' as const };
	try {
		const content = await unpackGzip(source);
		if (!content) return alone(findings);
		if (recognise(content) === 'tar') return await readTar(content, 'gzip');
		const name = path.slice(path.lastIndexOf('/') + 1);
		return { findings, inside: singleMember(name.replace(/\.gz$/i, ''), content) };
	} catch (error) {
		return alone({ ...findings, damage: damageOf(error) });
	}
}

function singleMember(path: string, content: RandomAccessSource): Members {
	const { size } = content;
	return {
		kind: 'tar',
		list: [
			{
				path,
				size,
				storedSize: size,
				compressed: true,
				encrypted: false,
				crc32: null,
				leftover: false,
			},
		],
		bytes: async () => content.read(0, size),
		source: async () => content,
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
	if (!isObject(config)) return { ...nothing, format: 'json' };
	if (isArray(config['cells']) && 'nbformat' in config) return { ...nothing, format: 'notebook' };
	if (!isModelConfig(config)) return { ...nothing, format: 'json' };
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
