import { hasBytes, mib, textOf } from './bytes.ts';
import { configurationOf, keepConfiguration } from './configurations.ts';
import type {
	ContainerFacts,
	Damage,
	MemberFacts,
	ModelFacts,
	WeightsFacts,
	Writer,
} from './facts.ts';
import { readNpy, readNpz } from './formats/numpy.ts';
import { askedFor, readPickle } from './formats/pickle.ts';
import { isObject, type Json, largestJson, parseJson } from './json.ts';
import { readKerasHdf5 } from './keras-hdf5.ts';
import { isModelConfig, readModelConfig } from './model-config.ts';
import { recognise } from './recognise.ts';
import type { RiskFact } from './risks.ts';
import type { GivenFile, RandomAccessSource } from './source.ts';
import { hdf5Signature } from './superblock.ts';
import { damageOf, Unreadable } from './unreadable.ts';
import { unfittingWeights } from './weights-fit.ts';
import { writerOf } from './writer.ts';
import { isLeftover, openZip, type ZipArchive } from './zip.ts';

/** The members of an archive or of a folder, read alike. */
export interface Members {
	readonly kind: ContainerFacts['kind'];
	readonly list: readonly MemberFacts[];
	/** A member's content up to `limit` bytes. @throws Unreadable */
	bytes(path: string, limit: number): Promise<Uint8Array>;
	/** Null where a member is compressed and larger than `limit`. @throws Unreadable */
	source(path: string, limit: number): Promise<RandomAccessSource | null>;
}

export function zipMembers({ members, bytes, source }: ZipArchive): Members {
	return { kind: 'zip', list: members, bytes, source };
}

/** Files as members, by their paths. */
export function folderMembers(files: readonly GivenFile[]): Members {
	const byPath = new Map(files.map((file) => [file.path, file.source]));
	const find = (path: string) => {
		const source = byPath.get(path);
		if (!source) throw new Unreadable({ kind: 'unreadable', member: path, detail: 'no such file' });
		return source;
	};
	return {
		kind: 'folder',
		list: files.map(({ path, source }) => ({
			path,
			size: source.size,
			storedSize: source.size,
			compressed: false,
			encrypted: false,
			crc32: null,
			leftover: isLeftover(path),
		})),
		async bytes(path, limit) {
			const source = find(path);
			if (source.size > limit) {
				throw new Unreadable({
					kind: 'json-too-large',
					member: path,
					detail: `${source.size} bytes`,
				});
			}
			return source.read(0, source.size);
		},
		source: async (path) => find(path),
	};
}

export interface ContainerReading {
	readonly container: ContainerFacts;
	readonly model: ModelFacts | null;
	readonly writer: Writer | null;
	readonly weights: WeightsFacts | null;
	/** What in the weights runs when they are loaded. */
	readonly risks: readonly RiskFact[];
	readonly damage: Damage | null;
}

/** Weights that a re-zipped archive compressed are unpacked into memory up to this. */
export const largestInflated = 64 * mib;

const mostConfigs = 32;
const mostCandidates = 32;

/**
 * Finds the model in an archive or a folder: where its `config.json` is, what it says, and where
 * its weights are. Reads `config.json`, `metadata.json`, the head of each file that could hold
 * weights and, with `options.weights`, the tree of the weights.
 */
export async function readContainer(
	members: Members,
	options: { readonly weights: boolean },
): Promise<ContainerReading> {
	const own = members.list.filter(({ leftover }) => !leftover);
	const configs = await findConfigs(members, own);
	const chosen =
		configs.find(({ root }) => root === '') ?? (configs.length === 1 ? configs[0] : undefined);
	const root = chosen?.root ?? null;
	const paths = new Set(own.map(({ path }) => path));
	const weightsMember =
		weightsNames.map((name) => `${root ?? ''}${name}`).find((path) => paths.has(path)) ?? null;
	const weightsCandidates =
		root !== null && weightsMember === null ? await findWeights(members, own) : [];

	let model: ModelFacts | null = null;
	let damage: Damage | null = null;
	if (chosen) {
		try {
			model = readModelConfig(await readJson(members, chosen.path, largestJson), null, chosen.path);
		} catch (error) {
			damage = damageOf(error, chosen.path);
		}
	}
	const version = await statedVersion(members, `${root ?? ''}metadata.json`, paths);
	const reading =
		weightsMember === null ? null : await readWeights(members, weightsMember, options.weights);
	const weights = reading?.weights ?? null;
	const config = model && configurationOf(model);
	const unfitting = config && weights && unfittingWeights(config, weights);
	if (model && unfitting) {
		model = { ...model, traits: [...model.traits, unfitting] };
		keepConfiguration(model, config);
	}

	return {
		container: {
			kind: members.kind,
			members: members.list,
			root,
			roots: configs.map((config) => config.root),
			configMember: chosen?.path ?? null,
			weightsMember,
			weightsCandidates,
			unsafePaths: members.list.map(({ path }) => path).filter(isUnsafe),
		},
		model,
		writer: writerOf(version, null, model),
		weights,
		risks: reading?.risks ?? [],
		damage: damage ?? reading?.damage ?? null,
	};
}

