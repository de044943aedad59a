import type { JsonObject } from '../../evidence/files/json.ts';
import { bytesSource, type RandomAccessSource } from '../../evidence/files/source.ts';
import type { Layer, Model, Tensor } from '../../model/model.ts';
import { groupsOf, variablePaths } from '../../model/weight-paths.ts';
import type { ZipMember } from '../write-zip.ts';
import type { Checksums } from './checksums.ts';
import type { Conversion } from './convert.ts';
import { bytesOf } from './hdf5-datatypes.ts';
import type { CarriedOptimizer } from './optimizer.ts';
import { type Hdf5Group, hdf5File } from './write-hdf5.ts';

/** The Keras whose form is written; it is what `metadata.json` says. */
export const writtenVersion = '3.15.1';

/** Keras writes the time of saving here and never reads it: one that stays the same keeps the bytes the same. */
const dateSaved = '1980-01-01@00:00:00';

/** What `metadata.json` holds. */
export const metadata = { keras_version: writtenVersion, date_saved: dateSaved } as const;

/**
 * The members of the `.keras` of a converted model, in the order of Keras. The weights give their checksums when they
 * are read from end to end.
 */
export function kerasFile(
	{ model, after, optimizer }: Pick<Conversion, 'model' | 'after' | 'optimizer'>,
	checksums?: Checksums,
): readonly ZipMember[] {
	const text = (value: JsonObject) => bytesSource(bytesOf(JSON.stringify(value)));
	return [
		{ path: 'metadata.json', source: text(metadata) },
		{ path: 'config.json', source: text(after) },
		{ path: 'model.weights.h5', source: weightsFile(model, checksums, optimizer) },
	];
}

/** The weights alone, as `save_weights('x.weights.h5')` of Keras 3 lays them out. */
export function weightsFile(
	model: Model,
	checksums?: Checksums,
	optimizer: readonly CarriedOptimizer[] = [],
): RandomAccessSource {
	const root = growing();
	for (const { group, name, tensors } of weightGroups(model, optimizer)) {
		at(root, group).attributes['name'] = name;
		for (const { place, tensor } of tensors) {
			const cut = place.lastIndexOf('/');
			const bytes = checksums?.passing(tensor.bytes) ?? tensor.bytes;
			at(root, place.slice(0, cut)).datasets.set(place.slice(cut + 1), { ...tensor, bytes });
		}
	}
	return hdf5File(root);
}

/** A group of variables in a file of weights, with the name of its layer, and the places of the tensors. */
export interface WeightGroup {
	readonly group: string;
	readonly name: string;
	readonly tensors: readonly { readonly place: string; readonly tensor: Tensor }[];
}

/** All groups of a model; every layer has one for its variables, also where it has none. */
export function weightGroups(
	model: Model,
	optimizer: readonly CarriedOptimizer[],
): readonly WeightGroup[] {
	return [
		{ group: 'vars', name: model.name, tensors: [] },
		...groupsOf(model).map(({ layer, group }) => ({
			group: `${group}/vars`,
			name: layer.name,
			tensors: variablesOf(layer).map(({ path, tensor }) => ({
				place: `${group}/${path}`,
				tensor,
			})),
		})),
		...optimizer.map(optimizerGroup),
	];
}

function optimizerGroup({ group: below, name, variables }: CarriedOptimizer): WeightGroup {
	const group = `optimizer/${below}`;
	const tensors = variables.map(({ tensor }, index) => ({ place: `${group}/${index}`, tensor }));
	return { group, name, tensors };
}

function variablesOf(layer: Layer): { path: string; tensor: Tensor }[] {
	const roles = layer.weights.map(({ role }) => role);
	// The names of what is inside a custom layer are not in an old file: all are its own variables.
	const places = variablePaths(
		layer.module === 'custom' ? roles.map((role) => role.slice(role.lastIndexOf('/') + 1)) : roles,
	);
	return layer.weights.map(({ role, tensor }, index) => ({
		// What came from a file of this layout keeps its place below a custom layer.
		path: /(^|\/)vars\/\d+$/.test(role) ? role : (places[index] ?? role),
		tensor,
	}));
}

interface Growing extends Hdf5Group {
	readonly attributes: Record<string, string>;
	readonly groups: Map<string, Growing>;
	readonly datasets: Map<string, Tensor>;
}

function growing(): Growing {
	return { attributes: {}, groups: new Map(), datasets: new Map() };
}

function at(root: Growing, path: string): Growing {
	let here = root;
	for (const name of path.split('/')) {
		const next = here.groups.get(name) ?? growing();
		here.groups.set(name, next);
		here = next;
	}
	return here;
}
