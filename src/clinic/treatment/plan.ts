import type { ContainerFacts, FileFacts, Format } from '../evidence/files/facts.ts';
import { lostOperations } from '../evidence/files/lost-operations.ts';
import { layerRow } from '../knowledge/layers.ts';
import { isKeras1 } from '../model/from-keras-1.ts';
import type { RepackPlan, Treatment, TreatmentObstacle } from './treatment.ts';

/** What the clinic can do itself with a file of which these facts are known; best first. Pure. */
export function planTreatments(facts: FileFacts): Treatment[] {
	// What lies in an archive must be unpacked first; nothing is written into the archive.
	if (facts.archives.length > 0) return [];
	const repack = repackTreatment(facts);
	// What is not in order is put in order first: its parts may be another model's.
	const convert = repack ? null : convertTreatment(facts);
	return [repack, renameTreatment(facts), convert].filter((one) => one !== null);
}

/** The formats in which a whole model comes that can be converted; weights alone have their architecture beside them. */
const convertible: ReadonlySet<Format> = new Set([
	'legacy-h5',
	'keras-v3',
	'saved-model',
	'legacy-h5-weights',
	'weights-h5',
	'tf-checkpoint',
]);

function convertTreatment(facts: FileFacts): Treatment | null {
	const { model, writer, format, damage, input } = facts;
	const generation = writer?.generation ?? model?.generation ?? null;
	if (!model || !convertible.has(format) || generation === null) return null;
	// A file of Keras 3 is converted where that mends it.
	if (generation > 2 && lostOperations(facts).length === 0) return null;
	const found: readonly [TreatmentObstacle, boolean][] = [
		['damaged', damage !== null],
		['keras-1', generation === 1 && !isKeras1(writer?.version ?? null)],
		['subclassed', model.layers.length === 0],
		['no-counterpart', model.layerClasses.some((name) => layerRow(name)?.refused !== undefined)],
	];
	return {
		id: 'convert-to-keras3',
		to: 'keras3',
		keepsWeightsIdentical: true,
		needsOwnCode: model.customObjects.length > 0 || model.lambdas.length > 0,
		blockedBy: found.filter(([, stands]) => stands).map(([obstacle]) => obstacle),
		outputName: keras3Name(input.name),
	};
}

/** Another name than the original's, which it lies beside. */
function keras3Name(name: string): string {
	const plain = renamed(name.replace(/\.(json|index)$/i, ''), '.keras');
	return plain.toLowerCase() === name.toLowerCase()
		? plain.replace(/\.keras$/i, '-keras3.keras')
		: plain;
}

function repackTreatment(facts: FileFacts): Treatment | null {
	const { container, format } = facts;
	// A folder without a Keras configuration, a SavedModel among them, holds nothing to put in order.
	if (!container || format !== 'keras-v3' || isInOrder(container)) return null;
	const blockedBy = obstacles(facts, container);
	return {
		id: 'repack-archive',
		to: 'archive',
		keepsWeightsIdentical: true,
		blockedBy,
		plan: blockedBy.length === 0 ? repackPlan(facts, container) : null,
	};
}

/** An archive in which Keras finds everything, with nothing in it that a file manager left behind. */
function isInOrder({
	kind,
	root,
	configMember,
	weightsMember,
	members,
	unsafePaths,
}: ContainerFacts) {
	return (
		kind === 'zip' &&
		root === '' &&
		configMember === 'config.json' &&
		weightsMember !== null &&
		unsafePaths.length === 0 &&
		!members.some(({ leftover, encrypted }) => leftover || encrypted)
	);
}

