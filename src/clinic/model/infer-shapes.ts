import { isArray, type Json } from '../evidence/files/json.ts';
import type { Layer } from './model.ts';
import type { Shape } from './output-shapes.ts';

/** The shape of a layer's first output from those of its inputs; null where it does not follow from them. */
type Rule = (layer: Layer, inputs: readonly Shape[]) => Shape | null;

/**
 * The shape of the first output of a layer of Keras, as `compute_output_shape` of Keras 3.15 computes it;
 * null for a class that has no rule here, and where an argument is not as Keras writes it.
 */
export function inferShape(layer: Layer, inputs: readonly Shape[]): Shape | null {
	const rule = rules.get(layer.className);
	const shape = inputs.length > 0 && rule ? rule(layer, inputs) : null;
	return shape?.every((length) => length === null || (Number.isInteger(length) && length >= 0))
		? shape
		: null;
}

const same: Rule = (_, [input]) => input ?? null;

const sameClasses = `Activation Dropout SpatialDropout1D SpatialDropout2D SpatialDropout3D GaussianNoise
	GaussianDropout AlphaDropout ActivityRegularization BatchNormalization LayerNormalization
	GroupNormalization UnitNormalization RMSNormalization SpectralNormalization ReLU LeakyReLU PReLU ELU
	ThresholdedReLU Softmax Masking Identity Rescaling Normalization RandomFlip RandomRotation RandomZoom
	RandomTranslation RandomContrast RandomBrightness LayerScale SyncBatchNormalization AddLoss AddMetric`;

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
	...each(sameClasses, same),
	['Dense', ({ settings }, [input]) => (input ? lastAs(input, settings['units']) : null)],
	['Embedding', ({ settings }, [input]) => (input ? add(input, settings['output_dim']) : null)],
	['Flatten', (_, [input]) => (input ? [input[0] ?? null, product(input.slice(1))] : null)],
	['RepeatVector', ({ settings }, [input]) => (input ? insert(input, settings['n']) : null)],
	['Permute', permuted],
	['Reshape', reshaped],
	['Concatenate', concatenated],
	...each('Add Subtract Multiply Average Maximum Minimum', merged),
	...each('Conv1D Conv2D Conv3D SeparableConv1D SeparableConv2D', convolved),
	...each('DepthwiseConv1D DepthwiseConv2D LocallyConnected1D LocallyConnected2D', convolved),
	...each('Conv1DTranspose Conv2DTranspose Conv3DTranspose', transposed),
	...each('MaxPooling1D MaxPooling2D MaxPooling3D AveragePooling1D', pooled),
	...each('AveragePooling2D AveragePooling3D', pooled),
	...each('GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D', pooledToOne),
	...each('GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D', pooledToOne),
	...each('UpSampling1D UpSampling2D UpSampling3D', (layer, [input]) =>
		onSpace(
			layer,
			input,
			(length, axis) => length * (at(layer.settings['size'], axis) ?? Number.NaN),
		),
	),
	...each('ZeroPadding1D ZeroPadding2D ZeroPadding3D', (layer, [input]) =>
		onSpace(layer, input, (length, axis) => length + both(layer.settings['padding'], axis)),
	),
	...each('Cropping1D Cropping2D Cropping3D', (layer, [input]) =>
		onSpace(layer, input, (length, axis) => length - both(layer.settings['cropping'], axis)),
	),
	...each('Resizing CenterCrop RandomCrop', resized),
	...each('Attention AdditiveAttention', (_, [query, value]) =>
		query && value ? [...query.slice(0, -1), value.at(-1) ?? null] : null,
	),
	['MultiHeadAttention', attended],
	['Dot', multiplied],
	...each('LSTM GRU SimpleRNN CuDNNLSTM CuDNNGRU', recurrent),
	['Bidirectional', bidirectional],
	['TimeDistributed', timeDistributed],
]);

function each(classes: string, rule: Rule): [string, Rule][] {
	return classes
		.split(/\s+/)
		.filter((name) => name !== '')
		.map((name) => [name, rule]);
}

function whole(value: Json | undefined): number {
	return typeof value === 'number' ? value : Number.NaN;
}

function lastAs(input: Shape, length: Json | undefined): Shape {
	return [...input.slice(0, -1), whole(length)];
}

