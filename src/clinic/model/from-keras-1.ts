import { isArray, isObject, type Json, type JsonObject } from '../evidence/files/json.ts';
import { bytesSource } from '../evidence/files/source.ts';
import {
	keras1Arguments,
	keras1Classes,
	keras1Dropped,
	keras1Exceptions,
	keras1Gates,
	keras1Merges,
	keras1Objects,
	keras1Refused,
	keras1Silent,
} from '../knowledge/keras-1.ts';
import type { Layer, Tensor } from './model.ts';
import type { NamedWeight } from './place-weights.ts';
import { ModelRefused } from './refusal.ts';

/** Whether a file of this version of Keras is one that is understood here: 1.1 and 1.2. */
export function isKeras1(version: string | null): boolean {
	return /^1\.[12](\.|$)/.test(version ?? '');
}

/**
 * A configuration of Keras 1 as Keras 2 would have written it.
 * @throws ModelRefused for layers and arguments that Keras 2 no longer had.
 */
export function keras2Configuration(config: Json): Json {
	const format = /"dim_ordering":\s*"th"/.test(JSON.stringify(config))
		? 'channels_first'
		: 'channels_last';
	return renewed(config, format);
}

/** All layers in it, at any depth; what is no layer stays. */
function renewed(value: Json, format: string): Json {
	if (isArray(value)) return value.map((one) => renewed(one, format));
	if (!isObject(value)) return value;
	const { class_name: className, config } = value;
	if (typeof className !== 'string' || config === undefined) return value;
	if (isArray(config)) return { ...value, config: renewed(config, format) };
	if (!isObject(config)) return value;
	if (isArray(config['layers']) && className !== 'Merge') {
		return { ...value, config: { ...config, layers: renewed(config['layers'], format) } };
	}
	return { ...value, ...layerOfKeras2(className, config, format) };
}

function layerOfKeras2(given: string, config: JsonObject, format: string): JsonObject {
	const name = typeof config['name'] === 'string' ? config['name'] : given;
	if (keras1Refused.has(given)) throw new ModelRefused(name, 'keras-1-layer', { class: given });
	if (given === 'Merge') return merge(name, config);
	const className = keras1Classes[given] ?? given;
	const { mode = 0 } = config;
	if (className === 'BatchNormalization' && mode !== 0) {
		throw new ModelRefused(name, 'keras-1-argument', {
			class: className,
			argument: 'mode',
			value: String(mode),
		});
	}
	const settings: Record<string, Json> = {};
	const exceptions = keras1Exceptions[className] ?? {};
	for (const [argument, value = null] of Object.entries(config)) {
		const isOwn = argument in exceptions;
		if (!isOwn && keras1Dropped.has(argument)) continue;
		const now = isOwn ? exceptions[argument] : (keras1Arguments[argument] ?? argument);
		if (now) settings[now] = valueOfKeras2(now, value, format);
	}
	const sizes = ['nb_row', 'nb_col', 'kernel_dim1', 'kernel_dim2', 'kernel_dim3'];
	const size = sizes.flatMap((argument) => settings[argument] ?? []);
	for (const argument of sizes) delete settings[argument];
	return {
		class_name: className,
		config: {
			...settings,
			...(size.length > 0 && { kernel_size: size }),
			...(keras1Silent.has(className) && { data_format: format }),
			...(className === 'ZeroPadding2D' && { padding: padding(settings['padding'] ?? null) }),
		},
	};
}

function valueOfKeras2(argument: string, value: Json, format: string): Json {
	if (argument === 'data_format') {
		if (value === 'th') return 'channels_first';
		return value === 'tf' ? 'channels_last' : format;
	}
	if (argument === 'layer') return renewed(value, format);
	if (!/_(initializer|regularizer|constraint)$/.test(argument)) return value;
	const { name = value, m, ...config } = isObject(value) ? value : {};
	const className = typeof name === 'string' ? keras1Objects[name] : undefined;
	// What is not known is of no account: the weights are there.
	if (!className) return null;
	return {
		class_name: className,
		config: { ...config, ...(className === 'MaxNorm' && m !== undefined && { max_value: m }) },
	};
}

function merge(name: string, config: JsonObject): JsonObject {
	const { mode = null, mode_type: type, trainable = true } = config;
	const className = typeof mode === 'string' ? keras1Merges[mode] : undefined;
	if (isArray(config['layers'])) throw new ModelRefused(name, 'keras-1-branches');
	if (type !== 'raw' || !className) {
		const said = type === 'raw' ? String(mode) : 'a function';
		throw new ModelRefused(name, 'keras-1-merge', { mode: said });
	}
	return {
		class_name: className,
		config: {
			name,
			trainable,
			...(className === 'Concatenate' && { axis: config['concat_axis'] ?? -1 }),
			...(className === 'Dot' && { axes: config['dot_axes'] ?? -1, normalize: false }),
		},
	};
}

