import type { FileFacts } from '../evidence/files/facts.ts';
import type { TraitFact } from '../evidence/files/loading-traits.ts';
import { isUnknownLayer, lostOperations } from '../evidence/files/lost-operations.ts';
import { keras3Arguments } from '../knowledge/arguments.ts';
import { builtinLayers, builtinOperations } from '../knowledge/builtin-classes.ts';
import { keras3History } from '../knowledge/keras-3-history.ts';
import { layerRow } from '../knowledge/layers.ts';
import { removedClasses } from '../knowledge/old-configurations.ts';
import { refusesName } from '../knowledge/operation-names.ts';
import { skipsNumbers } from '../model/skipped-numbers.ts';
import { hasTorchOptimizer } from './backend.ts';
import { type Finding, type Release, worstFirst } from './finding.ts';
import { keras3TraitRules } from './keras3-traits.ts';
import { layerKinds } from './layer-kinds.ts';
import { refusedData } from './refused-data.ts';

/** What stands against loading the file in this release line of Keras 3, the worst first. */
export function keras3Findings(facts: FileFacts, [, minor]: Release): readonly Finding[] {
	const { model, format } = facts;
	const refusedHere = refusedData(facts, minor);
	if (!model) return worstFirst(refusedHere);
	return worstFirst([
		...refusedHere,
		...(model.generation === 3 ? [...unheardOf(facts), ...ofTorch(facts)] : []),
		...byClass(facts),
		...operations(facts),
		...lambdaAsText(facts),
		...byLine(facts, minor),
		...weightsElsewhere(facts),
		...model.traits.flatMap((trait) => [
			...cameLater(trait, minor),
			...byTrait(trait, minor, format === 'legacy-h5'),
		]),
	]);
}

function byTrait(trait: TraitFact, minor: number, isHdf5: boolean): Finding[] {
	const rule = keras3TraitRules.find(
		(one) =>
			one.trait === trait.id &&
			(isHdf5 || one.inArchive) &&
			minor >= (one.from ?? 0) &&
			minor <= (one.to ?? minor) &&
			(one.value === undefined || one.value === trait.value) &&
			(one.classes === undefined || one.classes.includes(trait.className)),
	);
	if (!rule) return [];
	const { verdict, slug, afterGraph } = rule;
	return [{ verdict, slug, afterGraph, error: rule.error?.(trait) ?? null, quote: quoteOf(trait) }];
}

function quoteOf({ layer, className, value }: TraitFact): string | undefined {
	if (layer === '' && className === '') return undefined;
	const name = layer === '' ? '' : `"${layer}"`;
	const said = value === 'null' ? '' : value;
	return [className, name, said].filter((part) => part !== '').join(' ');
}

/** Classes and arguments of a later release line than the reader's. */
function cameLater({ id, className, value }: TraitFact, minor: number): Finding[] {
	if (id === 'class-came-later' && keras3History.ofClass(className) > minor) {
		return [missing(className)];
	}
	const argument = value.replaceAll('"', '');
	if (id === 'argument-came-later' && keras3History.ofArgument(className, argument) > minor) {
		return [refused(className, argument)];
	}
	if (id === 'operation-with-name' && refusesName(className, minor)) {
		const error = `TypeError: ${className}.__init__() got an unexpected keyword argument 'name'`;
		return [{ verdict: 'fails', slug: 'keras-newer-argument', error }];
	}
	return [];
}

function missing(className: string): Finding {
	return {
		verdict: 'fails',
		slug: 'class-not-in-this-keras',
		error: `TypeError: Could not locate class '${className}'.`,
	};
}

function refused(className: string, argument: string): Finding {
	return {
		verdict: 'fails',
		slug: 'keras-newer-argument',
		error: `ValueError: Unrecognized keyword arguments passed to ${className}: {'${argument}': …}`,
	};
}

/** Layers that Keras 3 has no more or has not yet. */
function byClass({ model, format }: FileFacts): Finding[] {
	const isHdf5 = format === 'legacy-h5';
	return layerKinds(model).flatMap((layer): Finding[] => {
		const { className, module } = layer;
		const unknown: Finding = {
			verdict: 'fails',
			quote: `${className} "${layer.name}"`,
			slug: isHdf5 ? 'layer-class-removed-in-keras-3' : 'class-not-in-this-keras',
			error: isHdf5
				? `ValueError: Unknown layer: '${className}'.`
				: `TypeError: Could not locate class '${className}'.`,
		};
		if (removedClasses.has(className)) return [unknown];
		if (module?.startsWith('tf_keras')) return [{ ...unknown, slug: 'keras2-functional-module' }];
		// A class that says it is Keras' own, and no release has it.
		if (module?.startsWith('keras.') && !isBuiltin(className)) return [missing(className)];
		return [];
	});
}

