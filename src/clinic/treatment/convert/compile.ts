import { isArray, isObject, type Json, type JsonObject } from '../../evidence/files/json.ts';
import { builtinFunctions } from '../../knowledge/builtin-classes.ts';
import {
	changedFunctions,
	learningRates,
	losses,
	metrics,
	optimizerDropped,
	optimizers,
	renamedFunctions,
	schedules,
} from '../../knowledge/training-objects.ts';

/** Thrown for what Keras 3 does not know; the model is then left uncompiled. */
class Unknown extends Error {}

/**
 * What a model was compiled with, as `compile_config` of Keras 3: from `training_config` of a `.h5` or
 * `compile_config` of Keras 2. Null where a part of it has no counterpart, and where there is none.
 * `isScaled`: in the model's mixed precision Keras 2 has an optimizer scale the loss that does not say so.
 */
export function translateCompile(training: Json, isScaled = false): JsonObject | null {
	if (!isObject(training)) return null;
	const given = training['optimizer'] ?? training['optimizer_config'];
	if (given === undefined || given === null) return null;
	try {
		return {
			optimizer: isScaled && !isScaling(given) ? scaling({}, optimizer(given)) : optimizer(given),
			loss: loss(training['loss'] ?? null),
			loss_weights: training['loss_weights'] ?? null,
			metrics: metricList(training['metrics'] ?? null),
			weighted_metrics: metricList(training['weighted_metrics'] ?? null),
			run_eagerly: false,
			steps_per_execution: 1,
			jit_compile: false,
		};
	} catch (error) {
		if (error instanceof Unknown) return null;
		throw error;
	}
}

/** Keras 2.11 to 2.15 register their own as `Custom>Adam`, which Keras 3 takes for a default one. */
function optimizer(value: Json): JsonObject {
	if (isScaling(value)) return scaledOptimizer(value);
	const { className, config } = typeof value === 'string' ? byName(value) : parts(value);
	const takes = optimizers[className];
	if (!takes) throw new Unknown(className);
	const { decay = 0, lr, ...others } = config;
	const settings: Record<string, Json> = {};
	for (const [argument, one = null] of Object.entries({
		...others,
		...(lr !== undefined && { learning_rate: lr }),
	})) {
		if (optimizerDropped.has(argument)) continue;
		if (!takes.has(argument)) throw new Unknown(argument);
		// JSON written here has 0 for 0.0, and Keras 3 wants a float: it is its default.
		if (argument === 'momentum' && one === 0) continue;
		if (argument === 'momentum' && one === 1) throw new Unknown(argument);
		if (argument === 'epsilon' && one === null) settings[argument] = 1e-7;
		else settings[argument] = argument === 'learning_rate' ? rate(one) : one;
	}
	// In Nadam the same word is another thing, which Keras 3 does by itself.
	if (decay !== 0 && className !== 'Nadam') {
		settings['learning_rate'] = serialized('keras.optimizers.schedules', 'InverseTimeDecay', {
			initial_learning_rate: settings['learning_rate'] ?? 0.001,
			decay_steps: 1,
			decay_rate: decay,
			staircase: false,
		});
	}
	return serialized('keras.optimizers', className, settings);
}

function isScaling(value: Json): value is JsonObject {
	return isObject(value) && /^LossScaleOptimizer(V3)?$/.test(String(value['class_name']));
}

/** By the same number all the time it is an argument of the optimizer in Keras 3 (`loss_scale_optimizer.py`). */
function scaledOptimizer(value: JsonObject): JsonObject {
	const { config } = parts(value);
	const { inner_optimizer: inner = null, dynamic = true, initial_scale = null } = config;
	const given = optimizer(inner);
	if (dynamic === true) return scaling(config, given);
	const settings = isObject(given['config']) ? given['config'] : {};
	return { ...given, config: { ...settings, loss_scale_factor: initial_scale } };
}

