import { isCustom } from '../../evidence/files/custom-objects.ts';
import { isArray, isObject, type Json } from '../../evidence/files/json.ts';
import { builtinLayers, moduleOfOperation } from '../../knowledge/builtin-classes.ts';
import type { Layer, Model } from '../../model/model.ts';
import type { Reason } from '../../model/refusal.ts';
import type { Context } from './context.ts';
import { customLayer, lambdaLayer } from './custom-layers.ts';

/**
 * A model that Keras 3 saved as `.h5`, with what its `.keras` says besides: the module of every class.
 * Without it `load_model` looks for an operation among the layers, and finds none or another (`Mean`, `Add`).
 * Source: `serialize_keras_object` of legacy/saving/serialization.py beside that of
 * saving/serialization_lib.py, Keras 3.15.1.
 */
export function withModules(model: Model, context: Context): Model {
	return { ...model, layers: model.layers.map((layer) => withModule(layer, context)) };
}

function withModule(layer: Layer, context: Context): Layer {
	if (layer.model) return { ...layer, model: withModules(layer.model, context) };
	for (const value of Object.values(layer.settings)) ask(value ?? null, layer.name, context);
	const parts = layer.parts.map(({ slot, layer: part }) => ({
		slot,
		layer: withModule(part, context),
	}));
	const missing = lostState(layer);
	if (missing) context.refuse(layer.name, ...missing);
	const operation = isOperation(layer) ? moduleOfOperation(layer.className) : null;
	if (operation !== null) {
		context.edit(layer.name, 'module-added', 'module', null, operation);
		return { ...layer, module: operation, registeredName: layer.className };
	}
	if (layer.className === 'Lambda') return lambdaLayer(layer, context);
	const isOwn = isCustom(layer.registeredName ?? layer.className, {
		module: layer.module,
		registered_name: layer.registeredName,
	});
	if (isOwn || !builtinLayers.has(layer.className))
		return customLayer({ ...layer, parts }, context);
	return { ...layer, module: 'keras.layers', registeredName: null, parts };
}

/** What a layer learned by `adapt` and keeps in files of its own, for which `.h5` has no place. */
function lostState({ className, settings }: Layer): Reason | null {
	if (settings['vocabulary'] === null) return ['vocabulary-missing', { class: className }];
	return settings['bin_boundaries'] === null ? ['adapted-bins'] : null;
}

/** An operation has no settings that every layer has; some are called as layers are (`Add`). */
function isOperation({ module, settings }: Layer): boolean {
	return module === null && !('dtype' in settings) && !('trainable' in settings);
}

/** What stands in an argument says its module there too; what is the person's own must be passed. */
function ask(value: Json, layer: string, context: Context): void {
	if (isArray(value)) for (const one of value) ask(one, layer, context);
	if (!isObject(value)) return;
	const { class_name: className, config = null, registered_name: registered } = value;
	if (typeof className === 'string') {
		const kind = className === 'function' ? 'function' : 'object';
		const name = kind === 'function' ? config : (registered ?? className);
		const isOwn = kind === 'function' ? value['module'] !== 'keras' : isCustom(className, value);
		if (isOwn && typeof name === 'string') {
			const settings = isObject(config) ? config : {};
			context.needs({ kind, registeredName: name, layer, settings, weights: [] });
		}
	}
	for (const one of Object.values(value)) ask(one ?? null, layer, context);
}