function obstacles({ damage }: FileFacts, container: ContainerFacts): TreatmentObstacle[] {
	const { root, roots, configMember, weightsMember, weightsCandidates, unsafePaths, members } =
		container;
	const found: readonly [TreatmentObstacle, boolean][] = [
		['encrypted', members.some(({ encrypted }) => encrypted)],
		['unsafe-paths', unsafePaths.length > 0],
		['several-models', root === null && roots.length > 1],
		['no-config', configMember === null && roots.length === 0],
		['no-weights', weightsMember === null && weightsCandidates.length === 0],
		['several-weights', weightsMember === null && weightsCandidates.length > 1],
		['damaged', damage !== null && damage.kind !== 'encrypted'],
	];
	const obstacles = found.filter(([, stands]) => stands).map(([obstacle]) => obstacle);
	// Which weights are meant is no question before it is clear which model is.
	const noModel = obstacles.includes('several-models') || obstacles.includes('no-config');
	return obstacles.filter(
		(one) => !(noModel && (one === 'no-weights' || one === 'several-weights')),
	);
}

/** In Keras' own order; what else lies below the root keeps its place behind it. */
function repackPlan({ input }: FileFacts, container: ContainerFacts): RepackPlan {
	const { configMember, members, weightsMember, weightsCandidates } = container;
	const root = container.root ?? '';
	const weights = weightsMember ?? weightsCandidates[0] ?? '';
	const paths = [...new Set(members.filter(({ leftover }) => !leftover).map(({ path }) => path))];
	const first = new Map<string, string>();
	if (paths.includes(`${root}metadata.json`)) first.set(`${root}metadata.json`, 'metadata.json');
	if (configMember !== null) first.set(configMember, 'config.json');
	first.set(weights, weights.endsWith('.npz') ? 'model.weights.npz' : 'model.weights.h5');
	const others = paths.filter((path) => path.startsWith(root) && !first.has(path));
	return {
		kind: container.kind === 'zip' ? 'zip' : 'folder',
		base: input.kind === 'folder' ? `${input.path}/` : input.kind === 'file' ? input.path : '',
		// Files side by side have no name in common.
		outputName: renamed(input.kind === 'files' ? 'model' : input.name, '.keras'),
		members: [
			...[...first].map(([from, to]) => ({ from, to })),
			...others.map((from) => ({ from, to: from.slice(root.length) })),
		],
		dropped: [...new Set(members.map(({ path }) => path))].filter(
			(path) => !first.has(path) && !others.includes(path),
		),
	};
}

/** What each content must be called for Keras 3 to open it (`load_model`, `load_weights`). */
const endings: Readonly<
	Partial<
		Record<Format, { accepted: RegExp; ending: string; to: 'archive' | 'legacy-h5' | 'weights-h5' }>
	>
> = {
	'keras-v3': { accepted: /\.keras$/, ending: '.keras', to: 'archive' },
	'legacy-h5': { accepted: /\.(h5|hdf5)$/, ending: '.h5', to: 'legacy-h5' },
	'legacy-h5-weights': {
		accepted: /^(?!.*\.weights\.h5$).*\.(h5|hdf5)$/,
		ending: '.h5',
		to: 'legacy-h5',
	},
	'weights-h5': { accepted: /\.weights\.h5$/, ending: '.weights.h5', to: 'weights-h5' },
};

function renameTreatment({ input, format, damage, container }: FileFacts): Treatment | null {
	const wanted = endings[format];
	const name = input.name.toLowerCase();
	// An archive that is repacked gets its right name with it.
	if (!wanted || input.kind !== 'file' || wanted.accepted.test(name)) return null;
	if (container && !isInOrder(container)) return null;
	return {
		id: 'rename',
		to: wanted.to,
		keepsWeightsIdentical: true,
		blockedBy: damage ? ['damaged'] : [],
		outputName: renamed(input.name, wanted.ending),
	};
}

/** `model.keras.zip`, `model.zip` and `model` all become `model.keras`. */
function renamed(name: string, ending: string): string {
	const stem = name
		.replace(/\.(zip|model|bin|txt|html?)$/i, '')
		.replace(/(\.(weights|keras|h5|hdf5|hdf))+$/i, '');
	return `${stem || 'model'}${ending}`;
}
