import { argumentNames, classesOf, hasArgument, keras2Rows, newerRows } from './arguments.ts';
import {
	builtinFunctions,
	builtinLayers,
	builtinObjects,
	builtinOperations,
} from './builtin-classes.ts';
import * as history from './keras-2-history.ts';
import {
	dottedPath,
	isBelow,
	isInnerModule,
	isLaterModule,
	isMovedAttribute,
	isMovedImport,
	keras2Modules,
	keras3Modules,
	movedModule,
} from './modules.ts';
import * as old from './old-configurations.ts';
import { commonPackages, moduleNames, programNames } from './program-names.ts';
import * as removed from './removed-names.ts';
import { keras2Classes, lossAliases, newerClasses, operationClasses } from './saved-names.ts';

const keras2ArgumentClasses = classesOf(keras2Rows);
const newerArgumentClasses = classesOf(newerRows);

/** What `{name:table}` in a signature asks: whether the captured text is known to the table. */
export const tables: Readonly<Record<string, (captured: string) => boolean>> = {
	/** An argument that tells a Keras 2 file whatever class refuses it. */
	'keras2-argument': (captured) =>
		!isFromProgram(captured) &&
		hasArgument(
			captured,
			keras2Rows.filter(({ telling }) => telling),
		),
	/** As above, and arguments that tell it only together with their class. */
	'keras2-class-argument': (captured) =>
		!isFromProgram(captured) && hasArgument(captured, keras2Rows),
	'keras2-argument-class': (captured) => keras2ArgumentClasses.has(name(captured)),
	'keras3-newer-argument': (captured) =>
		hasArgument(
			captured,
			newerRows.filter(({ telling }) => telling),
		),
	'keras3-newer-class-argument': (captured) => hasArgument(captured, newerRows),
	'keras3-newer-argument-class': (captured) => newerArgumentClasses.has(name(captured)),
	/** A class that only later versions of Keras 3 have. */
	'keras3-newer-class': (captured) => newerClasses.has(name(captured)),
	'keras3-newer-path': (captured) => newerClasses.has(lastName(captured)),
	/** An argument that only Keras 0.3 and 1 wrote. */
	'keras1-argument': (captured) =>
		argumentNames(captured).some((argument) => old.keras1Arguments.has(argument)),
	'keras1-class': (captured) => old.keras1Classes.has(name(captured)),
	'keras0-configuration': (captured) => old.isKeras0Configuration(captured),
	/** A layer of Keras 2 that Keras 3 lacks, by its name or at the end of a path. */
	'keras2-removed-class': (captured) => old.removedClasses.has(lastName(captured)),
	'model-file': (captured) => old.isModelFile(captured),
	/** No file ending, or that of a frozen graph: people give Keras 3 a SavedModel so. */
	'folder-path': (captured) => /(?:^|[\\/])[^\\/.]*(?:\.pb)?[\\/]?$/.test(captured.trim()),
	'shard-file': (captured) => old.isShard(captured),
	'unreachable-path': (captured) => old.isUnreachable(captured),
	'keras2-module': (captured) =>
		isOneOf(captured, keras2Modules) && !isOneOf(captured, keras3Modules),
	'keras3-module': (captured) => isOneOf(captured, keras3Modules),
	/** A module of the person's own, or of another package. */
	'foreign-module': (captured) => {
		const [root] = dottedPath(captured).split('.');
		return !!root && !['None', 'keras', 'tf_keras', 'tensorflow', 'builtins'].includes(root);
	},
	'moved-module': (captured) => movedModule(captured) !== undefined,
	'inner-module': isInnerModule,
	'later-module': isLaterModule,
	'moved-keras-part': (captured) => movedModule(`keras.${captured}`) !== undefined,
	'moved-import': isMovedImport,
	'moved-attribute': isMovedAttribute,
	'keras2-builtin-class': (captured) => keras2Classes.has(name(captured)),
	/** An operation of `keras.ops` that no layer is called like. */
	'keras3-operation': (captured) =>
		builtinOperations.has(name(captured)) && !builtinLayers.has(name(captured)),
	'operation-class': (captured) => operationClasses.has(name(captured)),
	'dtype-policy': (captured) => /^\w*DTypePolicy$/.test(name(captured)),
	/** Also inside a path: `keras.metrics.mse`. */
	'loss-alias': (captured) => lossAliases.has(dottedPath(captured).split('.').at(-1) ?? ''),
	'removed-backend-function': (captured) => removed.backendFunctions.has(firstWord(captured)),
	'removed-layer': (captured) => removed.layers.has(firstWord(captured)),
	'removed-public-name': (captured) => removed.publicNames.has(firstWord(captured)),
	'removed-layer-method': (captured) => removed.layerMethods.has(firstWord(captured)),
	'removed-layer-attribute': (captured) => removed.layerAttributes.has(firstWord(captured)),
	'removed-layer-argument': (captured) => removed.layerArguments.has(firstWord(captured)),
	'tensorflow-1-name': (captured) => removed.tensorflow1Names.has(firstWord(captured)),
	'removed-model-attribute': (captured) => removed.modelAttributes.has(firstWord(captured)),
	'removed-optimizer-attribute': (captured) => removed.optimizerAttributes.has(firstWord(captured)),
	'removed-training-argument': (captured) => removed.trainingArguments.has(firstWord(captured)),
	'renamed-metric': (captured) => removed.metricKeys.has(firstWord(captured)),
	'keras-model': (captured) => ['Sequential', 'Functional', 'Model'].includes(firstWord(captured)),
	'keras-optimizer': (captured) => removed.optimizers.has(firstWord(captured)),
	/** A module of Keras, under whichever name it is imported. */
	'keras-module': (captured) => dottedPath(captured).split('.').includes('keras'),
	/** TensorFlow or Keras as a whole, or a part that every installation of them has. */
	'keras-package': (captured) =>
		/^(?:keras|tensorflow(?:\.(?:keras|python(?!\.keras)|compat|core)\b.*)?)$/.test(
			dottedPath(captured),
		),
	/** A package that people use beside Keras. */
	'common-package': (captured) => commonPackages.has(dottedPath(captured).split('.')[0] ?? ''),
	/** Of a batch of data; two unknown sizes at the start come from a doubled batch dimension. */
	'data-shape': (captured) => /^\((?!None,\s*None)/.test(captured.trim()),
	/** What a program calls its own things or imports; a stored Lambda uses none of these. */
	'program-name': (captured) => programNames.has(firstWord(captured)),
	/** What stands in a configuration: no object or class that a program handed over. */
	'stored-identifier': (captured) => !/^[\s,'"(]*</.test(captured),
	/** A key of the configuration that tf.keras writes for a Sequential; older readers take a list. */
	'configuration-key': (captured) => old.sequentialKeys.has(firstWord(captured)),
	/** A name that a Lambda may have used: none that a program defines or imports. */
	'lambda-name': (captured) =>
		!programNames.has(firstWord(captured)) && !moduleNames.has(firstWord(captured)),
	/** A part of `tensorflow.keras` that no version has or that has moved. */
	'unknown-keras-part': (captured) => !publicParts.has(dottedPath(captured).split('.')[0] ?? ''),
	/** A file of data, not of a model. */
	'data-file': (captured) =>
		/\.(?:csv|tsv|xlsx?|jpe?g|png|bmp|tiff?|gif|wav|mp3|mp4|avi|txt|npy|npz|ya?ml|xml|ttf)['"]?\s*$/i.test(
			captured.split('\n')[0] ?? '',
		),
	/** What pip calls a package, and neither TensorFlow nor a Keras. */
	'other-distribution': (captured) => !/^(?:tensorflow|tf[-_]keras|keras)/i.test(captured.trim()),
	/** An argument that came in the course of Keras 2, and refused by an older one. */
	'keras2-newer-argument': (captured) => history.keras2NewerArguments.has(firstWord(captured)),
	'keras2-newer-optimizer-argument': (captured) =>
		history.keras2NewerOptimizerArguments.has(firstWord(captured)),
	/** An argument of no layer of Keras, whatever its version. */
	'own-argument': (captured) =>
		/^[A-Za-z_]/.test(firstWord(captured)) &&
		!history.keras2NewerArguments.has(firstWord(captured)) &&
		!old.keras1Arguments.has(firstWord(captured)) &&
		!history.keras3Arguments.has(firstWord(captured)),
	'keras3-only-argument': (captured) => history.keras3Arguments.has(firstWord(captured)),
	/** A layer, loss, function … of some Keras, which every reader new enough knows by itself. */
	'builtin-name': (captured) =>
		!isFormula(captured) &&
		isBuiltin(firstWord(captured)) &&
		!old.removedClasses.has(firstWord(captured)),
	'builtin-layer': (captured) =>
		isBuiltinLayer(firstWord(captured)) && !old.removedClasses.has(firstWord(captured)),
	/** No layer of any Keras, though perhaps a metric or loss. */
	'no-layer': (captured) =>
		/^[A-Za-z_]/.test(firstWord(captured)) &&
		!isBuiltinLayer(firstWord(captured)) &&
		!isNamedElsewhere(firstWord(captured)),
	/** A class or function that no Keras has; `Package>Name` when it was registered. */
	'foreign-name': (captured) =>
		/^[A-Za-z_]/.test(firstWord(captured)) &&
		(isFormula(captured) || /^\W*\w+>/.test(captured) || !isKnown(firstWord(captured))),
	/** A class or function that is none of Keras's own known to the tables above. */
	'own-name': (captured) => {
		const own = name(captured);
		return (
			own !== '' &&
			!isOptimizerOfTfKeras(captured) &&
			!own.endsWith('DTypePolicy') &&
			!keras2Classes.has(own) &&
			!operationClasses.has(own) &&
			!lossAliases.has(own) &&
			!newerClasses.has(own) &&
			!old.keras1Classes.has(own) &&
			!old.removedClasses.has(own)
		);
	},
};

const publicParts = new Set(
	`activations api applications backend callbacks constraints datasets dtensor dtype_policies
	estimator experimental export initializers layers losses metrics mixed_precision models ops
	optimizers preprocessing quantizers random regularizers saving utils wrappers`.split(/\s+/),
);

/** Only Keras 3 has these losses; people called their own so long before, and still do. */
const commonOwnNames = new Set(['dice', 'Dice', 'tversky', 'Tversky', 'circle', 'Circle', 'ctc']);

/** Built into some Keras, and not one of those that tell a writer by themselves. */
function isBuiltin(word: string): boolean {
	return (
		!commonOwnNames.has(word) &&
		(builtinLayers.has(word) || builtinObjects.has(word) || builtinFunctions.has(word)) &&
		!operationClasses.has(word) &&
		!old.keras1Classes.has(word)
	);
}

/** A file is JSON and has lists only: a tuple was written in a program. */
function isFromProgram(captured: string): boolean {
	return /batch_input_shape['"]?:\s*\(/.test(captured);
}

/** tf_keras registers its own optimizers as `Custom>Adam` and writes that into a `.h5` file. */
function isOptimizerOfTfKeras(captured: string): boolean {
	return removed.optimizers.has(/Custom>(\w+)/.exec(captured)?.[1] ?? '');
}

function isBuiltinLayer(word: string): boolean {
	return isBuiltin(word) && builtinLayers.has(word);
}

/** Tells a cause of its own wherever it stands. */
function isNamedElsewhere(word: string): boolean {
	return operationClasses.has(word) || old.keras1Classes.has(word) || old.sequentialKeys.has(word);
}

/** `binary_crossentropy + jaccard_loss`: a name that a program put together. */
function isFormula(captured: string): boolean {
	return /^\W*\w+\s*[+*]/.test(captured);
}

function isKnown(word: string): boolean {
	return isBuiltin(word) || operationClasses.has(word) || old.keras1Classes.has(word);
}

function name(captured: string): string {
	return argumentNames(captured)[0] ?? '';
}

function lastName(captured: string): string {
	return dottedPath(captured).split('.').at(-1) ?? '';
}

/**
 * A line may go on after the name: `… attribute 'lr'. Did you mean: 'learning_rate'?` Python 2 writes
 * `u` before the quote.
 */
function firstWord(captured: string): string {
	const text = captured.replaceAll('\\', '').replace(/^\W*u(?=['"])/, '');
	return /[A-Za-z_]\w*/.exec(text)?.[0] ?? '';
}

function isOneOf(captured: string, patterns: readonly string[]): boolean {
	const path = dottedPath(captured);
	return patterns.some((pattern) => isBelow(path, pattern));
}
