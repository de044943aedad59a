import { builtinObjects, keras1Layers, metricNames } from '../../knowledge/builtin-classes.ts';
import { keepConfiguration } from './configurations.ts';
import { CustomObjects, isBuiltin, isCustom, isInternal, plainName } from './custom-objects.ts';
import type { LayerFacts, ModelFacts } from './facts.ts';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';
import { traitsOf } from './loading-traits.ts';
import { risksOfConfig } from './risks.ts';
import { SharedLists } from './shared-lists.ts';
import { Unreadable } from './unreadable.ts';

/** A serialised Keras object, of any generation. */
interface Serialized {
	readonly className: string;
	readonly config: Json;
	readonly whole: JsonObject;
}

/** Above the largest model that is known (20,000 layers) by a factor of ten. */
const mostNodes = 20_000_000;

/** True for what `get_config` and `to_json` of a model look like; a `config.json` of others is no such thing. */
export function isModelConfig(config: Json): boolean {
	const root = serialized(config);
	return root !== null && (isObject(root.config) || isArray(root.config));
}

/**
 * What a model's configuration says: `config.json`, the attribute `model_config`, or `to_json()`.
 * `training` is the attribute `training_config` of an HDF5 file.
 * @throws Unreadable `config-not-a-model` or `json-too-large`.
 */
export function readModelConfig(
	config: Json,
	training: Json = null,
	member: string | null = null,
): ModelFacts {
	const root = serialized(config);
	if (!root || !isModelConfig(config)) {
		throw new Unreadable({
			kind: 'config-not-a-model',
			member,
			detail: isObject(config)
				? `an object with the keys ${Object.keys(config).slice(0, 8).join(', ')}`
				: `${config === null ? 'null' : isArray(config) ? 'an array' : `a ${typeof config}`}`,
		});
	}
	const compile = isObject(root.whole['compile_config']) ? root.whole['compile_config'] : null;
	const survey = new Survey(member);
	survey.model(root);
	survey.compileConfig(compile ?? (isObject(training) ? training : null));
	const { layers, lambdas } = survey;
	const custom = survey.custom.all();
	const optimizer = compile?.['optimizer'] ?? trainingOptimizer(training);

	const facts: ModelFacts = {
		modelClass: root.className,
		registeredName: text(root.whole['registered_name']),
		name:
			isObject(root.config) && typeof root.config['name'] === 'string' ? root.config['name'] : null,
		layers,
		layerClasses: [...new Set(layers.map(({ className }) => className))],
		customObjects: custom.map(({ name }) => name),
		custom,
		lambdas,
		optimizer: optimizerName(optimizer),
		optimizerModule: text(serialized(optimizer)?.whole['module']),
		dtype: mostFrequent(survey.dtypes),
		risks: risksOfConfig(config, training),
		traits: traitsOf(config, training),
		generation: survey.generation(),
	};
	keepConfiguration(facts, config);
	return facts;
}

/** Where a value stands: what it is under, and in which layer. */
interface Place {
	readonly value: Json;
	readonly key: string;
	/** Empty outside of layers, null in what only training uses. */
	readonly layer: string | null;
	readonly depth: number;
}

class Survey {
	readonly layers: LayerFacts[] = [];
	readonly lambdas: { layer: string; pythonBytecode: boolean }[] = [];
	readonly custom = new CustomObjects();
	readonly dtypes: string[] = [];
	readonly #traits = { 1: 0, 2: 0, 3: 0 };
	readonly #arguments = new SharedLists<string>();
	readonly #member: string | null;
	#nodes = 0;

	constructor(member: string | null) {
		this.#member = member;
	}

	/** The model itself and everything in it, without recursion: a file decides how deep it nests. */
	model({ className, config, whole }: Serialized): void {
		this.#addTraits(className, config, whole);
		this.#addCustom('model', { className, config, whole }, '', '');
		this.#walk([{ value: config, key: 'layers', layer: '', depth: 0 }]);
	}

	/** Custom losses, metrics and optimizers; `compile_config` of Keras 3 and `training_config` have the same keys. */
	compileConfig(compile: JsonObject | null): void {
		if (!compile) return;
		for (const key of ['loss', 'metrics', 'weighted_metrics']) {
			this.#namedFunctions(compile[key], key, null);
		}
		const objects = ['optimizer', 'optimizer_config', 'loss', 'metrics', 'weighted_metrics'];
		this.#walk(objects.map((key) => ({ value: compile[key] ?? null, key, layer: null, depth: 0 })));
	}

	/** The generation with most traits: a file that was edited by hand has a few of another. */
	generation(): 1 | 2 | 3 | null {
		const { 1: first, 2: second, 3: third } = this.#traits;
		if (third > 0 && third >= second) return 3;
		// Keras 1 and 2 write their shapes and nodes alike.
		if (first > 0) return 1;
		return second > 0 ? 2 : null;
	}

