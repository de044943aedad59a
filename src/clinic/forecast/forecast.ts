import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Damage, FileFacts, Format } from '../evidence/files/facts.ts';
import { metricNames } from '../knowledge/builtin-classes.ts';
import { keras2Classes, operationClasses } from '../knowledge/saved-names.ts';
import type { Treatment } from '../treatment/treatment.ts';
import { type Finding, type Release, worstFirst } from './finding.ts';
import { keras2Findings, savedModelVerdict } from './keras2-rules.ts';
import { keras3Findings } from './keras3-rules.ts';
import { lambdaFindings } from './lambda-rules.ts';
import { refusedData } from './refused-data.ts';
import { type Target, targets } from './targets.ts';
import { tfjsFindings } from './tfjs-rules.ts';

/**
 * Whether a reader loads the file. `loads-differently` is the silent one: no error, other numbers;
 * `hangs` never comes back.
 */
export type Verdict =
	| 'loads'
	| 'loads-with-custom-objects'
	| 'loads-differently'
	| 'fails'
	| 'hangs'
	| 'unknown';

/** What is said about one target, e.g. `keras@3.15` or `tensorflow@2.15`. */
export interface Forecast {
	readonly target: string;
	readonly verdict: Verdict;
	readonly afterTreatment: Verdict;
	/** Codes of the diagnoses that the verdict rests on. */
	readonly reasons: readonly string[];
	/** The message to expect, as that version prints it. */
	readonly error: string | null;
}

/** How a diagnosed file fails: in which generations of Keras, and with which words. */
interface Failure {
	readonly generations: readonly (2 | 3)[];
	readonly error: string | null;
	readonly verdict?: Verdict;
	/** Where not all files or not all release lines fail: whether this one does. */
	readonly fails?: (facts: FileFacts, release: Release) => boolean;
}

const notAccessible =
	'ValueError: File not found: filepath=… Please ensure the file is an accessible `.keras` zip file.';
const noSignature = 'OSError: Unable to synchronously open file (file signature not found)';

/**
 * By the diagnosis' slug. The messages are those of Keras 3.15.1, run on such files: the table in
 * keras/src/saving/saving_lib.py, saving_api.py and legacy/saving (3.15.1).
 */
const failures: Readonly<Record<string, Failure>> = {
	'git-lfs-pointer': { generations: [2, 3], error: null },
	'html-page-named-model': { generations: [2, 3], error: null },
	'file-empty': { generations: [2, 3], error: null },
	'hdf5-truncated': { generations: [2, 3], error: null },
	'zip-truncated': { generations: [2, 3], error: null },
	'hdf5-named-keras': { generations: [3], error: notAccessible },
	'zip-named-h5': { generations: [3], error: noSignature },
	'extension-not-supported': {
		generations: [3],
		error: 'ValueError: File format not supported: filepath=…',
	},
	'savedmodel-not-supported': {
		generations: [3],
		error: 'ValueError: File format not supported: filepath=…',
	},
	'h5-weights-only': {
		generations: [2, 3],
		error: 'ValueError: No model config found in the file at ….',
	},
	'archive-nested-folder': {
		generations: [2, 3],
		error: 'KeyError: "There is no item named \'config.json\' in the archive"',
	},
	'archive-weights-missing': {
		generations: [2, 3],
		error: 'ValueError: Expected a model.weights.h5 or model.weights.npz file.',
	},
	'archive-weights-renamed': {
		generations: [2, 3],
		error: 'ValueError: Expected a model.weights.h5 or model.weights.npz file.',
	},
	'directory-weights-missing': {
		generations: [2, 3],
		error:
			"UnboundLocalError: cannot access local variable 'weights_store' where it is not associated with a value",
	},
	// Where nothing of the variables is there, and where a part is missing, TensorFlow 2.21 says the same.
	'savedmodel-file-missing': {
		generations: [2],
		error:
			'NotFoundError: Unsuccessful TensorSliceReader constructor: Failed to find any matching files for …/variables/variables',
	},
	'weights-saved-on-windows': {
		generations: [2, 3],
		error: "ValueError: Layer '…' expected … variables, but received 0 variables during loading.",
		// Older lines read no archive at all.
		fails: (_, [major, minor]) => major === 3 || minor >= 12,
	},
	// The first layer always says its `input_dtype`, which Keras 2 knows in none.
	'keras-1-layer-arguments': { generations: [2], error: null },
	'keras2-functional-module': {
		generations: [3],
		error:
			"TypeError: Could not deserialize class 'Functional' because its parent module … cannot be imported.",
	},
	'keras2-layer-arguments': {
		generations: [3],
		error: 'ValueError: Unrecognized keyword arguments passed to …',
	},
	tfoplambda: { generations: [3], error: "ValueError: Unknown layer: 'TFOpLambda'." },
	'lambda-not-deserialized': {
		generations: [3],
		error:
			'ValueError: Requested the deserialization of a `Lambda` layer whose `function` is a Python lambda.',
		// Before 3.11.3 the reader of .h5 ran it unasked (CVE-2025-9905).
		fails: ({ format }, [, minor]) => format !== 'legacy-h5' || minor >= 11,
	},
	'custom-object-unknown': {
		generations: [2, 3],
		error: null,
		verdict: 'loads-with-custom-objects',
		// A SavedModel is run from its graph.
		fails: (facts, release) => facts.format !== 'saved-model' && asksForCode(facts, release),
	},
};

