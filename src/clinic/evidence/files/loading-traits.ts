import { lossAliases } from '../../knowledge/saved-names.ts';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';

/** What a configuration has that some Keras reads otherwise than the one that wrote it. */
export const traitIds = [
	'nested-node-index',
	'loss-alias',
	'loss-arguments',
	'optimizer-lr',
	'inner-without-module',
	'inner-axis-list',
	'dtype-policy-of-keras-2',
	'name-with-slash',
	'attention-score-mode',
	'hard-sigmoid',
	'sequential-without-input',
	'bare-layer-list',
	'several-axes',
	'initializer-dtype',
	'orthogonal-initializer',
	'masked-merge',
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
const merges = new Set([
	'Add',
	'Subtract',
	'Multiply',
	'Average',
	'Maximum',
	'Minimum',
	'Concatenate',
]);

/** The traits of a model's configuration at any depth, and of its `training_config`. Never throws. */
export function traitsOf(config: Json, training: Json): readonly TraitFact[] {
	const traits: TraitFact[] = [];
	let [masks, mergers] = [false, false];
	const add = (id: TraitId, layer: string, className: string, value: Json) => {
		if (traits.length < mostTraits) {
			traits.push({ id, layer, className, value: JSON.stringify(value).slice(0, 200) });
		}
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
				masks ||= className === 'Masking' || settings['mask_zero'] === true;
			}
			mergers ||= merges.has(className);
			inner = wrappers.has(className) ? className : null;
		}
		for (const child of Object.values(value)) {
			if (isNested(child)) open.push({ value: child, inWrapper: inner, layer });
		}
	}
	if (masks && mergers) add('masked-merge', '', '', null);
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
		add('dtype-policy-of-keras-2', layer, className, dtype['class_name'] ?? null);
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
	if (className === 'Orthogonal') add('orthogonal-initializer', layer, className, null);
	if (!isLayer && typeof dtype === 'string' && initializers.test(className)) {
		add('initializer-dtype', layer, className, dtype);
	}
}

const initializers =
	/^(Zeros|Ones|Constant|Random(Normal|Uniform)|TruncatedNormal|VarianceScaling|Orthogonal|Identity)$/;

/** A nested model is made at its own node 0; Keras 2 refers to the calls after it, from 1 on. */
function inspectModel(className: string, settings: Json, add: Add): void {
	if (isArray(settings)) add('bare-layer-list', '', className, null);
	const layers = isObject(settings) && isArray(settings['layers']) ? settings['layers'] : [];
	const [first] = layers;
	if (className === 'Sequential' && isObject(first) && isObject(first['config'])) {
		const { class_name: firstClass, config } = first;
		if (firstClass !== 'InputLayer' && 'batch_input_shape' in config) {
			add('sequential-without-input', `${config['name']}`, `${firstClass}`, null);
		}
		return;
	}
	const nested = new Set(
		layers.flatMap((layer) =>
			isObject(layer) && modelClasses.has(`${layer['class_name']}`) ? [`${layer['name']}`] : [],
		),
	);
	if (nested.size === 0) return;
	for (const layer of layers) {
		const nodes = isObject(layer) ? layer['inbound_nodes'] : null;
		const references = isArray(nodes) ? nodes.flatMap((node) => (isArray(node) ? node : [])) : [];
		for (const reference of references) {
			if (!isArray(reference)) continue;
			const [name, index] = reference;
			if (nested.has(`${name}`) && typeof index === 'number' && index > 0) {
				add('nested-node-index', `${name}`, className, [`${name}`, index]);
				return;
			}
		}
	}
	const ends = isObject(settings) ? settings['output_layers'] : null;
	const [end] = isArray(ends) ? (typeof ends[0] === 'string' ? [ends] : ends) : [];
	if (isArray(end) && nested.has(`${end[0]}`) && Number(end[1]) > 0) {
		add('nested-node-index', `${end[0]}`, className, end);
	}
}

function inspectTraining(training: Json, add: Add): void {
	if (!isObject(training)) return;
	const open: Json[] = [training['loss'] ?? null];
	for (let loss = open.pop(); loss !== undefined; loss = open.pop()) {
		if (typeof loss === 'string' && lossAliases.has(loss)) add('loss-alias', '', '', loss);
		else if (isArray(loss)) open.push(...loss.slice(0, mostTraits));
		else if (isObject(loss)) {
			const settings = loss['config'];
			if (typeof loss['class_name'] !== 'string') {
				open.push(...Object.values(loss).map((one) => one ?? null));
			} else if (isObject(settings) && (settings['reduction'] === 'auto' || 'fn' in settings)) {
				add('loss-arguments', '', loss['class_name'], settings['reduction'] ?? null);
			}
		}
	}
	const optimizer = training['optimizer_config'];
	const settings = isObject(optimizer) ? optimizer['config'] : null;
	if (isObject(settings) && 'lr' in settings) add('optimizer-lr', '', '', settings['lr'] ?? null);
}

function isNested(value: Json | undefined): value is JsonObject | readonly Json[] {
	return typeof value === 'object' && value !== null;
}