/** The text is taken for the function: run with 3.15.1, as `.h5` and as `.keras`. */
function lambdaAsText({ model }: FileFacts): Finding[] {
	return model?.risks.some(({ id }) => id === 'lambda-source')
		? [{ verdict: 'fails', slug: null, error: 'TypeError: unsupported callable' }]
		: [];
}

function isBuiltin(className: string): boolean {
	return builtinLayers.has(className) || builtinOperations.has(className);
}

function operations(facts: FileFacts): Finding[] {
	return lostOperations(facts).map((layer) => ({
		verdict: 'fails',
		slug: 'hdf5-operations-not-found',
		error: isUnknownLayer(layer) ? `ValueError: Unknown layer: '${layer.className}'.` : null,
	}));
}

/** Layers that early release lines did not read right; run with 3.0.5 to 3.8.0. */
function byLine({ model, format, container }: FileFacts, minor: number): Finding[] {
	const has = (name: string) => model?.layerClasses.includes(name) === true;
	const found: Finding[] = [];
	// `load_model` takes an unpacked archive since 3.4.
	if (container?.kind === 'folder' && minor < 4) {
		const error = 'ValueError: File format not supported: filepath=…';
		found.push({ verdict: 'fails', slug: 'extension-not-supported', error });
	}
	// The wrapped layer was built a third time, and had no weights in the file.
	if (has('Bidirectional') && minor < 3) {
		const error = "ValueError: Layer '…_cell' expected 3 variables, but received 0 variables";
		found.push({ verdict: 'fails', slug: 'weights-variables-missing', error });
	}
	// The mean and the variance were read and not put to use.
	if (format === 'legacy-h5' && model?.generation === 2 && has('Normalization') && minor < 6) {
		found.push({
			verdict: 'loads-differently',
			slug: 'keras-2-file-predicts-differently',
			error: null,
		});
	}
	return found;
}

/** Weights in another layout than Keras 3 writes, or of a data type that HDF5 has no name for. */
function weightsElsewhere({ format, model, weights }: FileFacts): Finding[] {
	if (!weights) return [];
	// HDF5 has no name for bfloat16: h5py gives bytes, which Keras casts in an archive alone.
	if (format === 'legacy-h5' && model?.dtype === 'bfloat16') {
		return [{ verdict: 'fails', slug: null, error: 'ValueError: No cast function available.' }];
	}
	// Keras 2.12 and 2.13 counted the layers of one class otherwise.
	if (format !== 'keras-v3' || weights.layout === 'layers') return [];
	if (weights.layout === 'dependencies' && !skipsNumbers(weights.tensors)) return [];
	return [
		{
			verdict: 'fails',
			slug: 'weights-variables-missing',
			error: 'ValueError: A total of … objects could not be loaded.',
		},
	];
}

/** Loads where Keras runs on PyTorch, fails on TensorFlow and JAX: run with 3.0.5 to 3.15.1. */
function ofTorch({ model }: FileFacts): Finding[] {
	const { optimizer, optimizerModule: module } = model ?? {};
	if (!hasTorchOptimizer(model)) return [];
	return [
		{
			verdict: 'fails',
			slug: 'optimizer-of-torch-backend',
			error: `TypeError: Could not deserialize class '${optimizer}' because its parent module ${module} cannot be imported.`,
		},
	];
}

/** Arguments that no release has: of a Keras yet to come, or written by hand. */
function unheardOf({ model }: FileFacts): Finding[] {
	return layerKinds(model).flatMap(({ className, module, arguments: saved }) => {
		// Operations have names that layers have too, and arguments of their own.
		const isLayer = module?.startsWith('keras.') && !module.startsWith('keras.src.ops.');
		const takes = isLayer ? layerRow(className)?.takes : undefined;
		if (takes === undefined) return [];
		const known = new Set([...takes.split(/\s+/), ...ofEveryLayer]);
		return saved
			.filter((argument) => !known.has(argument) && !keras3Arguments.has(argument))
			.filter((argument) => keras3History.ofArgument(className, argument) === 0)
			.map((argument) => refused(className, argument));
	});
}

/** What `get_config` of every layer may hold (keras/src/layers/layer.py). */
const ofEveryLayer = ['name', 'trainable', 'dtype', 'activity_regularizer', 'autocast'];
