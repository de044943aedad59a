import { kib, mib, textOf } from './bytes.ts';
import type { Members } from './container.ts';
import { readCheckpoint } from './formats/checkpoint.ts';
import type { Findings } from './formats/findings.ts';
import { readSavedModelFacts } from './formats/saved-model.ts';
import { isTfjs, readTfjs } from './formats/tfjs.ts';
import { isShardMap, readShards } from './formats/weights-shards.ts';
import { type Json, largestJson, parseJson } from './json.ts';
import { isTable } from './tensorflow/table.ts';

/** A model that is several files by its nature: a SavedModel, a checkpoint, TensorFlow.js, shards. */
export interface Bundle {
	/** The path that it is known by: that of its folder, its prefix or its `.json`. */
	readonly path: string;
	/** Whether a member belongs to it. */
	has(path: string): boolean;
	/** Never throws. */
	read(): Promise<Findings>;
}

const mostBundles = 64;
const largestInflated = 64 * mib;

/** Finds them in a folder, in an archive or among files side by side. Reads heads of files only. */
export async function findBundles(members: Members): Promise<readonly Bundle[]> {
	const found: Bundle[] = [];
	const own = members.list.filter(({ leftover }) => !leftover);
	for (const { path } of own) {
		const root = /^(.*\/)?saved_model\.pb(txt)?$/.exec(path);
		if (!root || found.length >= mostBundles) continue;
		const folder = root[1] ?? '';
		if (found.some((bundle) => bundle.path === (folder || path))) continue;
		found.push({
			path: folder || path,
			has: (other) => (folder === '' ? partOfSavedModel.test(other) : other.startsWith(folder)),
			read: () => readSavedModelFacts(members, folder),
		});
	}
	for (const { path } of own) {
		if (found.length >= mostBundles || found.some((bundle) => bundle.has(path))) continue;
		const prefix = /^(.*?)\.(index|data-\d{5}-of-\d{5})$/.exec(path)?.[1];
		if (prefix !== undefined && (await isCheckpoint(members, path))) {
			found.push({
				path: prefix,
				has: (other) => other === `${prefix}.index` || other.startsWith(`${prefix}.data-`),
				read: () => readCheckpoint(members, prefix),
			});
		} else if (/\.json$/i.test(path)) {
			const bundle = await jsonBundle(members, path);
			if (bundle) found.push(bundle);
		}
	}
	return found;
}

const partOfSavedModel =
	/^(saved_model\.pb(txt)?|keras_metadata\.pb|fingerprint\.pb|(variables|assets)(\/.*|\.index|\.data-\d{5}-of-\d{5}))$/;

async function isCheckpoint(members: Members, path: string): Promise<boolean> {
	if (!path.endsWith('.index')) return true;
	const besideData = members.list.some((member) =>
		member.path.startsWith(`${path.slice(0, -'.index'.length)}.data-`),
	);
	try {
		const source = await members.source(path, largestInflated);
		return besideData || (source !== null && isTable(source));
	} catch {
		return besideData;
	}
}

/** Keys that stand in the first kilobytes of the files that are looked for. */
const tellingKeys = /"(modelTopology|weightsManifest|weight_map)"/;

async function jsonBundle(members: Members, path: string): Promise<Bundle | null> {
	let config: Json;
	try {
		const source = await members.source(path, largestJson);
		if (!source || source.size > largestJson) return null;
		if (!tellingKeys.test(textOf(source.read(0, 16 * kib)))) return null;
		config = parseJson(textOf(source.read(0, source.size)), path);
	} catch {
		return null;
	}
	const folder = path.slice(0, path.lastIndexOf('/') + 1);
	if (isTfjs(config)) {
		const { weightsManifest } = config;
		const named = JSON.stringify(weightsManifest);
		return {
			path,
			has: (other) =>
				other === path ||
				(other.startsWith(folder) && named.includes(JSON.stringify(other.slice(folder.length)))),
			read: async () => readTfjs(config, members, path),
		};
	}
	if (isShardMap(config)) {
		const named = JSON.stringify(config['weight_map']);
		return {
			path,
			has: (other) =>
				other === path ||
				(other.startsWith(folder) && named.includes(JSON.stringify(other.slice(folder.length)))),
			read: () => readShards(config, members, path),
		};
	}
	return null;
}
