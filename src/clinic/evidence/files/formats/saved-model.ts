import { mib } from '../bytes.ts';
import type { Members } from '../container.ts';
import type { Damage, ModelFacts, SignatureFacts, Writer } from '../facts.ts';
import { isArray, isObject, type Json, type JsonObject, parseJson } from '../json.ts';
import { readModelConfig } from '../model-config.ts';
import type { RandomAccessSource } from '../source.ts';
import { areOperations, risksOfOperations } from '../tensorflow/graph-operations.ts';
import { type KerasNode, kerasNodesOf, readKerasMetadata } from '../tensorflow/keras-metadata.ts';
import { type MetaGraph, readSavedModel, type SavedModel } from '../tensorflow/saved-model.ts';
import { damageOf } from '../unreadable.ts';
import { writerOf } from '../writer.ts';
import { reachable, readBundle } from './checkpoint.ts';
import { countParameters, type Findings, nothing } from './findings.ts';

/** A compressed member is unpacked into memory up to this. */
const largestGraph = 256 * mib;

/**
 * A SavedModel in a folder or an archive; `root` is the path of its folder, `` or ending in `/`.
 * What Keras noted is in `keras_metadata.pb` or in the object graph. Never throws.
 */
export async function readSavedModelFacts(members: Members, root: string): Promise<Findings> {
	const source = await sourceAt(members, `${root}saved_model.pb`);
	const metadata = await sourceAt(members, `${root}keras_metadata.pb`);
	const found = readSavedModelParts(source, metadata);
	const { weights, damage } = await readBundle(members, `${root}variables/variables`);
	const graph = found.savedModel?.metaGraphs[0];
	const own = graph ? variablesOf(graph) : [];
	return {
		...found.findings,
		weights: weights && {
			...weights,
			parameters: own.length > 0 ? countParameters(own) : weights.parameters,
		},
		damage: found.findings.damage ?? damage,
	};
}

/** True for a `saved_model.pb` under any name: one that has a graph. */
export function isSavedModel(source: RandomAccessSource): boolean {
	try {
		const [graph] = readSavedModel(source).metaGraphs;
		return graph !== undefined && areOperations(graph.operations);
	} catch {
		return false;
	}
}

/** `saved_model.pb` alone, without the variables beside it. Never throws. */
export function readSavedModelFile(source: RandomAccessSource): Findings {
	return readSavedModelParts(source, null).findings;
}

/** `keras_metadata.pb` alone: it tells the model, without graph and weights. Never throws. */
export function readKerasMetadataFile(source: RandomAccessSource): Findings {
	return readSavedModelParts(null, source).findings;
}

function readSavedModelParts(
	source: RandomAccessSource | null,
	metadata: RandomAccessSource | null,
): { readonly findings: Findings; readonly savedModel: SavedModel | null } {
	let damage: Damage | null = null;
	let savedModel: SavedModel | null = null;
	let nodes: readonly KerasNode[] = [];
	let keras: Keras = { model: null, version: null, backend: null };
	try {
		savedModel = source && readSavedModel(source);
	} catch (error) {
		damage = damageOf(error, 'saved_model.pb');
	}
	try {
		nodes = metadata ? readKerasMetadata(metadata) : savedModel ? kerasNodesOf(savedModel) : [];
		keras = readKerasNodes(nodes);
	} catch (error) {
		damage ??= damageOf(error, metadata ? 'keras_metadata.pb' : 'saved_model.pb');
	}
	const graph = savedModel?.metaGraphs[0];
	return {
		savedModel,
		findings: {
			...nothing,
			format: 'saved-model',
			writer: writer(keras, metadata !== null || nodes.length > 0, graph),
			model: keras.model,
			signatures: graph ? signatures(graph) : [],
			risks: risksOfOperations(graph?.operations ?? [], 'saved_model.pb'),
			damage,
		},
	};
}