/** With what both start where nothing is said: `LossScaleOptimizer` of tf_keras 2.21 and Keras 3.15.1. */
function scaling({ initial_scale, dynamic_growth_steps }: JsonObject, inner: JsonObject) {
	return serialized('keras.optimizers', 'LossScaleOptimizer', {
		inner_optimizer: inner,
		initial_scale: initial_scale ?? 2 ** 15,
		dynamic_growth_steps: dynamic_growth_steps ?? 2000,
	});
}

/** One that was named alone, with what it starts with in Keras 2. */
function byName(name: string): { className: string; config: JsonObject } {
	const className = Object.keys(optimizers).find((one) => one.toLowerCase() === name.toLowerCase());
	if (className === undefined) throw new Unknown(name);
	return { className, config: { learning_rate: learningRates[className] ?? 0.001 } };
}

/**
 * Keras 3 refuses a rate that is not written as a float (`BaseOptimizer.__init__` of 3.15.1), and JSON written
 * here has 1 for 1.0: the next number that needs a point is the same in float32, in which Keras keeps it.
 */
function rate(value: Json): Json {
	if (typeof value === 'number' && Number.isInteger(value)) {
		return value === 0 ? Number.MIN_VALUE : value * (1 + Number.EPSILON);
	}
	if (!isObject(value)) return value;
	const { className, config } = parts(value);
	if (!schedules.has(className)) throw new Unknown(className);
	// Keras 2 writes `null` for a name that it chooses itself; Keras 3.15.1 refuses that.
	const { name, ...settings } = config;
	return serialized('keras.optimizers.schedules', className, {
		...settings,
		...(typeof name === 'string' && { name }),
	});
}

/** One, or one for each output in a list or by name. */
function loss(value: Json): Json {
	return each(value, (one) => {
		const { className, config } = parts(one);
		if (!losses.has(className)) throw new Unknown(className);
		const { fn: _, reduction, ...kept } = config;
		const isAuto = reduction === 'auto' || reduction === undefined;
		return serialized('keras.losses', className, {
			...kept,
			reduction: isAuto ? 'sum_over_batch_size' : (reduction ?? null),
		});
	});
}

/** Keras 2 writes those of one output as a list in a list. */
function metricList(value: Json): Json {
	const [single, another] = isArray(value) ? value : [];
	if (isArray(value) && another === undefined && isArray(single)) return metricList(single);
	return each(value, (one) => {
		const { className, config } = parts(one);
		const { fn, name, dtype } = config;
		if (className === 'MeanMetricWrapper') {
			if (typeof fn !== 'string') throw new Unknown(className);
			return named(name === 'accuracy' || name === 'acc' ? 'accuracy' : fn);
		}
		if (!metrics.has(className)) throw new Unknown(className);
		const { fn: _, ...kept } = config;
		return serialized('keras.metrics', className, { ...kept, dtype: dtype ?? null });
	});
}

/** Strings, objects, and these in lists and by name. */
function each(value: Json, object: (value: JsonObject) => Json): Json {
	if (value === null) return null;
	if (typeof value === 'string') return named(value);
	if (isArray(value)) return value.map((one) => each(one, object));
	if (isObject(value)) {
		if (typeof value['class_name'] === 'string') return object(value);
		return Object.fromEntries(
			Object.entries(value).map(([key, one]) => [key, each(one ?? null, object)]),
		);
	}
	throw new Unknown(String(value));
}

function named(name: string): string {
	const now = renamedFunctions[name] ?? name;
	if (!builtinFunctions.has(now) || changedFunctions.has(now)) throw new Unknown(name);
	return now;
}

function parts(value: Json): { className: string; config: JsonObject } {
	if (!isObject(value)) throw new Unknown(String(value));
	const name = String(value['class_name'] ?? '');
	const registered = String(value['registered_name'] ?? '');
	if (/^(?!Custom>).*>/.test(registered) || /^(?!Custom>).*>/.test(name)) throw new Unknown(name);
	const config = value['config'];
	return { className: name.replace(/^Custom>/, ''), config: isObject(config) ? config : {} };
}

function serialized(module: string, className: string, config: JsonObject): JsonObject {
	return { module, class_name: className, config, registered_name: null };
}
