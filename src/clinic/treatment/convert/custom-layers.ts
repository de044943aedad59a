import type { JsonObject } from '../../evidence/files/json.ts';
import type { Layer } from '../../model/model.ts';
import type { Context } from './context.ts';

/** A layer of the person's own: as it is, to be found among `custom_objects` by its registered name. */
export function customLayer(layer: Layer, context: Context): Layer {
	// `.keras` has the class and its registration apart, `.h5` has both in one name.
	return asked(layer, layer.registeredName ?? layer.className, layer.settings, context);
}

/**
 * A Lambda layer: its function is Python bytecode of one Python version, which is never run here and
 * which Keras 3 refuses. It becomes a class that the person writes, with the function's code in `call`.
 */
export function lambdaLayer(layer: Layer, context: Context): Layer {
	const {
		name = layer.name,
		trainable = true,
		dtype = 'float32',
		arguments: given = {},
	} = layer.settings;
	const className = `Lambda_${layer.name.replace(/\W/g, '_')}`;
	const hasArguments = typeof given === 'object' && given !== null && Object.keys(given).length > 0;
	const settings = { name, trainable, dtype, ...(hasArguments && { arguments: given }) };
	return asked(layer, className, settings, context);
}

function asked(layer: Layer, className: string, settings: JsonObject, context: Context): Layer {
	context.needs({
		kind: 'layer',
		registeredName: className,
		layer: layer.name,
		settings,
		weights: layer.weights.map(({ role, tensor }) => ({ role, shape: tensor.shape })),
	});
	return {
		...layer,
		className: className.slice(className.lastIndexOf('>') + 1),
		module: 'custom',
		registeredName: className,
		settings,
	};
}
