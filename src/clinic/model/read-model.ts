import { textOf } from '../evidence/files/bytes.ts';
import { folderMembers, type Members, zipMembers } from '../evidence/files/container.ts';
import { readHdf5 } from '../evidence/files/hdf5.ts';
import { isObject, type Json, largestJson, parseJson } from '../evidence/files/json.ts';
import {
	legacyOptimizer,
	legacyWeights,
	type NamedTensor,
	slashed,
} from '../evidence/files/keras-hdf5.ts';
import { recognise } from '../evidence/files/recognise.ts';
import type { GivenFile, RandomAccessSource } from '../evidence/files/source.ts';
import { openZip } from '../evidence/files/zip.ts';
import { isKeras1, keras2Configuration, tensorOfKeras2, withGatesJoined } from './from-keras-1.ts';
import { type Layer, type Model } from './model.ts';
import { placeVariables, type VariableFile, variableGroups } from './place-variables.ts';
import { type NamedWeight, placeLegacyWeights } from './place-weights.ts';
import { readModel } from './read-config.ts';
import {
	optimizerOfHdf5,
	optimizerOfObjects,
	optimizerOfVariables,
	type SavedOptimizer,
} from './read-optimizer.ts';
import { openWeights, placeTensorFlowWeights, savedConfiguration } from './read-tensorflow.ts';
import { ModelRefused } from './refusal.ts';
import { savedVocabularies } from './saved-vocabulary.ts';

/** The files that make a model; those with `-weights` and the checkpoint have their architecture beside them. */
export type ModelForm =
	| 'h5'
	| 'keras'
	| 'keras-folder'
	| 'saved-model'
	| 'h5-weights'
	| 'keras-weights'
	| 'checkpoint';

/** A model with its weights, and what else its file says. */
export interface ModelReading {
	readonly model: Model;
	readonly form: ModelForm;
	/** Its configuration as the file has it. */
	readonly config: Json;
	/** Of the Keras that wrote it, as it states it. */
	readonly version: string | null;
	/** `training_config` of a `.h5`, `compile_config` of a `.keras`. */
	readonly training: Json;
	/** What its optimizer keeps; empty where the file has nothing of that. */
	readonly optimizer: SavedOptimizer;
}

const nothing = { training: null, optimizer: [] } as const;

/**
 * Reads a whole model from what a person gave: one `.h5` or `.keras`, or an architecture as JSON and the
 * weights for it. Weights stay where they lie.
 * @throws ModelRefused, or Unreadable for a file that is damaged.
 */
export async function readWholeModel(files: readonly GivenFile[]): Promise<ModelReading> {
	const [first] = files;
	if (!first) throw new ModelRefused('', 'no-file');
	const architectures = files.filter(({ source }) => recognise(source) === 'json');
	const others = files.filter((file) => !architectures.includes(file));
	const [architecture] = architectures;
	const [weights, another] = others;
	if (files.some(({ path }) => /(^|\/)saved_model\.pb$/.test(path))) return fromSavedModel(files);
	if (architecture && weights && !another) {
		return withArchitecture(architecture.source, weights.source);
	}
	const bundle = openWeights(files);
	if (bundle && architecture) {
		const { config, version } = readArchitecture(architecture.source);
		return {
			...nothing,
			form: 'checkpoint',
			config,
			version,
			model: placeTensorFlowWeights(readModel(config), bundle),
		};
	}
	if (bundle) {
		throw new ModelRefused('', 'checkpoint-without-architecture');
	}
	if (files.length > 1) return fromMembers(folderMembers(withoutFolder(files)), 'keras-folder');
	if (architecture) {
		throw new ModelRefused('', 'architecture-without-weights');
	}
	switch (recognise(first.source)) {
		case 'hdf5':
			return fromHdf5(first.source);
		case 'zip':
			return fromMembers(zipMembers(await openZip(first.source)), 'keras');
		default:
			throw new ModelRefused('', 'not-a-model');
	}
}

function withoutFolder(files: readonly GivenFile[]): GivenFile[] {
	return files.map(({ path, source }) => ({ path: path.slice(path.indexOf('/') + 1), source }));
}

interface Hdf5Reading {
	readonly config: string | null;
	readonly training: string | null;
	readonly version: string | null;
	readonly optimizer: SavedOptimizer;
	readonly legacy: ReadonlyMap<string, readonly NamedWeight[]> | null;
	readonly variables: VariableFile;
}

async function readWeightsFile(source: RandomAccessSource): Promise<Hdf5Reading> {
	return readHdf5(source, (file) => {
		const attribute = (name: string) => {
			const value = file.attribute('/', name);
			return typeof value === 'string' ? value : (value?.[0] ?? null);
		};
		const config = attribute('model_config');
		const { datasets } = file.tree();
		const isLegacy =
			config !== null ||
			file.attribute('/', 'layer_names') !== null ||
			file.attribute('/', 'layer_names0') !== null;
		const base = config === null ? '' : 'model_weights';
		const tensor = (one: (typeof datasets)[number]) => ({
			...one,
			bytes: file.bytes(`/${one.path}`),
		});
		const named = (weights: readonly NamedTensor[]) =>
			weights.map(({ name, ...one }) => ({ name, tensor: tensor(one) }));
		const legacy = isLegacy
			? new Map([...legacyWeights(file, base)].map(([layer, own]) => [layer, named(own)]))
			: null;
		const variables = isLegacy
			? new Map()
			: new Map(datasets.map((one) => [slashed(one.path), tensor(one)]));
		return {
			config,
			training: attribute('training_config'),
			version: attribute('keras_version'),
			optimizer: legacy
				? optimizerOfHdf5(named(legacyOptimizer(file)), legacy)
				: optimizerOfVariables(variables),
			legacy,
			variables,
		};
	});
}

