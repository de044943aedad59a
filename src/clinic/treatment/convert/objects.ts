import { isObject, type Json, type JsonObject } from '../../evidence/files/json.ts';
import { builtinFunctions, builtinObjects } from '../../knowledge/builtin-classes.ts';
import {
	constraints,
	initializers,
	regularizers,
	renamedObjects,
} from '../../knowledge/training-objects.ts';
import { ModelRefused } from '../../model/refusal.ts';
import type { Context } from './context.ts';

/** Where Keras 3 keeps the objects that stand in arguments, by the ending of the argument's name. */
const kinds = [
	{ argument: /_initializer$/, module: 'keras.initializers', classes: initializers },
	{ argument: /_regularizer$/, module: 'keras.regularizers', classes: regularizers },
	{ argument: /_constraint$/, module: 'keras.constraints', classes: constraints },
] as const;

/** Functions whose name Keras 3 has not, and what they were. */
const renamedFunctions: Readonly<Record<string, string>> = {
	exp: 'exponential',
	log_softmax_v2: 'log_softmax',
	softmax_v2: 'softmax',
};

/** Arguments of objects that Keras 3 does not take; none of them matters to a model that is there. */
const droppedArguments: ReadonlySet<string> = new Set(['dtype', 'partition_info']);

/** The value of a layer's argument as Keras 3 takes it. `dtype` is the layer's own, already translated. */
export function translateArgument(
	name: string,
	value: Json,
	layer: string,
	dtype: Json,
	context: Context,
): Json {
	if (/(^|_)activation$/.test(name)) return activation(value, name, layer, dtype, context);
	if (name === 'dtype') return dtypePolicy(value);
	const kind = kinds.find(({ argument }) => argument.test(name));
	if (kind && isObject(value)) return object(name, value, kind, layer, context);
	return value;
}

/** A policy by its name as Keras 3 writes it; a plain type stays a string. */
export function dtypePolicy(value: Json): Json {
	if (!isObject(value)) return value;
	const config = value['config'];
	const name = isObject(config) ? (config['name'] ?? null) : null;
	return {
		module: 'keras',
		class_name: 'DTypePolicy',
		config: { name },
		registered_name: null,
	};
}

/** They start, hold back or bound what is learned: a model that is there predicts the same without them. */
function object(
	argument: string,
	value: JsonObject,
	{ module, classes }: (typeof kinds)[number],
	layer: string,
	context: Context,
): Json {
	const given = String(value['class_name'] ?? '');
	const className = renamedObjects[given] ?? given;
	const config = isObject(value['config']) ? value['config'] : {};
	const kept = Object.fromEntries(
		Object.entries(config).filter(([name]) => !droppedArguments.has(name)),
	);
	if (classes.has(className)) {
		return { module, class_name: className, config: kept, registered_name: null };
	}
	if (builtinObjects.has(className)) {
		context.edit(layer, 'argument-dropped', argument, className, null);
		return null;
	}
	return custom(className, kept, 'object', layer, context);
}

/** An object or function of the person's own, in the form that looks it up among `custom_objects`. */
export function custom(
	className: string,
	settings: JsonObject,
	kind: 'object' | 'layer',
	layer: string,
	context: Context,
): JsonObject {
	context.needs({ kind, registeredName: className, layer, settings, weights: [] });
	return {
		module: 'custom',
		class_name: className.slice(className.lastIndexOf('>') + 1),
		config: settings,
		registered_name: className,
	};
}

function activation(value: Json, name: string, layer: string, dtype: Json, context: Context): Json {
	// {"class_name": "function", "config": "relu"}, as tf_keras writes one that was registered.
	if (isObject(value)) {
		if (typeof value['config'] !== 'string') {
			throw new ModelRefused(layer, 'model-as-activation', { argument: name });
		}
		return activation(value['config'], name, layer, dtype, context);
	}
	if (typeof value !== 'string') return value;
	const known = renamedFunctions[value] ?? value;
	if (known === 'hard_sigmoid') {
		context.edit(
			layer,
			'hard-sigmoid-kept',
			name,
			'clip(0.2 x + 0.5, 0, 1)',
			'hard_sigmoid(1.2 x)',
		);
		return hardSigmoidOfKeras2(dtype);
	}
	if (builtinFunctions.has(known)) return known;
	const registered = known;
	context.needs({ kind: 'function', registeredName: registered, layer, settings: {}, weights: [] });
	return {
		module: 'custom',
		class_name: 'function',
		config: registered.slice(registered.lastIndexOf('>') + 1),
		registered_name: registered,
	};
}

/**
 * Keras 2 has clip(0.2 x + 0.5, 0, 1), Keras 3 relu6(x + 3) / 6: the same at 1.2 x. As two layers of
 * Keras 3 in the place of the function, which leaves the weights as they are (run on 3.15.1: equal to
 * 6e-8 in Dense, LSTM, GRU, ConvLSTM2D, TimeDistributed; trains, saves and loads again).
 */
function hardSigmoidOfKeras2(dtype: Json): JsonObject {
	const layer = (className: string, settings: JsonObject): JsonObject => ({
		module: 'keras.layers',
		class_name: className,
		config: { trainable: true, dtype, ...settings },
		registered_name: null,
	});
	return {
		module: 'keras',
		class_name: 'Sequential',
		config: {
			name: 'hard_sigmoid_of_keras_2',
			trainable: true,
			layers: [
				layer('Rescaling', { name: 'scale', scale: 1.2, offset: 0 }),
				layer('Activation', { name: 'hard_sigmoid', activation: 'hard_sigmoid' }),
			],
		},
		registered_name: null,
	};
}
