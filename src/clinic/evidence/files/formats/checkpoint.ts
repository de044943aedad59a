import { mib } from '../bytes.ts';
import type { Members } from '../container.ts';
import type { Damage, TensorFacts, WeightsFacts } from '../facts.ts';
import type { RandomAccessSource } from '../source.ts';
import {
	type ObjectReference,
	objectGraphKey,
	readObjectGraph,
	type TrackedObject,
} from '../tensorflow/checkpoint.ts';
import { openTensorBundle, shardName, type TensorBundle } from '../tensorflow/tensor-bundle.ts';
import { damageOf } from '../unreadable.ts';
import { countParameters, type Findings, nothing } from './findings.ts';

/** What an index and its shards hold. */
export interface BundleReading {
	readonly bundle: TensorBundle | null;
	readonly weights: WeightsFacts | null;
	readonly damage: Damage | null;
}

/** A checkpoint of TensorFlow by its prefix: the path of its `.index` without that. Never throws. */
export async function readCheckpoint(members: Members, prefix: string): Promise<Findings> {
	const { weights, damage } = await readBundle(members, prefix);
	return { ...nothing, format: 'tf-checkpoint', weights, damage };
}

/** The tensors of a checkpoint, and what is missing of it. Never throws. */
export async function readBundle(members: Members, prefix: string): Promise<BundleReading> {
	const index = `${prefix}.index`;
	try {
		const sources = new Map<string, RandomAccessSource>();
		const shards = members.list.filter(({ path }) => path.startsWith(`${prefix}.data-`));
		for (const { path } of shards) {
			const source = await members.source(path, largestShard);
			if (source) sources.set(path, source);
		}
		const source = members.list.some(({ path }) => path === index)
			? await members.source(index, largestShard)
			: null;
		if (!source) {
			const missing = [nameOf(index)];
			return { bundle: null, weights: { ...noTensors, missing }, damage: null };
		}
		const bundle = openTensorBundle(
			source,
			(shard, count) => sources.get(shardName(prefix, shard, count)) ?? null,
		);
		return { bundle, ...surveyBundle(bundle, prefix, shards, sources) };
	} catch (error) {
		return { bundle: null, weights: null, damage: damageOf(error, index) };
	}
}

/** A compressed shard is unpacked into memory up to this. */
const largestShard = 64 * mib;

const noTensors = { layout: 'checkpoint', tensors: [], parameters: 0 } as const;

function surveyBundle(
	bundle: TensorBundle,
	prefix: string,
	files: readonly { readonly path: string; readonly size: number }[],
	sources: ReadonlyMap<string, RandomAccessSource>,
): Pick<BundleReading, 'weights' | 'damage'> {
	const tensors: TensorFacts[] = [];
	const ends = new Map<number, number>();
	for (const { name, dtype, shape, shard, offset, size } of bundle.entries.values()) {
		if (name !== objectGraphKey) tensors.push({ path: name, shape, dtype });
		ends.set(shard, Math.max(ends.get(shard) ?? 0, offset + size));
	}
	const missing: string[] = [];
	let damage: Damage | null = null;
	for (const [shard, end] of ends) {
		const name = shardName(prefix, shard, bundle.shardCount);
		const file = files.find(({ path }) => path === name);
		if (!file) missing.push(nameOf(name));
		else if (file.size < end) {
			damage ??= {
				kind: 'checkpoint-truncated',
				member: name,
				detail: `${file.size} of ${end} bytes`,
				declaredBytes: end,
				actualBytes: file.size,
			};
		}
	}
	// The graph itself is a tensor in a shard.
	const graphIsThere = sources.size > 0 && missing.length === 0 && damage === null;
	const objects = graphIsThere ? readObjectGraph(bundle) : null;
	const own = objects ? modelTensors(objects, bundle) : tensors.filter(isOfModel);
	return {
		weights: { layout: 'checkpoint', tensors, parameters: countParameters(own), missing },
		damage,
	};
}

/** Edges that lead from a model to what training keeps beside it (tf_keras/src/engine/training.py). */
const besideTheModel = new Set(['optimizer', 'save_counter', 'keras_api', 'signatures']);

/** The objects that are reached from the root without passing through an optimizer or metrics. */
export function reachable(
	objects: readonly { readonly children: readonly ObjectReference[] }[],
): ReadonlySet<number> {
	const reached = new Set([0]);
	// Grows while it is walked; every object is entered once.
	for (const node of reached) {
		for (const child of objects[node]?.children ?? []) {
			if (!besideTheModel.has(child.name)) reached.add(child.node);
		}
	}
	return reached;
}

function modelTensors(objects: readonly TrackedObject[], bundle: TensorBundle) {
	const keys = new Set<string>();
	for (const node of reachable(objects)) {
		for (const { key } of objects[node]?.attributes ?? []) keys.add(key);
	}
	return [...keys].flatMap((key) => bundle.entries.get(key) ?? []);
}

/** By the names alone, in a checkpoint of TensorFlow 1. */
function isOfModel({ path }: TensorFacts): boolean {
	return !/(^|\/)(optimizer|save_counter|global_step|Adam(_\d+)?|beta\d_power|Momentum|RMSProp(_\d+)?|\.OPTIMIZER_SLOT)(\/|$)/.test(
		path,
	);
}

function nameOf(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}