/** Four numbers or their names: above, below, left, right. */
function padding(value: Json): Json {
	const sides = isObject(value)
		? ['top_pad', 'bottom_pad', 'left_pad', 'right_pad'].map((side) => value[side] ?? 0)
		: value;
	if (!isArray(sides) || sides.length !== 4) return value;
	return [sides.slice(0, 2), sides.slice(2)];
}

/** Recurrent layers had weights for each gate; those of Keras 2 have all gates side by side. */
export function withGatesJoined(weights: readonly NamedWeight[]): readonly NamedWeight[] {
	const joined: NamedWeight[] = [];
	for (let at = 0; at < weights.length; ) {
		const found = keras1Gates.find(({ gates }) =>
			gates.every((gate, index) =>
				['W', 'U', 'b'].every((role, step) =>
					new RegExp(`_${role}_${gate}(:0)?$`).test(weights[at + 3 * index + step]?.name ?? ''),
				),
			),
		);
		const own = weights.slice(at, at + (found ? 3 * found.gates.length : 1));
		at += own.length;
		if (!found) {
			joined.push(...own);
			continue;
		}
		for (const step of [0, 1, 2]) {
			const parts = found.order.flatMap((index) => own[3 * index + step] ?? []);
			const [first] = parts;
			if (first)
				joined.push({ name: first.name, tensor: sideBySide(parts.map(({ tensor }) => tensor)) });
		}
	}
	return joined;
}

/** A tensor of Keras 1 in the shape and order of axes that Keras 2 has for it. @throws ModelRefused */
export function tensorOfKeras2(
	{ name: path, tensor }: NamedWeight,
	layer: Layer,
	role: string,
): Tensor {
	const { className, settings, name } = layer;
	const isKernel = /(^|\/)(\w+_)?kernel$/.test(role);
	if (!isKernel || !/Conv/.test(className)) return tensor;
	// Only TensorFlow numbers its variables.
	if (!/:\d+$/.test(path)) {
		throw new ModelRefused(name, 'keras-1-theano');
	}
	const isFirst = settings['data_format'] === 'channels_first';
	const { shape } = tensor;
	if (className === 'Conv1D' && shape.length === 4) {
		const made = { by: 'reshaped', from: [tensor] } as const;
		return { ...tensor, shape: [shape[0] ?? 0, shape[2] ?? 0, shape[3] ?? 0], made };
	}
	if (className === 'Conv2DTranspose')
		return permuted(tensor, isFirst ? [2, 3, 0, 1] : [0, 1, 3, 2]);
	if (!isFirst) return tensor;
	if (/^(Conv2D|Conv3D)$/.test(className)) {
		const spatial = shape.map((_, axis) => axis).slice(2);
		return permuted(tensor, [...spatial, 1, 0]);
	}
	throw new ModelRefused(name, 'keras-1-channels', { class: className });
}

/** Numbers along the last axis, one tensor behind the other. */
function sideBySide(tensors: readonly Tensor[]): Tensor {
	const [first] = tensors;
	if (!first) throw new Error('no tensors to join');
	const rows = first.shape.slice(0, -1).reduce((product, size) => product * size, 1);
	const whole = tensors.map(({ bytes }) => bytes.read(0, bytes.size));
	const widths = whole.map((bytes) => bytes.length / rows);
	const width = widths.reduce((sum, one) => sum + one, 0);
	const result = new Uint8Array(rows * width);
	for (let row = 0; row < rows; row++) {
		let offset = row * width;
		for (const [index, bytes] of whole.entries()) {
			const length = widths[index] ?? 0;
			result.set(bytes.subarray(row * length, (row + 1) * length), offset);
			offset += length;
		}
	}
	const columns = tensors.reduce((sum, { shape }) => sum + (shape.at(-1) ?? 0), 0);
	return {
		...first,
		shape: [...first.shape.slice(0, -1), columns],
		bytes: bytesSource(result),
		made: { by: 'gates-joined', from: tensors },
	};
}

/** `numpy.transpose`. */
function permuted(tensor: Tensor, axes: readonly number[]): Tensor {
	const { shape, bytes } = tensor;
	const count = shape.reduce((product, size) => product * size, 1);
	const width = bytes.size / Math.max(1, count);
	const strides = shape.map((_, axis) =>
		shape.slice(axis + 1).reduce((product, size) => product * size, width),
	);
	const whole = bytes.read(0, bytes.size);
	const result = new Uint8Array(whole.length);
	const turned = axes.map((axis) => shape[axis] ?? 1);
	const steps = axes.map((axis) => strides[axis] ?? 0);
	const place = turned.map(() => 0);
	for (let index = 0; index < count; index++) {
		const from = place.reduce((sum, one, axis) => sum + one * (steps[axis] ?? 0), 0);
		result.set(whole.subarray(from, from + width), index * width);
		for (let axis = place.length - 1; axis >= 0; axis--) {
			const next = (place[axis] ?? 0) + 1;
			place[axis] = next < (turned[axis] ?? 1) ? next : 0;
			if (place[axis] !== 0) break;
		}
	}
	return {
		...tensor,
		shape: turned,
		bytes: bytesSource(result),
		made: { by: 'axes-turned', from: [tensor], axes },
	};
}
