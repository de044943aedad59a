import { keras3History } from '../../knowledge/keras-3-history.ts';
import { lossAliases, lossesGone } from '../../knowledge/saved-names.ts';
import { callBeforeItsInput } from './call-order.ts';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';

/** What a configuration has that some Keras reads otherwise than the one that wrote it. */
export const traitIds = [
	'nested-node-index',
	'nested-output-index',
	'state-as-input',
	'loss-alias',
	'loss-gone',
	'loss-arguments',
	'loss-lambda',
	'metric-lambda',
	'optimizer-lr',
	'optimizer-loss-scale',
	'inner-without-module',
	'inner-axis-list',
	'dtype-policy-of-keras-2',
	'dtype-policy-with-module',
	'name-with-slash',
	'attention-score-mode',
	'hard-sigmoid',
	'sequential-without-input',
	'bare-layer-list',
	'several-axes',
	'initializer-dtype',
	'orthogonal-initializer',
	'masks-differ-before-3.4',
	'masks-differ-since-3.4',
	'interpolation-gone',
	'tensor-as-keyword',
	'activation-is-layer',
	'vocabulary-missing',
	'normalization-arguments',
	'interpolation-area',
	'registered-optimizer',
	'weights-of-another-model',
	'no-reset-after',
	'no-bins',
	'constant-not-number',
	'module-keras-engine',
	'module-keras-src-engine',
	'module-tf-keras-src',
	'module-tf-keras-engine',
	'lookup-with-weights',
	'no-steps-per-execution',
	'operation-with-name',
	'bare-structure',
	'model-over-time',
	'attention-output-shape',
	'axis-lost',
	'lambda-with-defaults',
	'lambda-without-shape',
	'class-came-later',
	'argument-came-later',
	'call-before-its-input',
] as const;

export type TraitId = (typeof traitIds)[number];

export interface TraitFact {
	readonly id: TraitId;
	/** The layer that shows it; `` for the model or its training. */
	readonly layer: string;
	readonly className: string;
	/** As it stands in the file. */
	readonly value: string;
}

const mostTraits = 1000;
const modelClasses = new Set(['Functional', 'Sequential', 'Model']);
const wrappers = new Set(['TimeDistributed', 'Bidirectional', 'RNN', 'StackedRNNCells']);

/** The traits of a model's configuration at any depth, and of its `training_config`. Never throws. */
export function traitsOf(config: Json, training: Json): readonly TraitFact[] {
	const traits: TraitFact[] = [];
	const seen = new Set<string>();
	const add = (id: TraitId, layer: string, className: string, value: Json) => {
		const text = JSON.stringify(value).slice(0, 200);
		const key = `${id} ${className} ${text}`;
		// Which layer is first tells enough: a model of thousands has the same trait in each.
		if (seen.has(key) || traits.length >= mostTraits) return;
		seen.add(key);
		traits.push({ id, layer, className, value: text });
	};
	const open: { value: Json; inWrapper: string | null; layer: string }[] = [
		{ value: config, inWrapper: null, layer: '' },
	];
	for (let place = open.pop(); place; place = open.pop()) {
		const { value, inWrapper } = place;
		if (isArray(value)) {
			for (const one of value) if (isNested(one)) open.push({ ...place, value: one });
			continue;
		}
		if (!isObject(value)) continue;
		const { class_name: className, config: settings } = value;
		let inner = inWrapper;
		let { layer } = place;
		if (typeof className === 'string') {
			if (modelClasses.has(className)) inspectModel(className, settings ?? null, add);
			if (isObject(settings)) {
				layer = typeof settings['name'] === 'string' ? settings['name'] : layer;
				inspectObject(className, value, settings, layer, inWrapper, add);
				inspectHistory(className, value, settings, layer, add);
			}
			inner = wrappers.has(className) ? className : null;
		}
		for (const child of Object.values(value)) {
			if (isNested(child)) open.push({ value: child, inWrapper: inner, layer });
		}
	}
	const compile = isObject(config) ? config['compile_config'] : null;
	if (isObject(compile) && compile['steps_per_execution'] === null) {
		add('no-steps-per-execution', '', '', null);
	}
	inspectTraining(training, add);
	return traits;
}

