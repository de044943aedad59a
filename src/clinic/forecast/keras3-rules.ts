import type { FileFacts } from '../evidence/files/facts.ts';
import type { TraitFact, TraitId } from '../evidence/files/loading-traits.ts';
import { keras3Arguments, newerRows } from '../knowledge/arguments.ts';
import { layerRow } from '../knowledge/layers.ts';
import { removedClasses } from '../knowledge/old-configurations.ts';
import { newerClasses } from '../knowledge/saved-names.ts';
import type { Verdict } from './forecast.ts';
import { refusedData } from './refused-data.ts';

/** A release line of Keras 3: `[3, 15]`. */
export type Release = readonly [number, number];

/** What a rule says of one release line, with the message to expect. */
export interface Finding {
	readonly verdict: Exclude<Verdict, 'loads' | 'loads-with-custom-objects'>;
	readonly error: string | null;
}

interface TraitRule {
	readonly trait: TraitId;
	/** Release lines in which it holds; both included; null: all that there are. */
	readonly from: number | null;
	readonly to: number | null;
	/** Only where the class is one of these. */
	readonly classes?: readonly string[];
	readonly verdict: Finding['verdict'];
	readonly error: (trait: TraitFact) => string | null;
}

const silent = () => null;
const conv = ['Conv1D', 'Conv2D', 'Conv3D', 'LSTM', 'GRU', 'SimpleRNN', 'Embedding'] as const;

/**
 * How Keras 3 reads a legacy `.h5` with a trait of Keras 2. Measured by loading such files in Keras
 * 3.15.1, and the default configuration of each layer in 3.0.5, 3.3.3, 3.4.0, 3.8.0 and 3.12.0
 * (keras/src/legacy/saving/, models/functional.py, layers/layer.py).
 */
const hdf5Rules: readonly TraitRule[] = [
	// functional_from_config turned in a circle until 3.15.0 (keras-team/keras#22800).
	{ trait: 'nested-node-index', from: 0, to: 14, verdict: 'hangs', error: silent },
	{
		trait: 'nested-node-index',
		from: 15,
		to: null,
		verdict: 'fails',
		error: () => 'ValueError: Invalid Functional model configuration. …',
	},
	{
		trait: 'loss-alias',
		from: 0,
		to: 10,
		verdict: 'fails',
		error: ({ value }) => `TypeError: Could not locate function ${value.replaceAll('"', "'")}.`,
	},
	{
		trait: 'loss-alias',
		from: 11,
		to: null,
		verdict: 'fails',
		error: ({ value }) =>
			`ValueError: Could not deserialize 'keras.metrics.${value.replaceAll('"', '')}' because it is not a KerasSaveable subclass`,
	},
	{
		trait: 'loss-arguments',
		from: 0,
		to: null,
		verdict: 'fails',
		error: ({ className }) => `${className}: the arguments of its loss are refused`,
	},
	{
		trait: 'optimizer-lr',
		from: 0,
		to: null,
		verdict: 'fails',
		error: ({ value }) => `ValueError: Argument(s) not recognized: {'lr': ${value}}`,
	},
	{
		trait: 'inner-without-module',
		from: 0,
		to: null,
		verdict: 'fails',
		error: ({ className }) => `TypeError: Could not locate class '${className}'.`,
	},
	{
		trait: 'inner-axis-list',
		from: 0,
		to: null,
		classes: ['BatchNormalization'],
		verdict: 'fails',
		error: () =>
			"TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'",
	},
	{
		trait: 'dtype-policy-of-keras-2',
		from: 0,
		to: null,
		verdict: 'fails',
		error: () => "AttributeError: 'str' object has no attribute 'quantization_mode'",
	},
	{
		trait: 'name-with-slash',
		from: 0,
		to: null,
		verdict: 'fails',
		error: ({ value }) =>
			`ValueError: Argument \`name\` must be a string and cannot contain character \`/\`. Received: name=${value.replaceAll('"', '')}`,
	},
	{
		trait: 'attention-score-mode',
		from: 15,
		to: null,
		verdict: 'fails',
		error: () =>
			"ValueError: Invalid value for argument score_mode. Expected one of {'dot', 'concat'}.",
	},
	{ trait: 'attention-score-mode', from: 13, to: 14, verdict: 'unknown', error: silent },
	{
		trait: 'several-axes',
		from: 0,
		to: null,
		classes: ['BatchNormalization'],
		verdict: 'fails',
		error: () => 'ValueError: Shape mismatch in layer … for weight …/gamma.',
	},
	// The axes beyond the first are dropped without a word.
	{
		trait: 'several-axes',
		from: 0,
		to: null,
		classes: ['LayerNormalization', 'Normalization', 'Softmax', 'UnitNormalization'],
		verdict: 'loads-differently',
		error: silent,
	},
	{
		trait: 'bare-layer-list',
		from: 0,
		to: null,
		verdict: 'fails',
		error: () => 'TypeError: pop expected at most 1 argument, got 2',
	},
	// Keras 3 puts a second batch dimension in front.
	{
		trait: 'sequential-without-input',
		from: 0,
		to: null,
		classes: conv,
		verdict: 'fails',
		error: () =>
			'ValueError: Input 0 … is incompatible with the layer: expected ndim=3, found ndim=4.',
	},
	{
		trait: 'sequential-without-input',
		from: 0,
		to: null,
		verdict: 'loads-differently',
		error: silent,
	},
	{
		trait: 'initializer-dtype',
		from: 0,
		to: null,
		verdict: 'fails',
		error: ({ className }) =>
			`TypeError: ${className}.__init__() got an unexpected keyword argument 'dtype'`,
	},
	// The class was called OrthogonalInitializer.
	{
		trait: 'orthogonal-initializer',
		from: 0,
		to: 3,
		verdict: 'fails',
		error: () =>
			"ValueError: Could not interpret initializer identifier: {'class_name': 'Orthogonal', …}",
	},
	// 0.2 x + 0.5 in Keras 2, x / 6 + 0.5 in Keras 3 (keras/src/activations/activations.py).
	{ trait: 'hard-sigmoid', from: 0, to: null, verdict: 'loads-differently', error: silent },
	// Masks were combined by AND until 3.3.3; in which models the difference shows is not decided here.
	{ trait: 'masked-merge', from: 4, to: null, verdict: 'unknown', error: silent },
];