function add(input: Shape, length: Json | undefined): Shape {
	return [...input, whole(length)];
}

function insert(input: Shape, length: Json | undefined): Shape {
	return [input[0] ?? null, whole(length), ...input.slice(1)];
}

function product(lengths: Shape): number | null {
	return lengths.reduce<number | null>(
		(all, length) => (all === null || length === null ? null : all * length),
		1,
	);
}

/** Axis by axis; one of length 1 goes with any other. */
function merged(_: Layer, [first, ...others]: readonly Shape[]): Shape | null {
	if (!first || others.some(({ length }) => length !== first.length)) return null;
	return others.reduce(
		(shape, other) =>
			shape.map((length, axis) => {
				const own = other[axis] ?? null;
				if (length === null || own === null) return null;
				if (length === 1 || own === 1) return length * own;
				return length === own ? length : Number.NaN;
			}),
		first,
	);
}

function permuted({ settings }: Layer, [input]: readonly Shape[]): Shape | null {
	const order = settings['dims'];
	if (!input || !isArray(order) || order.length !== input.length - 1) return null;
	return [input[0] ?? null, ...order.map((axis) => input[whole(axis)] ?? null)];
}

function reshaped({ settings }: Layer, [input]: readonly Shape[]): Shape | null {
	const target = settings['target_shape'];
	if (!input || !isArray(target)) return null;
	const lengths = target.map(whole);
	const [all, told] = [product(input.slice(1)), product(lengths.filter((one) => one !== -1))];
	const open = all === null || told === null ? null : all / told;
	return [input[0] ?? null, ...lengths.map((length) => (length === -1 ? open : length))];
}

function concatenated({ settings }: Layer, inputs: readonly Shape[]): Shape | null {
	const [first] = inputs;
	if (!first || inputs.some(({ length }) => length !== first.length)) return null;
	const axis = whole(settings['axis'] ?? -1);
	const place = axis < 0 ? first.length + axis : axis;
	return first.map((length, index) =>
		index === place
			? inputs.reduce<number | null>((sum, one) => {
					const own = one[place] ?? null;
					return sum === null || own === null ? null : sum + own;
				}, 0)
			: length,
	);
}

/** An argument for one axis of space: a number for all, or a list. */
function at(value: Json | undefined, axis: number): number | null {
	const one = isArray(value) ? value[axis] : value;
	return typeof one === 'number' ? one : null;
}

/** What is put or cut at both ends of an axis: a number for all, or one or two for each axis. */
function both(value: Json | undefined, axis: number): number {
	if (!isArray(value)) return 2 * whole(value);
	// Of one axis, the two ends stand bare.
	const isBare = axis === 0 && value.length === 2 && value.every((one) => !isArray(one));
	const one = isBare ? value : value[axis];
	return isArray(one) ? whole(one[0]) + whole(one[1]) : 2 * whole(one);
}

/** The shape with each axis of space changed; free lengths stay free. */
function onSpace(
	{ settings }: Layer,
	input: Shape | undefined,
	change: (length: number, axis: number) => number,
	channels?: number,
): Shape | null {
	if (!input || input.length < 3) return null;
	const isFirst = settings['data_format'] === 'channels_first';
	const space = isFirst ? input.slice(2) : input.slice(1, -1);
	const own = isFirst ? input[1] : input.at(-1);
	const changed = space.map((length, axis) => (length === null ? null : change(length, axis)));
	const last = channels ?? own ?? null;
	return isFirst ? [input[0] ?? null, last, ...changed] : [input[0] ?? null, ...changed, last];
}

/** How many places a window of `size` has, as `compute_conv_output_shape` counts them. */
function places(length: number, size: number, stride: number, padding: Json | undefined): number {
	if (padding === 'same' || padding === 'causal') return Math.ceil(length / stride);
	return padding === 'valid' ? Math.ceil((length - size + 1) / stride) : Number.NaN;
}

function convolved(layer: Layer, [input]: readonly Shape[]): Shape | null {
	const { settings } = layer;
	const isFirst = settings['data_format'] === 'channels_first';
	const channels = (isFirst ? input?.[1] : input?.at(-1)) ?? Number.NaN;
	const filters = layer.className.startsWith('Depthwise')
		? channels * whole(settings['depth_multiplier'] ?? 1)
		: whole(settings['filters']);
	return onSpace(
		layer,
		input,
		(length, axis) => {
			const size = at(settings['kernel_size'], axis) ?? Number.NaN;
			const dilation = at(settings['dilation_rate'] ?? 1, axis) ?? 1;
			const stride = at(settings['strides'] ?? 1, axis) ?? 1;
			return places(length, (size - 1) * dilation + 1, stride, settings['padding']);
		},
		filters,
	);
}