/** As Keras 2.12 and later name what a layer holds. */
const variable = /(^|\/)vars\//;

async function fromHdf5(source: RandomAccessSource): Promise<ModelReading> {
	const reading = await readWeightsFile(source);
	if (reading.config === null) {
		const isOfKeras =
			reading.legacy || [...reading.variables.keys()].some((path) => variable.test(path));
		throw new ModelRefused('', isOfKeras ? 'weights-without-architecture' : 'not-a-model');
	}
	// The loaders, too, take a file that states no version for one of Keras 1.
	const version = reading.version ?? '1';
	const config = parseJson(reading.config, 'model_config');
	return {
		...nothing,
		form: 'h5',
		config,
		model: fromLegacy(config, reading.legacy ?? new Map(), version),
		version,
		training: reading.training === null ? null : parseJson(reading.training, 'training_config'),
		optimizer: reading.optimizer,
	};
}

/** A model and its weights as `.h5` of Keras 1 and 2 hold them. */
function fromLegacy(
	config: Json,
	weights: ReadonlyMap<string, readonly NamedWeight[]>,
	version: string | null,
): Model {
	if (!isKeras1(version)) return placeLegacyWeights(readModel(config), weights);
	const model = readModel(keras2Configuration(config));
	const joined = new Map([...weights].map(([layer, own]) => [layer, withGatesJoined(own)]));
	return placeLegacyWeights(model, joined, tensorOfKeras2);
}

async function withArchitecture(
	architecture: RandomAccessSource,
	weights: RandomAccessSource,
): Promise<ModelReading> {
	const { config, version } = readArchitecture(architecture);
	if (recognise(weights) !== 'hdf5') {
		throw new ModelRefused('', 'not-weights');
	}
	const reading = await readWeightsFile(weights);
	return {
		...nothing,
		form: reading.legacy ? 'h5-weights' : 'keras-weights',
		config,
		version: version ?? reading.version,
		model: reading.legacy
			? fromLegacy(config, reading.legacy, version ?? reading.version)
			: placeVariables(readModel(config), reading.variables),
	};
}

function readArchitecture(source: RandomAccessSource): { config: Json; version: string | null } {
	const text = textOf(source.read(0, Math.min(source.size, largestJson)));
	const config = unwrapped(parseJson(text, 'the architecture'));
	const version = isObject(config) ? config['keras_version'] : null;
	return { config, version: typeof version === 'string' ? version : null };
}

function fromSavedModel(files: readonly GivenFile[]): ModelReading {
	const { config, version } = savedConfiguration(files);
	const bundle = openWeights(files.filter(({ path }) => /(^|\/)variables\//.test(path)));
	if (!bundle) throw new ModelRefused('', 'no-variables-folder');
	const model = readModel(config);
	const graph = files.find(({ path }) => /(^|\/)saved_model\.pb$/.test(path));
	const vocabularies = graph && savedVocabularies(graph.source, model);
	return {
		form: 'saved-model',
		config,
		model: placeTensorFlowWeights(model, bundle, (layer) => vocabularies?.get(layer)),
		version,
		training: isObject(config) ? (config['training_config'] ?? null) : null,
		optimizer: optimizerOfObjects(bundle),
	};
}

/** `json.dump(model.to_json(), file)` writes JSON in JSON. */
function unwrapped(config: Json): Json {
	return typeof config === 'string' ? parseJson(config, 'the architecture') : config;
}

async function fromMembers(
	members: Members,
	form: 'keras' | 'keras-folder',
): Promise<ModelReading> {
	const paths = members.list.map(({ path }) => path);
	if (!paths.includes('config.json')) {
		throw new ModelRefused('', 'no-config');
	}
	const config = parseJson(textOf(await members.bytes('config.json', largestJson)), 'config.json');
	const source = paths.includes('model.weights.h5')
		? await members.source('model.weights.h5', largestJson)
		: null;
	if (!source) {
		throw new ModelRefused('', 'no-weights-member');
	}
	const { variables, optimizer } = await readWeightsFile(source);
	const vocabularies = new Map<string, readonly string[]>();
	for (const path of paths) {
		const [, place] = /^assets\/(.*)\/vocabulary\.txt$/.exec(path) ?? [];
		if (place) vocabularies.set(place, lines(textOf(await members.bytes(path, largestJson))));
	}
	const model = readModel(config);
	const groups = variableGroups(model, [...variables.keys()]);
	const words = (layer: Layer) => {
		const group = groups.get(layer);
		return vocabularies.get(`${group}`) ?? vocabularies.get(`${group}/_lookup_layer`);
	};
	return {
		form,
		config,
		model: placeVariables(model, variables, words),
		version: paths.includes('metadata.json') ? await versionOf(members) : null,
		training: isObject(config) ? (config['compile_config'] ?? null) : null,
		optimizer,
	};
}

/** One word a line, the last line ended too. */
function lines(text: string): string[] {
	const all = text.split(/\r?\n/);
	if (all.at(-1) === '') all.pop();
	return all;
}

async function versionOf(members: Members): Promise<string | null> {
	try {
		const metadata = parseJson(textOf(await members.bytes('metadata.json', largestJson)));
		const version = isObject(metadata) ? metadata['keras_version'] : null;
		return typeof version === 'string' ? version : null;
	} catch {
		// Keras never reads it.
		return null;
	}
}