type Add = (id: TraitId, layer: string, className: string, value: Json) => void;

function inspectObject(
	className: string,
	whole: JsonObject,
	settings: JsonObject,
	layer: string,
	inWrapper: string | null,
	add: Add,
): void {
	const { name, dtype, axis } = settings;
	const isLayer = typeof name === 'string';
	if (isLayer && name.includes('/')) add('name-with-slash', layer, className, name);
	if (isObject(dtype) && /^Policy/.test(`${dtype['class_name']}`)) {
		const id =
			typeof dtype['module'] === 'string' ? 'dtype-policy-with-module' : 'dtype-policy-of-keras-2';
		add(id, layer, className, dtype['class_name'] ?? null);
	}
	if (isArray(axis) && axis.length > 1) add('several-axes', layer, className, axis);
	if (inWrapper !== null && isLayer) {
		if (!('module' in whole)) add('inner-without-module', layer, className, inWrapper);
		if (isArray(axis)) add('inner-axis-list', layer, className, axis);
	}
	if (className === 'Attention' && settings['score_mode'] === 'dot' && !whole['module']) {
		add('attention-score-mode', layer, className, 'dot');
	}
	for (const key of ['activation', 'recurrent_activation', 'inner_activation']) {
		if (settings[key] === 'hard_sigmoid') add('hard-sigmoid', layer, className, key);
	}
	for (const key of ['activation', 'recurrent_activation']) {
		const { class_name: own = null } = isObject(settings[key] ?? null)
			? (settings[key] as JsonObject)
			: {};
		if (typeof own === 'string' && own !== 'function')
			add('activation-is-layer', layer, className, own);
	}
	if (className === 'Lambda') inspectLambda(settings, layer, add);
	if (inWrapper === 'TimeDistributed' && modelClasses.has(className)) {
		add('model-over-time', layer, className, null);
	}
	if (className === 'MultiHeadAttention' && isShape(settings['output_shape'])) {
		add('attention-output-shape', layer, className, settings['output_shape'] ?? null);
	}
	if (isLayer && `${whole['module']}`.startsWith('keras.src.ops.')) {
		add('operation-with-name', layer, className, null);
	}
	const { interpolation, vocabulary } = settings;
	if (interpolation === 'gaussian' || interpolation === 'mitchellcubic') {
		add('interpolation-gone', layer, className, interpolation);
	}
	if (/^GRU(Cell)?$/.test(className) && 'units' in settings && !('reset_after' in settings)) {
		add('no-reset-after', layer, className, null);
	}
	if (className === 'Discretization' && settings['bin_boundaries'] === null) {
		add('no-bins', layer, className, null);
	}
	if (hasOddConstant(whole['inbound_nodes'])) add('constant-not-number', layer, className, null);
	if (interpolation === 'area') add('interpolation-area', layer, className, interpolation);
	if (className === 'Normalization' && (settings['mean'] ?? null) !== null) {
		add('normalization-arguments', layer, className, null);
	}
	if (vocabulary === null && lookups.has(className))
		add('vocabulary-missing', layer, className, null);
	if (settings['output_mode'] === 'tf_idf' && lookups.has(className)) {
		add('lookup-with-weights', layer, className, null);
	}
	if (recurrent.test(className) && takesSeveral(whole['inbound_nodes'])) {
		add('state-as-input', layer, className, null);
	}
	if (hasTensorKeyword(whole['inbound_nodes'])) add('tensor-as-keyword', layer, className, null);
	if (className === 'Orthogonal') add('orthogonal-initializer', layer, className, null);
	if (!isLayer && typeof dtype === 'string' && initializers.test(className)) {
		add('initializer-dtype', layer, className, dtype);
	}
}

const recurrent = /^(Bidirectional|RNN|(ConvLSTM\dD|(CuDNN)?(LSTM|GRU)|SimpleRNN))$/;