/** In the order in which Keras looks for them. */
const weightsNames = ['model.weights.h5', 'model.weights.npz'];

/** `config.json`, and what browsers and file managers make of the name: `config (1).json`, `config copy.json`. */
const configName = /^config([ _-]?(\(\d+\)|\d+|copy( \d+)?))?\.json$/i;

interface Config {
	readonly root: string;
	readonly path: string;
}

/** One a folder: `config.json`, else its single renamed copy; of several, those that are of Keras. */
async function findConfigs(
	members: Members,
	own: readonly MemberFacts[],
): Promise<readonly Config[]> {
	const byRoot = new Map<string, string[]>();
	for (const { path } of own) {
		const root = path.slice(0, path.lastIndexOf('/') + 1);
		if (!configName.test(path.slice(root.length))) continue;
		byRoot.set(root, [...(byRoot.get(root) ?? []), path]);
	}
	const found = [...byRoot].flatMap(([root, paths]) => {
		const exact = paths.find((path) => path === `${root}config.json`);
		const [first, second] = paths;
		return exact ? [{ root, path: exact }] : first && !second ? [{ root, path: first }] : [];
	});
	const [only, another] = found;
	if (!another) return only ? [only] : [];
	const ofKeras: Config[] = [];
	for (const config of found.slice(0, mostConfigs)) {
		if (await holdsModel(members, config.path)) ofKeras.push(config);
	}
	return ofKeras;
}

/** True for a configuration that cannot be read, too: it may well be one. */
async function holdsModel(members: Members, path: string): Promise<boolean> {
	try {
		return isModelConfig(await readJson(members, path, largestJson));
	} catch {
		return true;
	}
}

/** Members that hold Keras weights under a name that Keras does not look for. */
async function findWeights(
	members: Members,
	own: readonly MemberFacts[],
): Promise<readonly string[]> {
	const possible = own.filter(
		({ path, size, encrypted }) => size > 0 && !encrypted && !/\.json$|(^|\/)assets\//i.test(path),
	);
	const found: string[] = [];
	for (const { path } of possible.slice(0, mostCandidates)) {
		try {
			const source = await members.source(path, largestInflated);
			if (!source || !hasBytes(source.read(0, hdf5Signature.length), hdf5Signature)) continue;
			const { format } = await readKerasHdf5(source, { weights: true });
			if (format === 'weights-h5') found.push(path);
		} catch {
			// What cannot be read is no candidate.
		}
	}
	return found;
}

async function readWeights(
	members: Members,
	path: string,
	withTree: boolean,
): Promise<Pick<ContainerReading, 'weights' | 'risks' | 'damage'>> {
	const isNpz = path.endsWith('.npz');
	// Its arrays are pickled dictionaries: nothing that can be read without running it.
	const unread = isNpz ? { layout: 'npz' as const, tensors: [], parameters: 0 } : null;
	if (!withTree) return { weights: unread, risks: [], damage: null };
	try {
		const source = await members.source(path, largestInflated);
		if (!source || isNpz) {
			const risks = source ? await risksOfNpz(source, path) : [];
			return { weights: unread, risks, damage: null };
		}
		const { weights, damage } = await readKerasHdf5(source, { weights: true });
		return { weights, risks: [], damage: damage && { ...damage, member: path } };
	} catch (error) {
		return { weights: unread, risks: [], damage: damageOf(error, path) };
	}
}

/**
 * Keras reads it by `numpy.load`, up to 3.8 with `allow_pickle=True` (`NpzIOStore` of
 * keras/src/saving/saving_lib.py): an archive of arrays, one array, or else a pickle.
 */
async function risksOfNpz(source: RandomAccessSource, path: string): Promise<readonly RiskFact[]> {
	const content = recognise(source);
	if (content === 'zip') {
		const { risks } = await readNpz(zipMembers(await openZip(source)));
		return risks.map(({ quote, where }) => pickledWeights(`${path}/${where}`, quote));
	}
	const asked = content === 'npy' ? readNpy(source).risks[0]?.quote : askedFor(readPickle(source));
	return asked ? [pickledWeights(path, asked)] : [];
}

function pickledWeights(where: string, quote: string): RiskFact {
	return { id: 'pickled-weights', where, quote };
}

/** Keras writes its version there and never reads it, so a broken one does no harm. */
async function statedVersion(
	members: Members,
	path: string,
	paths: ReadonlySet<string>,
): Promise<string | null> {
	if (!paths.has(path)) return null;
	try {
		const metadata = await readJson(members, path, mib);
		const version = isObject(metadata) ? metadata['keras_version'] : null;
		return typeof version === 'string' ? version : null;
	} catch {
		return null;
	}
}

async function readJson(members: Members, path: string, limit: number): Promise<Json> {
	return parseJson(textOf(await members.bytes(path, limit)), path);
}

/** A path that leads out of the folder that an archive is unpacked into, on one system or another. */
function isUnsafe(path: string): boolean {
	return /^[/\\]|^[a-z]:|\\|(^|\/)\.\.(\/|$)|\0/i.test(path);
}
