import { type Json, parseJson } from '../evidence/files/json.ts';
import type { GivenFile } from '../evidence/files/source.ts';
import { readObjectGraph, type TrackedObject } from '../evidence/files/tensorflow/checkpoint.ts';
import { kerasNodesOf, readKerasMetadata } from '../evidence/files/tensorflow/keras-metadata.ts';
import { readSavedModel } from '../evidence/files/tensorflow/saved-model.ts';
import {
	openTensorBundle,
	shardName,
	type TensorBundle,
} from '../evidence/files/tensorflow/tensor-bundle.ts';
import { type Layer, type Model, type Tensor } from './model.ts';
import { placeByLayer } from './place-weights.ts';
import { ModelRefused } from './refusal.ts';
import { legacyOrder, ownWeights } from './weight-slots.ts';

/** The weights of a SavedModel or checkpoint: its objects, and the bundle that has their data. */
export interface TensorFlowWeights {
	readonly objects: readonly TrackedObject[];
	readonly bundle: TensorBundle;
}

/**
 * Opens the bundle among these files; null where there is none.
 * @throws ModelRefused for a checkpoint of TensorFlow 1, Unreadable for a damaged one.
 */
export function openWeights(files: readonly GivenFile[]): TensorFlowWeights | null {
	const index = files.find(({ path }) => path.endsWith('.index'));
	if (!index) return null;
	const prefix = index.path.slice(0, -'.index'.length);
	const bundle = openTensorBundle(
		index.source,
		(shard, count) =>
			files.find(({ path }) => path === shardName(prefix, shard, count))?.source ?? null,
	);
	for (const { shard } of bundle.entries.values()) {
		const name = shardName(prefix, shard, bundle.shardCount);
		if (!files.some(({ path }) => path === name)) {
			throw new ModelRefused('', 'shard-missing', { file: name });
		}
	}
	const objects = readObjectGraph(bundle);
	if (!objects) {
		throw new ModelRefused('', 'tensorflow-1-checkpoint');
	}
	return { objects, bundle };
}

/** What Keras noted of the model in a SavedModel: its configuration as JSON. @throws ModelRefused */
export function savedConfiguration(files: readonly GivenFile[]): {
	readonly config: Json;
	readonly version: string | null;
} {
	const find = (name: RegExp) => files.find(({ path }) => name.test(path))?.source;
	const metadata = find(/(^|\/)keras_metadata\.pb$/);
	const graph = find(/(^|\/)saved_model\.pb$/);
	const nodes = metadata
		? readKerasMetadata(metadata)
		: graph
			? kerasNodesOf(readSavedModel(graph))
			: [];
	const root = nodes.find(({ path, metadata }) => path === 'root' && metadata !== '');
	if (!root) {
		throw new ModelRefused('', 'no-keras-metadata');
	}
	const config = parseJson(root.metadata, 'keras_metadata.pb');
	const version =
		typeof config === 'object' && config !== null && 'keras_version' in config
			? config['keras_version']
			: null;
	return { config, version: typeof version === 'string' ? version : null };
}

/**
 * The model with the weights of a SavedModel or of `save_weights('x')`. Objects are found by the names
 * that Keras 2 gives them: `layer-0`, then the attribute of the layer that holds the variable; a
 * SavedModel has the list `variables` of each layer besides, in the order of `layer.weights`.
 * @throws ModelRefused when a weight is missing.
 */
export function placeTensorFlowWeights(
	model: Model,
	weights: TensorFlowWeights,
	words: (layer: Layer) => readonly string[] | undefined = () => undefined,
): Model {
	const nodes = new Map<Layer, number>();
	inModel(model, 0);
	const listed = new Map<Layer, Map<string, Tensor>>();
	for (const [layer, node] of nodes) fromList(layer, node);
	return placeByLayer(
		model,
		(layer) => {
			const own = ownWeights(layer) ?? [];
			return new Map(
				own.map(({ role }) => {
					const tensor =
						variable(walk(nodes.get(layer), role.split('/'))) ?? listed.get(layer)?.get(role);
					if (!tensor) {
						throw new ModelRefused(layer.name, 'weight-not-in-checkpoint', { role });
					}
					return [role, tensor];
				}),
			);
		},
		words,
	);

	function inModel({ layers, kind }: Model, node: number | undefined): void {
		// A Sequential model does not count its input among its layers.
		const counted =
			kind === 'sequential' ? layers.filter(({ className }) => className !== 'InputLayer') : layers;
		// That of TensorFlow 2.0 does, where it was told the shape of its input.
		const before = kind === 'sequential' && countedBy(node) === counted.length + 1 ? 1 : 0;
		for (const [index, layer] of counted.entries()) {
			place(layer, child(node, `layer-${index + before}`));
		}
	}

	function countedBy(node: number | undefined): number {
		const children = node === undefined ? undefined : weights.objects[node]?.children;
		return children?.filter(({ name }) => /^layer-\d+$/.test(name)).length ?? 0;
	}

	function place(layer: Layer, node: number | undefined): void {
		if (node !== undefined) nodes.set(layer, node);
		if (layer.model) inModel(layer.model, node);
		for (const { slot, layer: part } of layer.parts) place(part, walk(node, slot.split('/')));
	}

	function child(node: number | undefined, name: string): number | undefined {
		return childOf(weights, node, name);
	}

	/** Keras 2 has private attributes where Keras 3 has public ones. */
	function walk(node: number | undefined, path: readonly string[]): number | undefined {
		let here = node;
		for (const name of path) here = child(here, name) ?? child(here, `_${name}`);
		return here;
	}

	function variable(node: number | undefined): Tensor | null {
		return variableOf(weights, node);
	}

	function fromList(layer: Layer, node: number): void {
		const list = child(node, 'variables');
		if (list === undefined || layer.model) return;
		for (const [index, { layer: owner, role }] of legacyOrder(layer).entries()) {
			const tensor = variable(child(list, `${index}`));
			if (tensor) listed.set(owner, (listed.get(owner) ?? new Map()).set(role, tensor));
		}
	}
}

/** The object that another has under a name. */
export function childOf(
	{ objects }: TensorFlowWeights,
	node: number | undefined,
	name: string,
): number | undefined {
	if (node === undefined) return undefined;
	return objects[node]?.children.find((one) => one.name === name)?.node;
}

/** The tensor of an object that is a variable; its path is the key in the bundle. */
export function variableOf(
	{ objects, bundle }: TensorFlowWeights,
	node: number | undefined,
): Tensor | null {
	const attribute = node === undefined ? undefined : objects[node]?.attributes[0];
	const entry = attribute && bundle.entries.get(attribute.key);
	if (!attribute || !entry) return null;
	return {
		path: attribute.key,
		shape: entry.shape,
		dtype: entry.dtype,
		bytes: bundle.data(entry),
	};
}