/** Keras 2 lists the tensors of `initial_state` behind the input (`RNN.__call__` of tf_keras 2.21). */
function takesSeveral(nodes: Json | undefined): boolean {
	return isArray(nodes) && nodes.some((node) => isArray(node) && node.filter(isArray).length > 1);
}

/** As Keras writes one into JSON; a tuple would be an object. */
function isShape(value: Json | undefined): boolean {
	return typeof value === 'number' || isArray(value ?? null);
}

/** Keras 2 writes `[code, defaults, closure]`. */
function inspectLambda(
	{ function: called, ...settings }: JsonObject,
	layer: string,
	add: Add,
): void {
	if (isArray(called ?? null) && (called as readonly Json[])[1]) {
		add('lambda-with-defaults', layer, 'Lambda', null);
	}
	if ((settings['output_shape'] ?? null) === null)
		add('lambda-without-shape', layer, 'Lambda', null);
}

const lookups = new Set(['StringLookup', 'IntegerLookup', 'TextVectorization']);

/** Keras 2 names the tensors among a call's keywords as it names its inputs: `{"mask": ["name", 0, 0]}`. */
function hasTensorKeyword(nodes: Json | undefined): boolean {
	if (!isArray(nodes)) return false;
	return nodes.some(
		(node) =>
			isArray(node) &&
			node.some(
				(input) =>
					isArray(input) && isObject(input[3]) && Object.values(input[3]).some(isTensorReference),
			),
	);
}

/** What stands where a call of TensorFlow has a tensor: Keras 2 takes a number back, no list and no text. */
function hasOddConstant(nodes: Json | undefined): boolean {
	if (!isArray(nodes)) return false;
	return nodes.some((node) => {
		const [name, , value] = isArray(node) ? node : [];
		return name === '_CONSTANT_VALUE' && typeof value !== 'number';
	});
}

function isTensorReference(value: Json | undefined): boolean {
	if (!isArray(value) || value.length < 3) return false;
	const [name, node, tensor] = value;
	return typeof name === 'string' && typeof node === 'number' && typeof tensor === 'number';
}

/** Where the classes of models lay: in Keras 2.12, in 2.13 to 2.15, in tf-keras, and in its source tree. */
const innerModules: readonly (readonly [path: string, TraitId])[] = [
	['keras.engine.', 'module-keras-engine'],
	['keras.src.engine.', 'module-keras-src-engine'],
	['tf_keras.src.', 'module-tf-keras-src'],
	['tf_keras.engine.', 'module-tf-keras-engine'],
];

/** Modules that other releases do not have, and what Keras 3 did not have from its first release on. */
function inspectHistory(
	className: string,
	{ module }: JsonObject,
	settings: JsonObject,
	layer: string,
	add: Add,
): void {
	const inner =
		typeof module === 'string' && innerModules.find(([path]) => module.startsWith(path));
	if (inner) add(inner[1], layer, className, null);
	if (typeof module === 'string' && !module.startsWith('keras')) return;
	if (keras3History.ofClass(className) > 0) add('class-came-later', layer, className, null);
	for (const argument of Object.keys(settings)) {
		if (keras3History.ofArgument(className, argument) > 0) {
			add('argument-came-later', layer, className, argument);
		}
	}
}

const initializers =
	/^(Zeros|Ones|Constant|Random(Normal|Uniform)|TruncatedNormal|VarianceScaling|Orthogonal|Identity)$/;

