import type { Json, JsonObject } from '../../evidence/files/json.ts';
import { builtinLayers } from '../../knowledge/builtin-classes.ts';
import { type LayerRow, layerRow } from '../../knowledge/layers.ts';
import {
	type Call,
	type Layer,
	type Model,
	mapCall,
	mapRecord,
	mapTensors,
	type Reference,
	reference,
	type Value,
} from '../../model/model.ts';
import { ModelRefused } from '../../model/refusal.ts';
import type { Context } from './context.ts';
import { customLayer, lambdaLayer } from './custom-layers.ts';
import { dtypePolicy, translateArgument } from './objects.ts';
import { isTensorFlowCall, translateOperation } from './operations.ts';
import { withFunctionCalls } from './raw-operations.ts';
import { type Rewritten, rewrites } from './rewrites.ts';
import { inputTypes, tensorTypes } from './tensor-types.ts';

/** The mean of integers is an integer in Keras 2 (`tf.reduce_mean`), and none in Keras 3. */
const meanOfAxes = /^GlobalAvg|^GlobalAverage/;

/**
 * A model of Keras 2 in the names, arguments and graph of Keras 3, to any depth. What cannot be
 * translated is added to the problems of the context; all of them are found, not only the first.
 */
export function translateModel(given: Model, context: Context): Model {
	const model = withFunctionCalls(given);
	const redirects = new Map<string, Reference>();
	const key = ({ layer, call, output }: Reference) => `${call} ${output} ${layer}`;
	const resolve = (tensor: Reference): Reference => {
		const target = redirects.get(key(tensor)) ?? redirects.get(key({ ...tensor, output: -1 }));
		if (!target) return tensor;
		return resolve(target.output < 0 ? { ...target, output: tensor.output } : target);
	};

	const typeOf = tensorTypes(model);
	const translated = model.layers.map(
		(layer): Rewritten & { readonly layers: readonly Layer[] } => {
			try {
				if (isTensorFlowCall(layer)) {
					const layers = layer.calls.flatMap((call, index) => {
						const name = index === 0 ? layer.name : `${layer.name}.call_${index}`;
						const operations = translateOperation(layer, call, name, typeOf);
						redirects.set(key(reference(layer.name, index, -1)), reference(name, 0, -1));
						context.edit(
							layer.name,
							'operation-translated',
							'class',
							`tf.${layer.settings['function'] ?? layer.className}`,
							operations.map(({ module, className }) => `${module}.${className}`),
						);
						return operations;
					});
					// An operation is its own redirect where the name stays.
					redirects.delete(key(reference(layer.name, 0, -1)));
					return { layer, layers };
				}
				const integer = inputTypes(model, layer, typeOf).find((type) => /^u?int/.test(type ?? ''));
				if (integer && meanOfAxes.test(layer.className)) {
					throw new ModelRefused(layer.name, 'tensor-type', {
						function: layer.className,
						type: integer,
					});
				}
				const result = translateLayer(layer, context);
				const last = result.after?.at(-1);
				for (const index of last ? layer.calls.keys() : []) {
					redirects.set(
						key(reference(layer.name, index, 0)),
						reference(last?.name ?? '', index, 0),
					);
				}
				return { ...result, layers: [] };
			} catch (error) {
				if (!(error instanceof ModelRefused)) throw error;
				context.problems.push(error.refusal);
				return { layer, layers: [] };
			}
		},
	);

	const resolved = (call: Call) => mapCall(call, resolve);
	const layers = translated.flatMap(({ layer, layers, before = [], after = [] }) => {
		if (layers.length > 0) {
			return layers.map((one) => ({ ...one, calls: one.calls.map(resolved) }));
		}
		if (model.kind === 'sequential') return [...before, layer, ...after];
		return chained(layer, before, after, layer.calls.map(resolved));
	});
	return {
		...model,
		layers,
		inputs: mapTensors(model.inputs, resolve),
		outputs: mapTensors(model.outputs, resolve),
	};
}

/** Puts layers in front of the first tensor of every call, and others behind its first output. */
function chained(
	layer: Layer,
	before: readonly Layer[],
	after: readonly Layer[],
	calls: readonly Call[],
): Layer[] {
	const link = (source: (index: number) => Value, links: readonly Layer[]): Layer[] => {
		let from = source;
		return links.map((one) => {
			const taken = from;
			from = (index) => reference(one.name, index);
			return {
				...one,
				calls: calls.map((_, index) => ({ positional: [taken(index)], keywords: {} })),
			};
		});
	};
	const first = (index: number) => calls[index]?.positional[0] ?? reference(layer.name);
	const last = before.at(-1);
	const own = calls.map((call, index) =>
		last
			? { ...call, positional: [reference(last.name, index), ...call.positional.slice(1)] }
			: call,
	);
	return [
		...link(first, before),
		{ ...layer, calls: own },
		...link((index) => reference(layer.name, index), after),
	];
}