/**
 * Whether a reader asks for the person's own classes and functions. From an `.h5` Keras 3 takes the functions
 * of metrics as the names that they are, and asks for them when it evaluates (`MeanMetricWrapper.from_config` of
 * 3.0.5 to 3.15.1), and some names are those of its own metrics.
 */
function asksForCode({ format, model }: FileFacts, [major]: Release): boolean {
	const asked = (model?.custom ?? []).filter(
		({ name, kind, argument, inTraining, layerCount }) =>
			major < 3 ||
			format !== 'legacy-h5' ||
			kind !== 'function' ||
			!inTraining ||
			layerCount > 0 ||
			!(argument === 'fn' || (/metrics$/.test(argument) && metricNames.has(name))),
	);
	return asked.length > 0;
}

/** The slugs that the forecast knows; each must be in the catalogue. */
export const slugsOfForecast: readonly string[] = Object.keys(failures);

/** The pages that a verdict may point at: each diagnosis' slug with its code. */
export type Codes = ReadonlyMap<string, string>;

type Said = Pick<Forecast, 'verdict' | 'reasons' | 'error'>;

/** Says for each target whether the file loads there, as it is and after what the clinic can do. */
export function forecast(
	facts: FileFacts,
	diagnoses: readonly Diagnosis[],
	treatments: readonly Treatment[],
	codes: Codes = new Map(),
): readonly Forecast[] {
	const fromFile = diagnoses.filter(({ evidence }) => evidence.some(({ from }) => from === 'file'));
	const possible = treatments.filter(({ blockedBy }) => blockedBy.length === 0);
	const converted = possible.some(({ id }) => id === 'convert-to-keras3');
	const treatable = possible.some(({ id }) => id !== 'convert-to-keras3');
	return targets.map((target) => {
		const inside = verdictFor(target, facts, fromFile, codes);
		// Keras opens no archive of archives: what is in it must be unpacked first.
		const said: Said =
			facts.archives.length > 0 ? { verdict: 'fails', reasons: [], error: null } : inside;
		const untreated = fromFile.filter(({ cause }) => !treatedCauses.has(cause));
		return {
			target: target.name,
			...said,
			afterTreatment:
				converted && target.generation === 3
					? convertedVerdict(facts, target, inside.verdict)
					: treatable
						? verdictFor(target, facts, untreated, codes).verdict
						: inside.verdict,
		};
	});
}

/** The copy is judged as a file of its own: what the conversion writes for this model, by the same rules. */
function convertedVerdict(facts: FileFacts, target: Target, asItIs: Verdict): Verdict {
	const { converted } = facts;
	if (converted === undefined) return 'unknown';
	if (converted === null) return asItIs;
	const copy: FileFacts = {
		...facts,
		format: 'keras-v3',
		extension: '.keras',
		writer: { library: 'keras', version: null, backend: null, generation: 3 },
		container: null,
		model: converted,
		weights: null,
		archives: [],
	};
	return verdictFor(target, copy, [], new Map()).verdict;
}

/** What the repair or the right name takes away. */
const treatedCauses: ReadonlySet<string> = new Set([
	'archive-weights-missing',
	'archive-not-zip',
	'h5-signature',
	'extension-invalid',
]);

