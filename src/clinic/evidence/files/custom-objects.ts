import {
	builtinFunctions,
	builtinLayers,
	builtinObjects,
	builtinOperations,
	keras1Layers,
} from '../../knowledge/builtin-classes.ts';
import type { CustomObjectFacts } from './facts.ts';
import type { JsonObject } from './json.ts';

/** How many of the layers that use an object are named. */
const mostNamed = 5;

/** Of an object in a configuration, as it was found first. */
type Found = Omit<CustomObjectFacts, 'layers' | 'layerCount' | 'inTraining'>;

/** Gathers the classes and functions that are the person's own: each once, with all that uses it. */
export class CustomObjects {
	readonly #found = new Map<string, Found & { readonly layers: Set<string>; trained: boolean }>();

	/** `layer` is the one that it is or stands in; empty for the model itself, null for its training. */
	add(found: Found, layer: string | null): void {
		const known = this.#found.get(found.name) ?? {
			...found,
			layers: new Set<string>(),
			trained: false,
		};
		this.#found.set(found.name, known);
		if (layer === null) known.trained = true;
		else if (layer !== '') known.layers.add(layer);
	}

	all(): readonly CustomObjectFacts[] {
		return [...this.#found.values()].map(({ layers, trained, ...found }) => ({
			...found,
			layers: [...layers].slice(0, mostNamed),
			layerCount: layers.size,
			inTraining: trained,
		}));
	}
}

/** Modules of Keras itself, under all the names that it has had. */
const kerasModule = /^(keras|tf_keras|tensorflow\.keras|tensorflow\.python\.keras)(\.|$)/;

/** Keras 2.11 to 2.15 register their own optimizers as `Custom>Adam`. */
const registration = /^(.*)>([^>]*)$/;

/** Whether a serialised object is of a class that no Keras has. */
export function isCustom(className: string, whole: JsonObject): boolean {
	if (isInternal(className) || className === 'function') return false;
	const { module: stated, registered_name: registeredName } = whole;
	const [, register, name = className] = registration.exec(className) ?? [];
	const [, registered] =
		registration.exec(typeof registeredName === 'string' ? registeredName : '') ?? [];
	const module = typeof stated === 'string' ? stated : null;
	// TensorFlow's own initializers and the like come with it.
	if (module?.startsWith('tensorflow.') && isBuiltin(name)) return false;
	if (module !== null && !kerasModule.test(module)) return true;
	if (module !== null && registered === undefined) return false;
	return !isBuiltin(name) || ![register, registered].every((one) => !one || one === 'Custom');
}

/** Whether some Keras has a class or function of that name. */
export function isBuiltin(name: string): boolean {
	return [builtinLayers, builtinObjects, builtinOperations, keras1Layers, builtinFunctions].some(
		(names) => names.has(name),
	);
}

/** What Keras writes for its own needs, such as `__tensor__`. */
export function isInternal(className: string): boolean {
	return className.startsWith('__') && className.endsWith('__');
}

/** `MyPackage>MyLayer` without the package that it was registered under. */
export function plainName(name: string): string {
	return registration.exec(name)?.[2] ?? name;
}
