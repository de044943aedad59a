import { isArray, type Json, type JsonObject } from '../../evidence/files/json.ts';
import { bytesSource } from '../../evidence/files/source.ts';
import type { RewriteName } from '../../knowledge/layers.ts';
import { type Call, constant, type Layer, type Tensor } from '../../model/model.ts';
import { ModelRefused } from '../../model/refusal.ts';
import type { Context } from './context.ts';
import { fromCudnn } from './cudnn.ts';
import { operationLayer } from './operations.ts';

/** A translated layer, with those that must stand around it. */
export interface Rewritten {
	readonly layer: Layer;
	readonly before?: readonly Layer[];
	readonly after?: readonly Layer[];
}

type Rewrite = (layer: Layer, original: Layer, context: Context) => Rewritten;

/** What a row of the table of layers asks for besides its arguments. */
export const rewrites: Readonly<Record<RewriteName, Rewrite>> = {
	trainingOnly: (layer, original, context) => {
		context.edit(layer.name, 'training-only-removed', 'class', original.className, 'Identity');
		return { layer: { ...layer, settings: basics(layer) } };
	},
	attention: (layer, { settings }) => {
		if (settings['causal'] !== true) return { layer };
		return { layer: { ...layer, calls: layer.calls.map(withKeyword('use_causal_mask', true)) } };
	},
	batchNormalization: (layer) => ({ layer: batchNormalization(layer) }),
	synchronized: (layer) => {
		const plain = batchNormalization(layer);
		return { layer: { ...plain, settings: { ...plain.settings, synchronized: true } } };
	},
	causal: (layer, _, context) => {
		// Keras 3 has it for Conv1D only: zeros in front say the same.
		const { padding, kernel_size: size, dilation_rate: rate = 1 } = layer.settings;
		if (padding !== 'causal') return { layer };
		const [width, dilation] = [size, rate].map((one) => Number(isArray(one) ? one[0] : one));
		const front = ((width ?? 1) - 1) * (dilation ?? 1);
		context.edit(layer.name, 'argument-made-explicit', 'padding', padding, 'valid');
		return {
			layer: { ...layer, settings: { ...layer.settings, padding: 'valid' } },
			before: [zeroPadding(layer, [front, 0])],
		};
	},
	centreCrop: (layer, _, context) => {
		// At inference Keras 2 resizes the largest fitting piece from the centre; Keras 3.15 does nothing.
		context.edit(layer.name, 'training-only-removed', 'RandomCrop', 'RandomCrop', 'Resizing');
		return { layer: { ...layer, settings: { ...layer.settings, crop_to_aspect_ratio: true } } };
	},
	cudnn: (layer, original, context) => {
		const isLstm = original.className === 'CuDNNLSTM';
		context.edit(layer.name, 'weights-rearranged', 'weights', original.className, layer.className);
		return recurrent(
			{
				...layer,
				settings: {
					...layer.settings,
					activation: 'tanh',
					recurrent_activation: 'sigmoid',
					...(isLstm ? {} : { reset_after: true }),
				},
				weights: fromCudnn(layer.weights, isLstm ? 4 : 3, layer.name),
			},
			original,
			context,
		);
	},
	discretization: (layer, original) => {
		const { dtype } = layer.settings;
		if (isArray(layer.settings['bin_boundaries'])) {
			// The type is that of the result in Keras 2; Keras 3 would cut the inputs to integers first.
			const isInteger = typeof dtype === 'string' && /^u?int/.test(dtype);
			const settings = isInteger ? { ...layer.settings, dtype: 'float32' } : layer.settings;
			return { layer: { ...layer, settings } };
		}
		throw new ModelRefused(original.name, 'adapted-bins');
	},
	integers: (layer) => {
		// Keras 2.7 writes a type of floats for hashes and takes no notice of it; Keras 3 refuses it.
		const { dtype, output_mode: mode = 'int' } = layer.settings;
		const isFloat = mode === 'int' && typeof dtype === 'string' && dtype.startsWith('float');
		return {
			layer: isFloat ? { ...layer, settings: { ...layer.settings, dtype: 'int64' } } : layer,
		};
	},
	interpolation: (layer, original) => {
		refuseInterpolation(original);
		return { layer };
	},
	layerNormalization: (layer) => {
		// Keras 2 lays the weights out in the order of the axes, then reads them in that of the input.
		const { axis } = layer.settings;
		if (!isArray(axis)) return { layer };
		const order = axis.map(Number).map((one, index) => [one, index] as const);
		order.sort(([one], [other]) => one - other);
		return {
			layer: {
				...layer,
				settings: { ...layer.settings, axis: order.map(([one]) => one) },
				weights: layer.weights.map(({ role, tensor }) => ({
					role,
					tensor: reshaped(
						tensor,
						order.map(([, index]) => tensor.shape[index] ?? 1),
					),
				})),
			},
		};
	},
	layerScale: (layer, original) => {
		// One factor a channel: a depthwise convolution of one pixel, without bias.
		const dimension = original.settings['projection_dim'];
		return {
			layer: {
				...layer,
				settings: {
					...basics(layer),
					kernel_size: [1, 1],
					use_bias: false,
					data_format: 'channels_last',
				},
				weights: layer.weights.map(({ tensor }) => ({
					role: 'depthwise_kernel',
					tensor: {
						...tensor,
						shape: [1, 1, Number(tensor.shape[0] ?? dimension), 1],
						made: { by: 'reshaped', from: [tensor] },
					},
				})),
			},
		};
	},
	lookup,
	normalization: (layer, original) => {
		const { mean, axis } = layer.settings;
		if (mean === null || mean === undefined) {
			if (original.weights.length === 3) return { layer };
			throw new ModelRefused(layer.name, 'statistics-missing');
		}
		return { layer: { ...layer, settings: { ...layer.settings, axis: axis ?? -1 } } };
	},
	recurrent,
	wrapper: recurrent,
};

