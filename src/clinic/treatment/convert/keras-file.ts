import { ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import type { JsonObject } from '../../evidence/files/json.ts';
import { bytesSource, type RandomAccessSource } from '../../evidence/files/source.ts';
import { SourceReader } from '../../evidence/files/zip.ts';
import type { Layer, Model } from '../../model/model.ts';
import { groupsOf, variablePaths } from '../../model/weight-paths.ts';
import type { Progress } from '../repack.ts';
import { bytesOf } from './hdf5-datatypes.ts';
import { keras3Config } from './write-config.ts';
import { type Hdf5Group, hdf5File } from './write-hdf5.ts';

/** What a `.keras` is made of, in the order of its members. */
export interface KerasFile {
	readonly members: readonly { readonly path: string; readonly source: RandomAccessSource }[];
}

/** The Keras whose form is written; it is what `metadata.json` says. */
export const writtenVersion = '3.15.1';

/** Keras writes the time of saving here and never reads it: one that stays the same keeps the bytes the same. */
const dateSaved = '1980-01-01@00:00:00';

export function kerasFile(model: Model, compileConfig: JsonObject | null): KerasFile {
	const metadata = { keras_version: writtenVersion, date_saved: dateSaved };
	const text = (value: JsonObject) => bytesSource(bytesOf(JSON.stringify(value)));
	return {
		members: [
			{ path: 'metadata.json', source: text(metadata) },
			{ path: 'config.json', source: text(keras3Config(model, compileConfig)) },
			{ path: 'model.weights.h5', source: weightsFile(model) },
		],
	};
}

/** The weights alone, as `save_weights('x.weights.h5')` of Keras 3 lays them out. */
export function weightsFile(model: Model): RandomAccessSource {
	const root = group({});
	at(root, 'vars', { name: model.name });
	for (const { layer, group: path } of groupsOf(model)) addLayer(root, layer, path);
	return hdf5File(root);
}

type Growing = {
	readonly attributes: Record<string, string>;
	readonly groups: Map<string, Growing>;
	readonly datasets: Map<
		string,
		Hdf5Group['datasets'] extends ReadonlyMap<string, infer T> ? T : never
	>;
};

function group(attributes: Record<string, string>): Growing {
	return { attributes, groups: new Map(), datasets: new Map() };
}

function at(root: Growing, path: string, attributes: Record<string, string> = {}): Growing {
	let here = root;
	for (const name of path.split('/')) {
		const next = here.groups.get(name) ?? group({});
		here.groups.set(name, next);
		here = next;
	}
	Object.assign(here.attributes, attributes);
	return here;
}

/** Every layer has a group for its variables, also where it has none. */
function addLayer(root: Growing, layer: Layer, path: string): void {
	at(root, `${path}/vars`, { name: layer.name });
	const roles = layer.weights.map(({ role }) => role);
	const places = variablePaths(layer.module === 'custom' ? roles.map(flat) : roles);
	for (const [index, { role, tensor }] of layer.weights.entries()) {
		// What came from a file of this layout keeps its place below a custom layer.
		const isPlaced = /(^|\/)vars\/\d+$/.test(role);
		const place = `${path}/${isPlaced ? role : places[index]}`;
		const cut = place.lastIndexOf('/');
		at(root, place.slice(0, cut)).datasets.set(place.slice(cut + 1), tensor);
	}
}

/** A custom layer's own variables; the names of its inner layers are not in an old file. */
function flat(role: string): string {
	return role.slice(role.lastIndexOf('/') + 1);
}

/** Writes the archive as Keras does: stored, in order. @throws what `output` or the sources throw */
export async function writeKerasFile(
	{ members }: KerasFile,
	output: WritableStream<Uint8Array>,
	progress?: Progress,
): Promise<void> {
	const total = members.reduce((sum, { source }) => sum + source.size, 0);
	let before = 0;
	try {
		const writer = new ZipWriter(output, {
			level: 0,
			keepOrder: true,
			extendedTimestamp: false,
			lastModDate: new Date(1980, 0, 1),
		});
		for (const { path, source } of members) {
			await writer.add(path, new SourceReader(source), {
				onprogress: async (written) => progress?.(before + written, total),
			});
			before += source.size;
		}
		await writer.close();
	} catch (error) {
		await output.abort(error).catch(() => {});
		throw error;
	}
}