	#walk(start: readonly Place[]): void {
		const open = start.toReversed();
		for (let place = open.pop(); place; place = open.pop()) {
			const { value, key, layer, depth } = place;
			this.#count();
			if (isArray(value)) {
				for (let index = value.length - 1; index >= 0; index--) {
					const child = value[index] ?? null;
					if (typeof child === 'object' && child !== null) {
						open.push({ value: child, key, layer, depth });
					} else this.#count();
				}
				continue;
			}
			if (!isObject(value)) continue;
			const object = serialized(value);
			if (!object) {
				// Losses and metrics by the name of the output stay losses and metrics.
				pushChildren(open, value, layer, depth, layer === null ? key : undefined);
				continue;
			}
			if (isLayer(object, key)) {
				const name = this.#addLayer(object, depth);
				pushChildren(open, object.whole, name, depth + 1);
				continue;
			}
			this.#addObject(object, key, layer);
			if (!isInternal(object.className)) pushChildren(open, object.whole, layer, depth);
		}
	}

	#addLayer({ className, config, whole }: Serialized, depth: number): string {
		const settings = isObject(config) ? config : {};
		const name = text(settings['name']) ?? text(whole['name']) ?? className;
		this.layers.push({
			name,
			className,
			module: text(whole['module']),
			registeredName: text(whole['registered_name']),
			arguments: this.#arguments.shared(Object.keys(settings)),
			depth,
		});
		this.#addTraits(className, config, whole);
		this.#addCustom('layer', { className, config, whole }, '', name);
		const dtype = dtypeName(settings['dtype']);
		if (dtype && className !== 'InputLayer') this.dtypes.push(dtype);
		if (plainName(className) === 'Lambda') this.#addLambda(name, settings);
		for (const key of activationArguments) this.#namedFunctions(settings[key], key, name);
		return name;
	}

	#addObject({ className, config, whole }: Serialized, key: string, layer: string | null): void {
		if (className === '__lambda__') {
			if (!this.lambdas.some((lambda) => lambda.layer === (layer ?? ''))) {
				this.lambdas.push({ layer: layer ?? '', pythonBytecode: true });
			}
		} else if (className === 'function') {
			if (typeof config === 'string') this.#addFunction(config, key, layer);
		} else if (className === 'DTypePolicy' && text(whole['module']) !== null) {
			this.#traits[3]++;
		} else this.#addCustom('object', { className, config, whole }, key, layer);
		// Keras 2 wraps the functions of losses and metrics: {"class_name": "MeanMetricWrapper", "config": {"fn": …}}.
		const isMetric = className === 'MeanMetricWrapper';
		if (isObject(config)) this.#namedFunctions(config['fn'], isMetric ? 'fn' : key, layer);
	}

	/** Keras 2 writes bytecode as `[code, defaults, closure]`, Keras 3 as `__lambda__`; a named function has its name. */
	#addLambda(layer: string, settings: JsonObject): void {
		const { function: called, function_type: type } = settings;
		const pythonBytecode =
			isArray(called) ||
			type === 'lambda' ||
			(isObject(called) && called['class_name'] === '__lambda__');
		this.lambdas.push({ layer, pythonBytecode });
		if (!pythonBytecode && typeof called === 'string')
			this.#namedFunctions(called, 'function', layer);
	}

	/** Functions that are named by a bare string, alone or in lists and by output. */
	#namedFunctions(value: Json | undefined, key: string, layer: string | null): void {
		const open = [value ?? null];
		for (let one = open.pop(); one !== undefined; one = open.pop()) {
			this.#count();
			if (typeof one === 'string') this.#addFunction(one, key, layer);
			else if (typeof one === 'object' && one !== null && !serialized(one)) {
				for (const child of Object.values(one)) open.push(child ?? null);
			}
		}
	}

	/** A custom one, where the text is a name at all: `my_act`, `Custom>my_act`, QKeras' `quantized_relu(6)`. */
	#addFunction(text: string, argument: string, layer: string | null): void {
		const [, name] = /^([A-Za-z_][\w.]*)(\(.*\))?$/.exec(plainName(text)) ?? [];
		// Strings name functions, but also classes: `activation="LeakyReLU"`, `loss="MeanSquaredError"`.
		if (!name || isBuiltin(name)) return;
		if (/metrics$/.test(argument) && this.generation() === 3 && metricNames.has(name)) return;
		const saved = text.replace(/\(.*\)$/, '');
		this.custom.add({ name, kind: 'function', saved, argument, arguments: [] }, layer);
	}

	/** A class, where it is the person's own. */
	#addCustom(
		kind: 'model' | 'layer' | 'object',
		{ className, config, whole }: Serialized,
		argument: string,
		layer: string | null,
	): void {
		if (!isCustom(className, whole)) return;
		// The name under which Keras 3 looks it up; Keras 2 writes that one as the class.
		const saved = text(whole['registered_name']) ?? className;
		const names = isObject(config) ? Object.keys(config) : [];
		const name = plainName(className);
		this.custom.add(
			{ name, kind, saved, argument, arguments: this.#arguments.shared(names) },
			layer,
		);
	}

	#addTraits(className: string, config: Json, whole: JsonObject): void {
		const settings = isObject(config) ? config : {};
		for (const { generation, shows } of traits) {
			if (shows(className, settings, whole)) this.#traits[generation]++;
		}
	}

	#count(): void {
		if (++this.#nodes > mostNodes) {
			throw new Unreadable({
				kind: 'json-too-large',
				member: this.#member,
				detail: `more than ${mostNodes} values`,
			});
		}
	}
}