/** A nested model is made at its own node 0; Keras 2 refers to the calls after it, from 1 on. */
function inspectModel(className: string, settings: Json, add: Add): void {
	if (isArray(settings)) add('bare-layer-list', '', className, null);
	const layers = isObject(settings) && isArray(settings['layers']) ? settings['layers'] : [];
	if (
		isObject(settings) &&
		!['input_layers', 'output_layers'].every((key) => isFlat(settings[key]))
	) {
		add('bare-structure', '', className, null);
	}
	const [first] = layers;
	if (className === 'Sequential' && isObject(first) && isObject(first['config'])) {
		const { class_name: firstClass, config } = first;
		if (firstClass !== 'InputLayer' && 'batch_input_shape' in config) {
			add('sequential-without-input', `${config['name']}`, `${firstClass}`, null);
		}
		return;
	}
	const early = callBeforeItsInput(layers);
	if (early !== null) add('call-before-its-input', early, className, null);
	const nested = new Map(
		layers.flatMap((layer) =>
			isObject(layer) && modelClasses.has(`${layer['class_name']}`)
				? [[`${layer['name']}`, `${layer['class_name']}`] as const]
				: [],
		),
	);
	if (nested.size === 0) return;
	for (const layer of layers) {
		const nodes = isObject(layer) ? layer['inbound_nodes'] : null;
		const references = isArray(nodes) ? nodes.flatMap((node) => (isArray(node) ? node : [])) : [];
		for (const reference of references) {
			if (!isArray(reference)) continue;
			const [name, index] = reference;
			const inner = nested.get(`${name}`);
			if (inner && typeof index === 'number' && index > 0) {
				add('nested-node-index', `${name}`, inner, [`${name}`, index]);
				return;
			}
		}
	}
	const ends = isObject(settings) ? settings['output_layers'] : null;
	for (const end of isArray(ends) ? (typeof ends[0] === 'string' ? [ends] : ends) : []) {
		if (!isArray(end)) continue;
		const inner = Number(end[1]) > 0 ? nested.get(`${end[0]}`) : undefined;
		if (inner) add('nested-output-index', `${end[0]}`, inner, end);
	}
}

/** Tensors in a list or by name, as Keras up to 3.3 writes inputs and outputs; later one of them stands alone. */
function isFlat(structure: Json | undefined): boolean {
	if (structure === undefined || structure === null) return true;
	return Object.values(structure).every((one) => isTensorReference(one));
}

function inspectTraining(training: Json, add: Add): void {
	if (!isObject(training)) return;
	// In the order in which Keras takes them up: the first that it refuses is the one that it names.
	const optimizer = training['optimizer_config'];
	const settings = isObject(optimizer) ? optimizer['config'] : null;
	if (isObject(optimizer) && `${optimizer['class_name']}`.startsWith('Custom>')) {
		add('registered-optimizer', '', '', optimizer['class_name'] ?? null);
	}
	if (isObject(optimizer) && `${optimizer['class_name']}`.startsWith('LossScaleOptimizer')) {
		add('optimizer-loss-scale', '', '', optimizer['class_name'] ?? null);
	}
	if (isObject(settings) && 'lr' in settings) add('optimizer-lr', '', '', settings['lr'] ?? null);
	if (namesLambda(training['loss'])) add('loss-lambda', '', '', null);
	if ([training['metrics'], training['weighted_metrics']].some(namesLambda)) {
		add('metric-lambda', '', '', null);
	}
	const open: Json[] = [training['loss'] ?? null];
	for (let loss = open.pop(); loss !== undefined; loss = open.pop()) {
		if (typeof loss === 'string') {
			if (lossAliases.has(loss)) add('loss-alias', '', '', loss);
			else if (lossesGone.has(loss)) add('loss-gone', '', '', loss);
		} else if (isArray(loss)) open.push(...loss.slice(0, mostTraits));
		else if (isObject(loss)) {
			const settings = loss['config'];
			if (typeof loss['class_name'] !== 'string') {
				open.push(...Object.values(loss).map((one) => one ?? null));
			} else if (isObject(settings) && (settings['reduction'] === 'auto' || 'fn' in settings)) {
				add('loss-arguments', '', loss['class_name'], settings['reduction'] ?? null);
			}
		}
	}
}

/** The name that Python gives every lambda, and by which nothing is found again. */
function namesLambda(value: Json | undefined): boolean {
	return value !== undefined && JSON.stringify(value).includes('"<lambda>"');
}

function isNested(value: Json | undefined): value is JsonObject | readonly Json[] {
	return typeof value === 'object' && value !== null;
}