/** A layer that stands inside another, where none can be put around it. */
export function translateAlone(layer: Layer, context: Context): Layer {
	const { layer: result, before = [], after = [] } = translateLayer(layer, context);
	if (before.length + after.length > 0) {
		throw new ModelRefused(layer.name, 'needs-neighbour');
	}
	return result;
}

function translateLayer(layer: Layer, context: Context): Rewritten {
	// An operation of Keras 3 that was put in already.
	if (layer.module?.startsWith('keras.src.ops.')) return { layer };
	if (layer.model) {
		const { className } = layer;
		const model = translateModel(layer.model, context);
		const now = model.kind === 'sequential' ? 'Sequential' : 'Functional';
		if (className !== now) context.edit(layer.name, 'class-replaced', 'class', className, now);
		return { layer: { ...layer, className: now, module: null, model, settings: {} } };
	}
	const parts = layer.parts.map(({ slot, layer: part }) => ({
		slot,
		layer: translateAlone(part, context),
	}));
	const row = layerRow(layer.className);
	if (layer.className === 'Lambda') return { layer: lambdaLayer(layer, context) };
	if (!row) {
		if (builtinLayers.has(layer.className)) {
			throw new ModelRefused(layer.name, 'no-translation', { class: layer.className });
		}
		return { layer: customLayer({ ...layer, parts }, context) };
	}
	if (row.refused) throw new ModelRefused(layer.name, row.refused);
	const className = row.keras3 ?? publicName(layer.className);
	if (className !== layer.className) {
		context.edit(layer.name, 'class-replaced', 'class', layer.className, className);
	}
	const settings = translateSettings(layer, row, context);
	const plain: Layer = {
		...layer,
		className,
		module: 'keras.layers',
		registeredName: null,
		settings,
		parts,
		calls: layer.calls.map(withoutNulls),
	};
	return row.rewrite ? rewrites[row.rewrite](plain, layer, context) : { layer: plain };
}

/** `Convolution2D`, `MaxPool2D` and the like are other names for the same class. */
function publicName(className: string): string {
	return className
		.replace(/^(Separable)?Convolution/, '$1Conv')
		.replace(/^(Global)?(Max|Avg)Pool(\dD)$/, '$1$2Pooling$3')
		.replace(/AvgPooling/, 'AveragePooling');
}

const everywhere: ReadonlySet<string> = new Set([
	'name',
	'trainable',
	'dtype',
	'activity_regularizer',
]);

/** What any layer may have had: the shape is an input's, the rest told Keras 2 how to run. */
const alwaysDropped: LayerRow['dropped'] = {
	batch_input_shape: 'any',
	input_shape: 'any',
	input_dtype: 'any',
	dynamic: [false],
	autocast: 'any',
	build_config: 'any',
};

function translateSettings(layer: Layer, row: LayerRow, context: Context): JsonObject {
	const taken = new Set((row.takes ?? '').split(/\s+/));
	const dropped = { ...alwaysDropped, ...row.dropped };
	const settings: Record<string, Json> = {};
	const dtype = dtypePolicy(layer.settings['dtype'] ?? 'float32');
	for (const [argument, value = null] of Object.entries(layer.settings)) {
		const name = row.renamed?.[argument] ?? argument;
		const rule = name === argument ? dropped[argument] : undefined;
		if (rule === 'any' || rule?.some((one) => one === value)) {
			context.edit(layer.name, 'argument-dropped', argument, value, null);
			continue;
		}
		if (!taken.has(name) && !everywhere.has(name)) {
			throw new ModelRefused(layer.name, 'argument', {
				class: layer.className,
				argument,
				value: JSON.stringify(value),
			});
		}
		if (name !== argument) context.edit(layer.name, 'argument-renamed', argument, argument, name);
		settings[name] = translateArgument(name, value, layer.name, dtype, context);
	}
	for (const [argument, value] of Object.entries(row.absent ?? {})) {
		if (argument in settings) continue;
		settings[argument] = translateArgument(argument, value, layer.name, dtype, context);
		context.edit(layer.name, 'argument-made-explicit', argument, null, value);
	}
	return settings;
}

/** `mask=None` and the like say nothing. */
function withoutNulls({ positional, keywords }: Call): Call {
	const said = Object.entries(keywords).filter(
		([, value]) => value.kind !== 'constant' || value.value !== null,
	);
	return { positional, keywords: mapRecord(Object.fromEntries(said), (value) => value) };
}
