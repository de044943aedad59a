import { mib } from '../bytes.ts';
import type { Members } from '../container.ts';
import type { TensorFacts } from '../facts.ts';
import { isArray, isObject, type Json, type JsonObject } from '../json.ts';
import { readKerasHdf5 } from '../keras-hdf5.ts';
import { type Findings, nothing } from './findings.ts';

/** True for a `.weights.json`: the map of sharded weights (keras/src/saving/saving_lib.py 3.10, `ShardedH5IOStore`). */
export function isShardMap(config: Json): config is JsonObject {
	return isObject(config) && isObject(config['weight_map']) && isObject(config['metadata']);
}

const mostShards = 1000;
const largestInflated = 64 * mib;

/**
 * Sharded weights of Keras 3.10 and later: `weight_map` names for each path the file or files that
 * hold it, beside the map. Never throws.
 */
export async function readShards(
	config: JsonObject,
	members: Members,
	path: string,
): Promise<Findings> {
	const folder = path.slice(0, path.lastIndexOf('/') + 1);
	const names = new Set<string>();
	for (const value of Object.values(isObject(config['weight_map']) ? config['weight_map'] : {})) {
		for (const name of isArray(value) ? value : [value]) {
			if (typeof name === 'string') names.add(name);
		}
	}
	const present = new Set(members.list.map((member) => member.path));
	const missing: string[] = [];
	const tensors: TensorFacts[] = [];
	let parameters = 0;
	let damage: Findings['damage'] = null;
	for (const name of [...names].slice(0, mostShards)) {
		if (!present.has(folder + name)) {
			missing.push(name);
			continue;
		}
		const source = await members.source(folder + name, largestInflated);
		if (!source) continue;
		const shard = await readKerasHdf5(source, { weights: true });
		for (const tensor of shard.weights?.tensors ?? []) tensors.push(tensor);
		parameters += shard.weights?.parameters ?? 0;
		damage ??= shard.damage && { ...shard.damage, member: name };
	}
	return {
		...nothing,
		format: 'weights-shards',
		writer: { library: 'keras', version: null, backend: null, generation: 3 },
		weights: { layout: 'layers', tensors, parameters, missing },
		damage,
	};
}
