import { kib, textOf } from './bytes.ts';
import { type Members, zipMembers } from './container.ts';
import type { FileFacts } from './facts.ts';
import { largestYaml, looksLikeModelYaml, parseYaml } from './formats/yaml.ts';
import { readHdf5 } from './hdf5.ts';
import type { Hdf5File } from './hdf5-tree.ts';
import { isObject, type Json, largestJson, parseJson } from './json.ts';
import { recognise } from './recognise.ts';
import type { GivenFile, RandomAccessSource } from './source.ts';
import { kerasNodesOf, readKerasMetadata } from './tensorflow/keras-metadata.ts';
import { readSavedModel } from './tensorflow/saved-model.ts';
import { openZip } from './zip.ts';

/** What a file says of itself in words: a configuration, metadata, attributes. */
export interface Document {
	/** Where it stands: the path of a member, or of what was given. */
	readonly path: string;
	readonly json: Json;
}

const mostDocuments = 40;

/**
 * The documents of the file that the facts tell of, as they stand in it. What cannot be read, or lies
 * in an archive of archives, is left out. Never throws.
 */
export async function readDocuments(
	files: readonly GivenFile[],
	{ input, archives }: FileFacts,
): Promise<readonly Document[]> {
	if (archives.length > 0) return [];
	const folder = `${input.path}/`;
	const own = files.flatMap((file) => {
		if (input.kind === 'file') return file.path === input.path ? [file] : [];
		if (!telling.test(file.path)) return [];
		if (input.kind === 'files') return [file];
		const isInside = file.path.startsWith(folder);
		return isInside ? [{ ...file, path: file.path.slice(folder.length) }] : [];
	});
	const found: Document[] = [];
	for (const { path, source } of own) {
		if (found.length >= mostDocuments) break;
		found.push(...(await documentsOf(path, source)));
	}
	return found.slice(0, mostDocuments);
}

/** Files that can hold some, among many. */
const telling = /\.(json|ya?ml|h5|hdf5|pb)$/i;

async function documentsOf(path: string, source: RandomAccessSource): Promise<Document[]> {
	try {
		switch (recognise(source)) {
			case 'zip':
				return await documentsOfMembers(zipMembers(await openZip(source)));
			case 'hdf5':
				return await readHdf5(source, (file) => attributesOf(path, file));
			case 'json':
				return source.size > largestJson ? [] : [{ path, json: jsonOf(path, wholeOf(source)) }];
			case 'text':
				return yamlDocuments(path, source);
			case 'unknown':
				return protobufDocuments(path, source);
			default:
				return [];
		}
	} catch {
		return [];
	}
}

async function documentsOfMembers({ list, bytes }: Members): Promise<Document[]> {
	const found: Document[] = [];
	for (const { path, leftover } of list) {
		const isOne = /\.json$/i.test(path) && !leftover && !/(^|\/)assets\//.test(path);
		if (!isOne || found.length >= mostDocuments) continue;
		try {
			found.push({ path, json: jsonOf(path, await bytes(path, largestJson)) });
		} catch {
			// One that cannot be read keeps no other back.
		}
	}
	return found;
}

function jsonOf(path: string, bytes: Uint8Array): Json {
	return unwrapped(parseJson(textOf(bytes), path));
}

function wholeOf(source: RandomAccessSource): Uint8Array {
	return source.read(0, source.size);
}

function yamlDocuments(path: string, source: RandomAccessSource): Document[] {
	const isModel =
		source.size <= largestYaml && looksLikeModelYaml(textOf(source.read(0, 64 * kib)));
	return isModel ? [{ path, json: parseYaml(textOf(wholeOf(source))) }] : [];
}

/** The attributes of the file itself and of the group of the weights; JSON in a text is opened. */
function attributesOf(path: string, file: Hdf5File): Document[] {
	const attributes = (group: string) =>
		Object.fromEntries(
			file.attributeNames(group).map((name) => [name, unwrapped(file.attribute(group, name))]),
		);
	const whole = file.attributeNames('/').includes('model_config');
	return [
		{
			path: `${path}.attributes`,
			json: {
				...attributes('/'),
				...(whole && { model_weights: attributes('/model_weights') }),
			},
		},
	];
}

/** What Keras 2 noted in a SavedModel. */
function protobufDocuments(path: string, source: RandomAccessSource): Document[] {
	const isMetadata = /(^|\/)keras_metadata[^/]*\.pb$/i.test(path);
	if (!isMetadata && !/(^|\/)saved_model\.pb$/.test(path)) return [];
	const nodes = isMetadata ? readKerasMetadata(source) : kerasNodesOf(readSavedModel(source));
	if (nodes.length === 0) return [];
	return [
		{
			path,
			json: nodes.map(({ path: place, identifier, metadata }) => ({
				path: place,
				identifier,
				metadata: unwrapped(metadata),
			})),
		},
	];
}

/** JSON in a text, as Keras writes it into attributes; any other text stays. */
function unwrapped(value: Json): Json {
	if (typeof value !== 'string' || !/^\s*[{["]/.test(value)) return value;
	try {
		const inner = parseJson(value);
		return isObject(inner) || typeof inner === 'string' ? inner : value;
	} catch {
		return value;
	}
}
