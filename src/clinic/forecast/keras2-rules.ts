import type { FileFacts, LayerFacts, TensorFacts } from '../evidence/files/facts.ts';
import type { TraitId } from '../evidence/files/loading-traits.ts';
import { keras2Lines } from '../knowledge/keras-2-lines.ts';
import { skipsNumbers } from '../model/skipped-numbers.ts';
import { type Finding, worstFirst } from './finding.ts';
import type { Verdict } from './forecast.ts';
import { layerKinds } from './layer-kinds.ts';
import type { Target } from './targets.ts';

/**
 * What stands against loading the file in this release line of Keras 2, the worst first. Run with the
 * sources of Keras 2.10, 2.12 and 2.15 and of tf-keras 2.21, on TensorFlow 2.21; of the lines between, by
 * their signatures alone.
 */
export function keras2Findings(facts: FileFacts, target: Target): readonly Finding[] {
	const { model, writer, format } = facts;
	const compiled = (model?.traits ?? []).flatMap(({ id }) => ofTraining[id] ?? []);
	if (format === 'saved-model') return compiled;
	if ((writer?.generation ?? model?.generation) === 3) return [ofKeras3];
	return worstFirst([
		...(format === 'keras-v3' ? archiveFindings(facts, target) : []),
		...layerKinds(model).flatMap((layer) => cameLater(layer, target)),
		...compiled,
		...byTrait(facts, target),
	]);
}

/** Compiled with a lambda, in any format but one that was saved without: run with tf_keras 2.21. */
const ofTraining: Readonly<Partial<Record<TraitId, Finding>>> = {
	'loss-lambda': {
		verdict: 'fails',
		slug: 'custom-object-unknown',
		error: "ValueError: Unknown loss function: '<lambda>'. Please ensure …",
	},
	'metric-lambda': {
		verdict: 'fails',
		slug: 'custom-object-unknown',
		error: "ValueError: Unknown metric function: '<lambda>'. Please ensure …",
	},
};

/** InputLayer of Keras 2 has no batch_shape: run with tf_keras 2.21 on files of Keras 3.0 to 3.15. */
const ofKeras3: Finding = {
	verdict: 'fails',
	slug: 'keras3-file-in-keras2',
	error: "Unrecognized keyword arguments: ['batch_shape']",
};

/** The first release that reads the archive (keras/saving/saving_api.py). */
const firstArchive = 12;
/** The first one that has the layout of weights which Keras 3 took over. */
const firstLayers = 15;

function archiveFindings({ model, weights }: FileFacts, target: Target): Finding[] {
	const [, minor] = target.release;
	if (minor < firstArchive) {
		const error = 'OSError: Unable to synchronously open file (file signature not found)';
		return [{ verdict: 'fails', slug: 'zip-named-h5', error }];
	}
	const found: Finding[] = [];
	const foreign = model?.traits.find(({ id }) => importable[id]?.(target) === false);
	if (foreign) {
		const error = `TypeError: Could not deserialize class '${foreign.className}' because its parent module … cannot be imported.`;
		found.push({ verdict: 'fails', slug: 'keras2-functional-module', error });
	}
	const layout = minor >= firstLayers ? 'layers' : 'dependencies';
	const isOther =
		weights?.layout === layout
			? layout === 'dependencies' && countsOtherwise(weights.tensors, minor)
			: weights?.layout === 'layers' || weights?.layout === 'dependencies';
	if (isOther && weights?.tensors.some(({ path }) => path.includes('/vars/'))) {
		const error = "ValueError: Layer '…' expected … variables, but received 0 variables";
		found.push({ verdict: 'fails', slug: 'weights-variables-missing', error });
	}
	return found;
}