function transposed(layer: Layer, [input]: readonly Shape[]): Shape | null {
	const { settings } = layer;
	const isPlain = (settings['output_padding'] ?? null) === null;
	const isDense = [settings['dilation_rate'] ?? 1].flat().every((rate) => rate === 1);
	if (!isPlain || !isDense) return null;
	return onSpace(
		layer,
		input,
		(length, axis) => {
			const size = at(settings['kernel_size'], axis) ?? Number.NaN;
			const stride = at(settings['strides'] ?? 1, axis) ?? 1;
			if (settings['padding'] === 'same') return length * stride;
			return settings['padding'] === 'valid'
				? length * stride + Math.max(size - stride, 0)
				: Number.NaN;
		},
		whole(settings['filters']),
	);
}

function pooled(layer: Layer, [input]: readonly Shape[]): Shape | null {
	const { settings } = layer;
	return onSpace(layer, input, (length, axis) => {
		const size = at(settings['pool_size'], axis) ?? Number.NaN;
		const stride = at(settings['strides'] ?? null, axis) ?? size;
		return places(length, size, stride, settings['padding']);
	});
}

function pooledToOne(layer: Layer, [input]: readonly Shape[]): Shape | null {
	if (!input) return null;
	const channels = layer.settings['data_format'] === 'channels_first' ? 1 : input.length - 1;
	const isKept = layer.settings['keepdims'] === true;
	return input.flatMap((length, axis) =>
		axis === 0 || axis === channels ? [length] : isKept ? [1] : [],
	);
}

/** Images of one size, whatever theirs was. */
function resized({ settings }: Layer, [input]: readonly Shape[]): Shape | null {
	if (input?.length !== 4) return null;
	const size = [whole(settings['height']), whole(settings['width'])];
	return settings['data_format'] === 'channels_first'
		? [...input.slice(0, 2), ...size]
		: [input[0] ?? null, ...size, input[3] ?? null];
}

function attended({ settings }: Layer, [query]: readonly Shape[]): Shape | null {
	const own = settings['output_shape'] ?? null;
	if (!query || own === null) return query ?? null;
	return [...query.slice(0, -1), ...[own].flat().map(whole)];
}

/** Without the axes that are summed over, and one batch axis for both. */
function multiplied({ settings }: Layer, [one, other]: readonly Shape[]): Shape | null {
	if (!one || !other) return null;
	const places = [one, other].map(({ length }, index) => {
		const axis = at(settings['axes'], index) ?? Number.NaN;
		return axis < 0 ? length + axis : axis;
	});
	const left = [one, other].map((shape, index) =>
		shape.filter((_, axis) => axis !== places[index]),
	);
	const shape = [...(left[0] ?? []), ...(left[1] ?? []).slice(1)];
	return shape.length === 1 ? [...shape, 1] : shape;
}

function recurrent({ settings }: Layer, [input]: readonly Shape[]): Shape | null {
	if (!input || settings['time_major'] === true) return null;
	const units = whole(settings['units']);
	const sequence = settings['return_sequences'] === true;
	return sequence ? [input[0] ?? null, input[1] ?? null, units] : [input[0] ?? null, units];
}

function bidirectional({ settings, parts }: Layer, inputs: readonly Shape[]): Shape | null {
	const [forward] = parts;
	const shape = forward ? inferShape(forward.layer, inputs) : null;
	const mode = settings['merge_mode'];
	if (!shape || mode === null) return null;
	const last = shape.at(-1) ?? null;
	return mode === 'concat' && last !== null ? lastAs(shape, 2 * last) : shape;
}

function timeDistributed({ parts }: Layer, [input]: readonly Shape[]): Shape | null {
	const [inner] = parts;
	if (!input || !inner) return null;
	const [batch = null, time = null, ...rest] = input;
	const shape = inferShape(inner.layer, [[batch, ...rest]]);
	return shape && [batch, time, ...shape.slice(1)];
}