/** What every layer has. */
function basics({ settings, name }: Layer): JsonObject {
	const { trainable = true, dtype = 'float32' } = settings;
	return { name, trainable, dtype };
}

/** The same numbers in the same order. */
function reshaped(tensor: Tensor, shape: readonly number[]): Tensor {
	const isSame = shape.join() === tensor.shape.join();
	return isSame ? tensor : { ...tensor, shape, made: { by: 'reshaped', from: [tensor] } };
}

/** Zeros before and behind each sequence, in front of a layer and of its type. */
function zeroPadding(layer: Layer, padding: readonly number[]): Layer {
	const { data_format = null } = layer.settings;
	const name = `${layer.name}_zeros`;
	return {
		...layer,
		name,
		className: 'ZeroPadding1D',
		settings: { ...basics(layer), name, padding, data_format },
		calls: [],
		weights: [],
	};
}

/** Keras 2 writes the axis as a list of one; renorm is not known to Keras 3 before 3.14. */
function batchNormalization(layer: Layer): Layer {
	const { axis, renorm, renorm_clipping, renorm_momentum, ...settings } = layer.settings;
	if (isArray(axis) && axis.length !== 1) {
		throw new ModelRefused(layer.name, 'several-axes', { axes: axis.join(', ') });
	}
	return {
		...layer,
		settings: {
			...settings,
			axis: isArray(axis) ? (axis[0] ?? -1) : (axis ?? -1),
			...(renorm === true && {
				renorm,
				renorm_clipping: renorm_clipping ?? null,
				renorm_momentum: renorm_momentum ?? 0.99,
			}),
		},
	};
}

function refuseInterpolation({ name, className, settings }: Layer): void {
	const { interpolation = 'nearest' } = settings;
	if (interpolation !== 'gaussian' && interpolation !== 'mitchellcubic') return;
	throw new ModelRefused(name, 'interpolation', { class: className, interpolation });
}

function lookup(layer: Layer, original: Layer, context: Context): Rewritten {
	const { vocabulary, dtype, ...settings } = layer.settings;
	// The type is that of the words, which Keras 3 finds by itself; floats are kept for counts.
	const kept = typeof dtype === 'string' && dtype.startsWith('float') ? { dtype } : {};
	const isGiven = vocabulary !== null && vocabulary !== undefined;
	const listed = isGiven ? null : (original.vocabulary ?? null);
	// With frequencies Keras 2 lists the token for unknown words too, which has none of its own.
	const { oov_token: unknown = '[UNK]', output_mode: mode } = settings;
	const words = mode === 'tf_idf' ? (listed?.filter((word) => word !== unknown) ?? null) : listed;
	if (!isGiven && !words) {
		throw new ModelRefused(layer.name, 'vocabulary-missing', { class: original.className });
	}
	if (words) context.edit(layer.name, 'vocabulary-from-assets', 'vocabulary', null, words.length);
	const isInteger = original.className === 'IntegerLookup';
	const values = words && (isInteger ? words.map(Number) : [...words]);
	const complete = {
		...layer,
		settings: { ...settings, ...kept, vocabulary: values ?? vocabulary },
	};
	return { layer: settings['output_mode'] === 'tf_idf' ? withFrequencies(complete) : complete };
}

