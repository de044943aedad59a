import type { FileFacts } from '../evidence/files/facts.ts';
import type { CodeFacts } from '../evidence/files/marshal.ts';
import { libraries } from '../knowledge/releases.ts';
import { allows } from '../knowledge/version-range.ts';
import type { Finding } from './finding.ts';
import type { Target } from './targets.ts';

/** The last release line of Keras 3 that runs the bytecode in a `.h5` unasked (CVE-2025-9905). */
const lastUnasked = 10;

/** One Python that reads each layout of code; a later one refuses it, whatever the code does. */
const lastPython: Readonly<Partial<Record<NonNullable<CodeFacts['python']>, string>>> = {
	'2.7': '2.7',
	'3.0–3.7': '3.7',
};

/** What people call the libraries in their functions; no attribute has such a name. */
const libraryNames: ReadonlySet<string> = new Set([
	'tf',
	'tensorflow',
	'K',
	'keras',
	'np',
	'numpy',
]);

/**
 * What is known of running the bytecode of Lambda layers in a `.h5`, without running it. `func_load` and
 * `Lambda` in keras/src/utils/python_utils.py and layers/core/lambda_layer.py of Keras 3.0.5 to 3.10.0, and of
 * tf_keras 2.21.0; each run on such files.
 */
export function lambdaFindings({ format, model }: FileFacts, target: Target): readonly Finding[] {
	const isKeras3 = target.generation === 3;
	if (format !== 'legacy-h5' || !model || (isKeras3 && target.release[1] > lastUnasked)) return [];
	const codes = model.risks.flatMap(({ code, where }) => (code ? [{ code, where }] : []));
	const found: Finding[] = [];
	if (codes.some(({ code }) => isTooOld(code, target))) {
		found.push({
			verdict: 'fails',
			slug: 'lambda-bytecode-unreadable',
			error: 'ValueError: bad marshal data (unknown type code)',
		});
	}
	if (!isKeras3) return found;
	// The list of JSON is not made a tuple again.
	if (model.traits.some(({ id }) => id === 'lambda-with-defaults')) {
		const error = 'TypeError: arg 4 (defaults) must be None or tuple';
		found.push({ verdict: 'fails', slug: 'lambda-not-deserialized', error });
	}
	// The function gets the names of the module that loads it, which imports none of these libraries.
	const shapeless = model.traits.some(({ id }) => id === 'lambda-without-shape');
	if (codes.some(({ code }) => code.names.some((name) => libraryNames.has(name)))) {
		found.push(
			shapeless
				? {
						verdict: 'fails',
						slug: 'lambda-output-shape-unknown',
						error:
							"NotImplementedError: … We could not automatically infer the shape of the Lambda's output. …",
					}
				: { verdict: 'unknown', slug: 'lambda-output-shape-unknown', error: null },
		);
	}
	return found;
}

/** Whether no Python that the release runs on reads code of this layout. */
function isTooOld({ python }: CodeFacts, { library, name }: Target): boolean {
	const last = python === null ? undefined : lastPython[python];
	if (last === undefined || library === 'tfjs') return false;
	const line = name.slice(name.indexOf('@') + 1);
	const range = libraries[library].releases.find((release) => release.line === line)?.python;
	return range !== undefined && !allows(range, last);
}