function verdictFor(
	target: Target,
	facts: FileFacts,
	diagnoses: readonly Diagnosis[],
	codes: Codes,
): Said {
	const known = diagnoses.flatMap(({ slug, code }) => {
		const failure = target.library === 'tfjs' ? undefined : failures[slug];
		if (!failure?.generations.includes(target.generation)) return [];
		if (failure.fails?.(facts, target.release) === false) return [];
		return [{ code, ...failure }];
	});
	const hard = known.filter(({ verdict }) => verdict === undefined);
	const [worst] = hard.length > 0 ? [] : findingsFor(target, facts);
	// A class that must be passed is asked for before anything else shows.
	if (worst) {
		const code = worst.slug === null ? undefined : codes.get(worst.slug);
		return { verdict: worst.verdict, reasons: code ? [code] : [], error: worst.error };
	}
	const [first] = hard.length > 0 ? hard : known;
	if (first) {
		return {
			verdict: first.verdict ?? 'fails',
			reasons: (hard.length > 0 ? hard : known).map(({ code }) => code),
			error: first.error,
		};
	}
	return { reasons: [], ...healthy(target, facts) };
}

/** What stands against loading a file in one reader, by what is in it alone; the worst first. */
export function findingsFor(target: Target, facts: FileFacts): readonly Finding[] {
	if (target.library === 'tfjs') return tfjsFindings(facts);
	const unreadable = unreadableFinding(facts);
	if (unreadable) {
		// What we do not unpack for its size, Keras refuses for it.
		const refused = target.generation === 3 ? refusedData(facts, target.release[1]) : [];
		return worstFirst([...refused, unreadable]);
	}
	const found =
		target.generation === 3 ? keras3Findings(facts, target.release) : keras2Findings(facts, target);
	return worstFirst([...found, ...lambdaFindings(facts, target)]);
}

/** The formats in which `load_model` of any Keras finds a model. */
const modelFormats: ReadonlySet<Format> = new Set(['keras-v3', 'legacy-h5', 'saved-model']);

/** What the clinic itself gives up on, Keras may still read. */
const ownLimits: ReadonlySet<Damage['kind']> = new Set([
	'json-too-deep',
	'json-too-large',
	'hdf5-unreadable',
	'zip-bomb',
	'unreadable',
	'reading-stopped',
]);

/** A file that is no model, or broken: no Keras loads it. */
function unreadableFinding({ format, model, damage, container }: FileFacts): Finding | null {
	const fails: Finding = { verdict: 'fails', slug: null, error: null };
	const weights = container?.members.find(({ path }) => path === container.weightsMember);
	if (weights?.size === 0) return fails;
	if (damage) return ownLimits.has(damage.kind) ? { ...fails, verdict: 'unknown' } : fails;
	return !modelFormats.has(format) || (model === null && format !== 'saved-model') ? fails : null;
}

/** A file in which nothing is wrong: it loads in the generation that wrote it. */
function healthy(target: Target, facts: FileFacts): Pick<Forecast, 'verdict' | 'error'> {
	if (target.library === 'tfjs') return { verdict: 'loads', error: null };
	if (facts.format === 'saved-model' && target.generation === 2) {
		return { verdict: savedModelVerdict(facts, target), error: null };
	}
	const generation = facts.writer?.generation ?? facts.model?.generation ?? null;
	if (facts.weights?.refused || facts.model === null || generation === null) {
		return { verdict: 'unknown', error: null };
	}
	const isHdf5 = facts.format === 'legacy-h5';
	const checksLambdas = !isHdf5 || (target.generation === 3 && target.release[1] >= 11);
	if (facts.model.lambdas.some(({ pythonBytecode }) => pythonBytecode) && checksLambdas) {
		return { verdict: 'fails', error: failures['lambda-not-deserialized']?.error ?? null };
	}
	if (asksForCode(facts, target.release)) {
		return { verdict: 'loads-with-custom-objects', error: null };
	}
	if (generation === 3 && facts.model.lambdas.length === 0) {
		return { verdict: 'loads', error: null };
	}
	// The classes of Keras 2 were measured one by one.
	const isKnown = facts.model.layerClasses.every(
		(name) => keras2Classes.has(name) || (target.generation === 2 && onlyInKeras2.has(name)),
	);
	return { verdict: generation === 2 && isKnown ? 'loads' : 'unknown', error: null };
}

/** What Keras 2 makes of calls of TensorFlow and of `add_loss`, and reads again itself. */
const onlyInKeras2: ReadonlySet<string> = new Set([...operationClasses, 'AddLoss', 'AddMetric']);