/** What stands against loading the file in this release line of Keras 3, the worst first. */
export function keras3Findings(facts: FileFacts, [, minor]: Release): readonly Finding[] {
	const { model, format } = facts;
	const found = refusedData(facts, minor);
	if (!model) return found;
	if (model.generation === 3) found.push(...newerThan(facts, minor), ...unheardOf(facts));
	found.push(...byClass(facts));
	if (format === 'legacy-h5') {
		for (const trait of model.traits) {
			const rule = hdf5Rules.find(
				(one) =>
					one.trait === trait.id &&
					minor >= (one.from ?? 0) &&
					minor <= (one.to ?? minor) &&
					(one.classes === undefined || one.classes.includes(trait.className)),
			);
			if (rule) found.push({ verdict: rule.verdict, error: rule.error(trait) });
		}
	}
	return found.toSorted((one, other) => severity[one.verdict] - severity[other.verdict]);
}

/** Layers that Keras 3 has no more, and what it does not read from an `.h5`. */
function byClass({ model, format, weights }: FileFacts): Finding[] {
	const isHdf5 = format === 'legacy-h5';
	const found = (model?.layers ?? []).flatMap(({ className, module }): Finding[] => {
		if (removedClasses.has(className)) {
			const error = isHdf5
				? `ValueError: Unknown layer: '${className}'.`
				: `TypeError: Could not locate class '${className}'.`;
			return [{ verdict: 'fails', error }];
		}
		if (module?.startsWith('tf_keras')) {
			return [{ verdict: 'fails', error: `TypeError: Could not locate class '${className}'.` }];
		}
		// Their vocabularies are state: some load, some do not.
		return isHdf5 && lookups.has(className) ? [{ verdict: 'unknown', error: null }] : [];
	});
	// Weights in another layout than Keras 3 writes into an archive were not measured.
	if (format === 'keras-v3' && weights && weights.layout !== 'layers') {
		if (weights.layout !== 'dependencies') found.push({ verdict: 'unknown', error: null });
	}
	return found;
}

const lookups = new Set(['StringLookup', 'IntegerLookup', 'TextVectorization']);

/** A file that cannot be read at all is not read wrongly. */
const severity: Readonly<Record<Finding['verdict'], number>> = {
	fails: 0,
	hangs: 1,
	'loads-differently': 2,
	unknown: 3,
};

/** Arguments and classes of a later release line than the reader's. */
function newerThan({ model }: FileFacts, minor: number): Finding[] {
	return (model?.layers ?? []).flatMap(({ className, arguments: saved }): Finding[] => {
		const cameWith = newerClasses[className];
		if (cameWith && minorOf(cameWith) > minor) {
			return [{ verdict: 'fails', error: `TypeError: Could not locate class '${className}'.` }];
		}
		const row = newerRows.find(
			({ argument, classes, generation }) =>
				classes.includes(className) &&
				saved.includes(argument) &&
				generation !== 'keras-2-only' &&
				minorOf(generation.since) > minor,
		);
		if (!row) return [];
		const error = `ValueError: Unrecognized keyword arguments passed to ${className}: {'${row.argument}': …}`;
		return [{ verdict: 'fails', error }];
	});
}

/** Arguments that no release which was measured has: of a Keras yet to come, or written by hand. */
function unheardOf({ model }: FileFacts): Finding[] {
	const strange = model?.layers.some(({ className, module, arguments: saved }) => {
		const takes = module?.startsWith('keras.') ? layerRow(className)?.takes : undefined;
		if (takes === undefined) return false;
		const known = new Set([...takes.split(/\s+/), ...ofEveryLayer]);
		const newer = newerRows.filter(({ classes }) => classes.includes(className));
		return saved.some(
			(argument) =>
				!known.has(argument) &&
				!keras3Arguments.has(argument) &&
				!newer.some((row) => row.argument === argument),
		);
	});
	return strange ? [{ verdict: 'unknown', error: null }] : [];
}

/** What `get_config` of every layer may hold (keras/src/layers/layer.py). */
const ofEveryLayer = ['name', 'trainable', 'dtype', 'activity_regularizer', 'autocast'];

function minorOf(version: string): number {
	return Number(version.split('.')[1]);
}