/**
 * Document frequencies stand in the arguments and among the weights of Keras 3, there with the average
 * in front for words that are not known (`set_vocabulary` in index_lookup.py). Those of the arguments
 * are what Keras 2 computes with.
 */
function withFrequencies(layer: Layer): Layer {
	const given = layer.settings['idf_weights'];
	const [weight] = layer.weights;
	const unknown =
		layer.className === 'TextVectorization' ? 1 : Number(layer.settings['num_oov_indices'] ?? 1);
	const saved = weight && floatsOf(weight.tensor, layer.name);
	const frequencies = isArray(given) ? given.map(Number) : saved?.slice(unknown);
	if (!frequencies) {
		throw new ModelRefused(layer.name, 'frequencies-missing');
	}
	const average = frequencies.reduce((sum, one) => sum + one, 0) / frequencies.length;
	const all = isArray(given) || !saved ? [...Array(unknown).fill(average), ...frequencies] : saved;
	const padding = layer.settings['pad_to_max_tokens'] === true ? layer.settings['max_tokens'] : 0;
	while (all.length < Number(padding ?? 0)) all.push(0);
	const tensor: Tensor = {
		path: weight?.tensor.path ?? `${layer.name}/idf_weights`,
		shape: [all.length],
		dtype: 'float32',
		bytes: bytesSource(new Uint8Array(Float32Array.from(all).buffer)),
		made: { by: 'frequencies-with-average', from: weight ? [weight.tensor] : [] },
	};
	const roles =
		layer.className === 'TextVectorization'
			? ['idf_weights', '_lookup_layer/idf_weights']
			: ['idf_weights'];
	return {
		...layer,
		settings: { ...layer.settings, idf_weights: frequencies },
		weights: roles.map((role) => ({ role, tensor })),
	};
}

function floatsOf({ bytes, dtype, path }: Tensor, layer: string): number[] {
	if (dtype !== 'float32') throw new ModelRefused(layer, 'weight-type', { tensor: path, dtype });
	const copy = bytes.read(0, bytes.size).slice();
	return [...new Float32Array(copy.buffer)];
}

/** Sequences that have time before the batch, and states that stand among the inputs. */
function recurrent(layer: Layer, original: Layer, context: Context): Rewritten {
	const calls = layer.calls.map((call) => withInitialState(call, original));
	const result = { ...layer, calls };
	const inner = original.parts.some(({ layer: part }) => part.settings['time_major'] === true);
	if (inner) {
		throw new ModelRefused(original.name, 'inner-time-major');
	}
	if (original.settings['time_major'] !== true) return { layer: result };
	const { time_major: before, ...settings } = layer.settings;
	context.edit(layer.name, 'time-axis-moved', 'time_major', before ?? true, false);
	const swap = (name: string) => operationLayer(name, 'numpy.Swapaxes', { axis1: 0, axis2: 1 }, []);
	return {
		layer: { ...result, settings },
		before: [swap(`${layer.name}_batch_major`)],
		after: original.settings['return_sequences'] === true ? [swap(`${layer.name}_time_major`)] : [],
	};
}

/** Keras 2 writes `[x, state, …]` as one list; Keras 3 wants the states by their name. */
function withInitialState(call: Call, { settings, name }: Layer): Call {
	const [inputs, ...rest] = call.positional;
	if (inputs?.kind !== 'list' || inputs.items.length < 2) return call;
	const [sequences, ...states] = inputs.items;
	if (!sequences) return call;
	if (Number(settings['num_constants'] ?? 0) > 0) {
		throw new ModelRefused(name, 'recurrent-constants');
	}
	return {
		positional: [sequences, ...rest],
		keywords: { ...call.keywords, initial_state: { kind: 'list', items: states } },
	};
}

function withKeyword(keyword: string, value: Json): (call: Call) => Call {
	return ({ positional, keywords }) => ({
		positional,
		keywords: { ...keywords, [keyword]: constant(value) },
	});
}
