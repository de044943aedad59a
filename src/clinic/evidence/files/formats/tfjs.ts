import type { Members } from '../container.ts';
import type { SignatureFacts, TensorFacts, WeightsFacts } from '../facts.ts';
import { isArray, isObject, type Json, type JsonObject } from '../json.ts';
import { isModelConfig, readModelConfig } from '../model-config.ts';
import { damageOf } from '../unreadable.ts';
import { writerOf } from '../writer.ts';
import { countParameters, type Findings, nothing } from './findings.ts';

/** True for the `model.json` of TensorFlow.js, of layers or of a graph. */
export function isTfjs(config: Json): config is JsonObject {
	return isObject(config) && 'modelTopology' in config && isArray(config['weightsManifest']);
}

/**
 * The `model.json` of TensorFlow.js. Source: tfjs-core/src/io/types.ts (`ModelJSON`,
 * `WeightsManifestEntry`). `path` is that of the file among `members`. Never throws.
 */
export function readTfjs(config: JsonObject, members: Members, path: string): Findings {
	const topology = isObject(config['modelTopology']) ? config['modelTopology'] : {};
	const weights = readManifest(config['weightsManifest'] ?? null, members, path);
	const [generatedBy, convertedBy] = ['generatedBy', 'convertedBy'].map((key) => text(config[key]));
	if (config['format'] === 'graph-model' || isArray(topology['node'])) {
		// The converter writes the version of TensorFlow here.
		const version = /^v?(\d+\.\d+[\w.]*)$/.exec(generatedBy ?? '')?.[1] ?? null;
		return {
			...nothing,
			format: 'tfjs-graph',
			writer: version ? { library: 'tensorflow', version, backend: null, generation: null } : null,
			weights,
			signatures: signatures(config['signature'] ?? config['userDefinedMetadata'] ?? null),
		};
	}
	const saved = isObject(topology['model_config']) ? topology['model_config'] : topology;
	const version =
		text(topology['keras_version']) ?? /^keras v(\S+)/.exec(generatedBy ?? '')?.[1] ?? null;
	try {
		const training = topology['training_config'] ?? config['trainingConfig'] ?? null;
		const model = isModelConfig(saved) ? readModelConfig(saved, training) : null;
		return {
			...nothing,
			format: 'tfjs-layers',
			writer:
				version === null && (generatedBy ?? convertedBy)?.startsWith('TensorFlow.js')
					? tfjsWriter(generatedBy ?? convertedBy ?? '')
					: writerOf(version, text(topology['backend']), model),
			model,
			weights,
		};
	} catch (error) {
		return { ...nothing, format: 'tfjs-layers', weights, damage: damageOf(error, path) };
	}
}

function tfjsWriter(stated: string) {
	const version = /v(\d\S*)$/.exec(stated)?.[1] ?? null;
	return { library: 'tensorflowjs', version, backend: null, generation: null } as const;
}

function readManifest(manifest: Json, members: Members, path: string): WeightsFacts {
	const folder = path.slice(0, path.lastIndexOf('/') + 1);
	const present = new Set(members.list.map((member) => member.path));
	const tensors: TensorFacts[] = [];
	const missing: string[] = [];
	for (const group of isArray(manifest) ? manifest : []) {
		if (!isObject(group)) continue;
		for (const file of isArray(group['paths']) ? group['paths'] : []) {
			if (typeof file === 'string' && !present.has(folder + file)) missing.push(file);
		}
		for (const entry of isArray(group['weights']) ? group['weights'] : []) {
			if (isObject(entry)) tensors.push(readEntry(entry));
		}
	}
	return { layout: 'tfjs', tensors, parameters: countParameters(tensors), missing };
}

function readEntry(entry: JsonObject): TensorFacts {
	const { name, shape, dtype, quantization } = entry;
	const stored = isObject(quantization) ? text(quantization['dtype']) : null;
	return {
		path: text(name) ?? '',
		shape: (isArray(shape) ? shape : []).map((length) => (typeof length === 'number' ? length : 0)),
		dtype: stored ?? text(dtype) ?? 'float32',
	};
}

/** `{inputs: {name: {dtype: "DT_FLOAT", tensorShape: {dim: [{size: "-1"}]}}}}`: TensorFlow's protobuf as JSON. */
function signatures(value: Json): readonly SignatureFacts[] {
	const signature = isObject(value) && isObject(value['signature']) ? value['signature'] : value;
	if (!isObject(signature)) return [];
	const [inputs, outputs] = [signature['inputs'], signature['outputs']].map((tensors) =>
		Object.entries(isObject(tensors) ? tensors : {}).map(([name, info]) => ({
			name,
			dtype: isObject(info) ? (text(info['dtype']) ?? '').replace('DT_', '').toLowerCase() : '',
			shape: isObject(info) ? readDimensions(info['tensorShape']) : null,
		})),
	);
	return inputs && outputs && inputs.length + outputs.length > 0
		? [{ name: 'predict', inputs, outputs }]
		: [];
}

function readDimensions(shape: Json | undefined): readonly (number | null)[] | null {
	if (!isObject(shape) || !isArray(shape['dim'])) return null;
	return shape['dim'].map((dimension) => {
		const size = isObject(dimension) ? Number(dimension['size']) : Number.NaN;
		return Number.isInteger(size) && size >= 0 ? size : null;
	});
}

function text(value: Json | undefined): string | null {
	return typeof value === 'string' ? value : null;
}