/** Keras 2.14 no longer leaves out every second number: the second layer of a class is elsewhere. By its source. */
function countsOtherwise(tensors: readonly TensorFacts[], minor: number): boolean {
	const skips = skipsNumbers(tensors);
	const isNumbered = tensors.some(({ path }) => /_dependencies\/[a-z0-9_]+_\d+\//.test(path));
	return isNumbered && skips === minor >= firstCountedOnce;
}

const firstCountedOnce = 14;

/** Which lines have the module; tf-keras finds in itself what the files of Keras 2.13 to 2.15 name. */
const importable: Readonly<Partial<Record<TraitId, (target: Target) => boolean>>> = {
	'module-keras-engine': ({ release: [, minor] }) => minor === firstArchive,
	'module-keras-src-engine': ({ release: [, minor] }) => minor > firstArchive,
	'module-tf-keras-src': ({ library }) => library === 'tf-keras',
	'module-tf-keras-engine': () => false,
};

/** Classes and arguments of a later release line than the reader's. */
function cameLater({ className, arguments: saved }: LayerFacts, { release }: Target): Finding[] {
	const [, minor] = release;
	if (keras2Lines.ofClass(className) > minor) {
		const error = `ValueError: Unknown layer: ${className}.`;
		return [{ verdict: 'fails', slug: 'newer-keras-2-file', error }];
	}
	const argument = saved.find((one) => keras2Lines.ofArgument(className, one) > minor);
	if (argument === undefined) return [];
	const error = `Unrecognized keyword arguments: ['${argument}']`;
	return [{ verdict: 'fails', slug: 'newer-keras-2-file', error }];
}

/** The optimizers were written anew in 2.11, and a compiled `.h5` names them. */
const firstNewOptimizers = 11;

const traitFindings: Readonly<Partial<Record<TraitId, Finding>>> = {
	'no-reset-after': {
		verdict: 'fails',
		slug: 'recurrent-weights-incompatible',
		error: 'ValueError: GRU(reset_after=False) is not compatible with GRU(reset_after=True)',
	},
	// What it learned is in no file but a SavedModel.
	'no-bins': { verdict: 'loads-differently', slug: null, error: null },
	'vocabulary-missing': { verdict: 'loads-differently', slug: null, error: null },
	'lookup-with-weights': { verdict: 'loads-differently', slug: null, error: null },
	// The other tensors of such a call are not in the file.
	'constant-not-number': {
		verdict: 'fails',
		slug: null,
		error: 'Exception encountered when calling layer "…" (type TFOpLambda).',
	},
};

function byTrait({ model, format }: FileFacts, { release: [, minor] }: Target): Finding[] {
	if (format !== 'legacy-h5') return [];
	return (model?.traits ?? []).flatMap(({ id }): Finding[] => {
		if (id === 'registered-optimizer' && minor < firstNewOptimizers) {
			const error = 'TypeError: weight_decay is not a valid argument, kwargs should be empty';
			return [{ verdict: 'fails', slug: 'optimizer-of-another-keras', error }];
		}
		const found = traitFindings[id];
		return found ? [found] : [];
	});
}

/** `BaseRandomLayer.build` came with Keras 2.10 (keras/engine/base_layer.py), and SavedModels note its shape since. */
const firstBuiltRandom = 10;
/** What they learned was saved as `_table` and is looked for as `lookup_table`: run with tf_keras 2.21. */
const firstLookupTable = 5;
const lookups: ReadonlySet<string> = new Set([
	'IntegerLookup',
	'StringLookup',
	'TextVectorization',
]);
const randomPreprocessing: ReadonlySet<string> = new Set([
	'RandomBrightness',
	'RandomContrast',
	'RandomCrop',
	'RandomFlip',
	'RandomHeight',
	'RandomRotation',
	'RandomTranslation',
	'RandomWidth',
	'RandomZoom',
]);

/** A SavedModel is run from its graph: what its configuration names matters little. */
export function savedModelVerdict({ model, writer }: FileFacts, { release }: Target): Verdict {
	// Saved by tf.saved_model.save, or by a Keras whose metadata were lost.
	if (model === null) return 'fails';
	const [, minor = Number.POSITIVE_INFINITY] = (writer?.version ?? '').split('.').map(Number);
	if (minor > release[1]) return 'unknown';
	// They are made from their configuration alone, which has no shape to build them with.
	const isUnbuilt = minor < firstBuiltRandom && release[1] >= firstBuiltRandom;
	if (isUnbuilt && model.layerClasses.some((name) => randomPreprocessing.has(name))) return 'fails';
	if (minor < firstLookupTable && model.layerClasses.some((name) => lookups.has(name))) {
		return 'fails';
	}
	const inGraph = new Set([...model.layerClasses, model.modelClass]);
	// A loss of the person's own is asked for; a layer is run as it was traced.
	return model.customObjects.every((name) => inGraph.has(name)) ? 'loads' : 'unknown';
}