/** What the configuration of a layer or model shows of who wrote it (keras-errors, section b1). */
const traits: readonly {
	readonly generation: 1 | 2 | 3;
	readonly shows: (className: string, settings: JsonObject, whole: JsonObject) => boolean;
}[] = [
	{ generation: 3, shows: (_, settings) => 'batch_shape' in settings },
	{ generation: 3, shows: (_, __, whole) => isObject(firstNode(whole)) },
	{ generation: 3, shows: (_, __, { module }) => /^keras\.src\.(models|ops)\b/.test(`${module}`) },
	{
		generation: 2,
		shows: (_, settings) => 'batch_input_shape' in settings && !('init' in settings),
	},
	{ generation: 2, shows: (_, __, whole) => isArray(firstNode(whole)) },
	{
		generation: 2,
		shows: (_, __, { module }) => /^(keras\.(src\.)?engine|tf_keras)\b/.test(`${module}`),
	},
	{
		generation: 1,
		shows: (className, settings) =>
			keras1Layers.has(className) || keras1Arguments.some((argument) => argument in settings),
	},
];

function firstNode(layer: JsonObject): Json {
	const nodes = layer['inbound_nodes'];
	return isArray(nodes) ? (nodes[0] ?? null) : null;
}

const keras1Arguments = [
	'W_regularizer',
	'b_regularizer',
	'W_constraint',
	'border_mode',
	'inner_activation',
	'dim_ordering',
	'nb_filter',
];

const activationArguments = ['activation', 'recurrent_activation', 'inner_activation'];

/** Keys whose values are layers wherever they stand: containers, wrappers, cells. */
const layerKeys = new Set([
	'layers',
	'layer',
	'cell',
	'cells',
	'forward_layer',
	'backward_layer',
	'model',
]);

function isLayer({ className, whole }: Serialized, key: string): boolean {
	if (isInternal(className) || className === 'function') return false;
	if (layerKeys.has(key)) return true;
	const module = text(whole['module']);
	return module !== null && /^(keras|tf_keras)(\.src)?\.(layers|models|engine)\b/.test(module);
}

function serialized(value: Json): Serialized | null {
	if (!isObject(value)) return null;
	const { class_name: className, config } = value;
	return typeof className === 'string' && config !== undefined
		? { className, config, whole: value }
		: null;
}

/** Puts the values worth following onto the open list, the first on top. */
function pushChildren(
	open: Place[],
	object: JsonObject,
	layer: string | null,
	depth: number,
	under?: string,
): void {
	for (const [key, value] of Object.entries(object).reverse()) {
		if (typeof value === 'object' && value !== null) {
			open.push({ value, key: under ?? key, layer, depth });
		}
	}
}

function text(value: Json | undefined): string | null {
	return typeof value === 'string' ? value : null;
}

/** A string, or a policy: `{"class_name": "DTypePolicy" | "Policy", "config": {"name": …}}`. */
export function dtypeName(dtype: Json | undefined): string | null {
	if (!isObject(dtype)) return text(dtype);
	return isObject(dtype['config']) ? text(dtype['config']['name']) : null;
}

function trainingOptimizer(training: Json): Json {
	return isObject(training) ? (training['optimizer_config'] ?? null) : null;
}

const classNames = new Map([...builtinObjects].map((name) => [name.toLowerCase(), name]));

/** The class, also where the person gave its short name: `adam`. */
function optimizerName(optimizer: Json): string | null {
	const name = text(optimizer) ?? serialized(optimizer)?.className ?? null;
	return name === null ? null : (classNames.get(plainName(name).toLowerCase()) ?? plainName(name));
}

function mostFrequent(names: readonly string[]): string | null {
	const counts = new Map<string, number>();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	let best: string | null = null;
	for (const [name, count] of counts) {
		if (best === null || count > (counts.get(best) ?? 0)) best = name;
	}
	return best;
}