function writer(keras: Keras, fromKeras2: boolean, graph: MetaGraph | undefined): Writer | null {
	// Only Keras 2 notes its objects there; Keras 3 exports functions alone.
	if (keras.version !== null || fromKeras2) {
		return writerOf(keras.version, keras.backend ?? 'tensorflow', keras.model, 2);
	}
	if (!graph?.tensorflowVersion) return null;
	// The kinds of Keras 2's objects stay in the graph where their configurations are lost.
	const ofKeras2 = graph.objects.some(({ identifier }) => identifier.startsWith('_tf_keras_'));
	return {
		library: 'tensorflow',
		version: graph.tensorflowVersion,
		backend: null,
		generation: ofKeras2 ? 2 : null,
	};
}

interface Keras {
	readonly model: ModelFacts | null;
	readonly version: string | null;
	readonly backend: string | null;
}

const notLayers = new Set(['_tf_keras_metric', '_tf_keras_optimizer']);

const modelIdentifiers = ['_tf_keras_sequential', '_tf_keras_network', '_tf_keras_model'];

/**
 * The model that Keras noted: the root, or the first model in a module that holds one. A model of a
 * person's own class has no configuration of its layers: those that it holds itself are listed then.
 * @throws Unreadable for JSON that is none.
 */
function readKerasNodes(nodes: readonly KerasNode[]): Keras {
	const root =
		nodes.find(({ path }) => path === 'root') ??
		nodes.find(({ identifier }) => modelIdentifiers.includes(identifier));
	const settings = root && parseJson(root.metadata, 'keras_metadata.pb');
	if (!root || !isObject(settings)) return { model: null, version: null, backend: null };
	const config = isObject(settings['config']) ? settings['config'] : {};
	const className = text(settings['class_name']) ?? text(settings['name']) ?? root.identifier;
	const hasLayers = isArray(config['layers']);
	const layers = hasLayers ? config['layers'] : heldBy(root.path, nodes);
	const whole = { class_name: className, config: { name: settings['name'], ...config, layers } };
	return {
		model: readModelConfig(whole as JsonObject, settings['training_config'] ?? null),
		version: text(settings['keras_version']),
		backend: text(settings['backend']),
	};
}

/** The layers that an object holds itself, or in lists and dictionaries; what they hold is theirs. */
function heldBy(path: string, nodes: readonly KerasNode[]): Json[] {
	const layers = nodes.filter(
		({ path: own, identifier }) =>
			own.startsWith(`${path}.`) && !notLayers.has(identifier) && !/\.keras_api\./.test(own),
	);
	const paths = new Set(layers.map(({ path: own }) => own));
	const isInside = (own: string): boolean => {
		const above = own.slice(0, own.lastIndexOf('.'));
		return above.length > path.length && (paths.has(above) || isInside(above));
	};
	return layers.flatMap((node) => {
		if (isInside(node.path)) return [];
		const settings = parseJson(node.metadata, 'keras_metadata.pb');
		if (!isObject(settings)) return [];
		const config = isObject(settings['config']) ? settings['config'] : {};
		const className = text(settings['class_name']);
		if (className === null) return [];
		return [{ class_name: className, config: { name: settings['name'], ...config } }];
	});
}

/** The model's own variables: Keras lists them; else all that the root leads to. */
function variablesOf({ objects }: MetaGraph): { shape: readonly number[]; dtype: string }[] {
	const list = objects[0]?.children.find(({ name }) => name === 'variables')?.node;
	const listed = list === undefined ? [] : (objects[list]?.children ?? []);
	const nodes = listed.length > 0 ? listed.map(({ node }) => node) : [...reachable(objects)];
	return [...new Set(nodes)].flatMap((node) => {
		const variable = objects[node]?.variable;
		if (!variable) return [];
		return [{ dtype: variable.dtype, shape: (variable.shape ?? []).map((length) => length ?? 0) }];
	});
}

/** What TensorFlow calls to prepare a model is no way to use it. */
function signatures(graph: MetaGraph): readonly SignatureFacts[] {
	return graph.signatures
		.filter(({ name }) => name !== '__saved_model_init_op')
		.map(({ name, inputs, outputs }) => ({ name, inputs, outputs }));
}

async function sourceAt(members: Members, path: string): Promise<RandomAccessSource | null> {
	if (!members.list.some((member) => member.path === path)) return null;
	try {
		return await members.source(path, largestGraph);
	} catch {
		return null;
	}
}

function text(value: Json | undefined): string | null {
	return typeof value === 'string' ? value : null;
}
