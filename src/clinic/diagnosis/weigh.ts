import type { FileFacts } from '../evidence/files/facts.ts';
import type { Diagnosis } from './diagnosis.ts';
import { byConfidence } from './match-trace.ts';
import type { Rule } from './rule.ts';

/**
 * Text and file weighed together. The file decides where it can: a diagnosis from the file takes over
 * the evidence of the vaguer one from the text that it refines.
 * `disagree` is set when the text tells of one trouble and the file of another, or of none.
 */
export function weigh(
	fromTrace: readonly Diagnosis[],
	fromFile: readonly Diagnosis[],
	facts: FileFacts | null,
	rules: readonly Rule[],
): { readonly diagnoses: readonly Diagnosis[]; readonly disagree: boolean } {
	if (!facts) return { diagnoses: fromTrace, disagree: false };
	if (fromTrace.length === 0) return { diagnoses: fromFile, disagree: false };

	const merged = fromFile.map((diagnosis) => {
		const told = fromTrace.filter((other) => sameTrouble(diagnosis, other, rules));
		return {
			...diagnosis,
			evidence: [...diagnosis.evidence, ...told.flatMap(({ evidence }) => evidence)],
			values: Object.assign({}, ...told.map(({ values }) => values), diagnosis.values),
		};
	});
	const rest = fromTrace.filter(
		(diagnosis) => !fromFile.some((other) => sameTrouble(other, diagnosis, rules)),
	);
	const agrees = rest.length < fromTrace.length;
	const blamesFile = rest.some(({ cause }) => causesSeenInFile.has(cause));
	return {
		diagnoses: agrees
			? [...merged, ...rest].sort(byConfidence)
			: [...rest, ...merged].sort(byConfidence),
		disagree: !agrees && (fromFile.length > 0 || (blamesFile && facts.damage === null)),
	};
}

/** Causes that would show in the file itself: when it is healthy, the error is about another file. */
const causesSeenInFile: ReadonlySet<string> = new Set([
	'archive-weights-missing',
	'archive-not-zip',
	'h5-signature',
	'h5-no-model-config',
	'tfoplambda',
	'keras1-config',
]);

function sameTrouble(file: Diagnosis, trace: Diagnosis, rules: readonly Rule[]): boolean {
	if (file.cause === trace.cause) return true;
	const refines = (slug: string, other: string) =>
		rules.find((rule) => rule.slug === slug)?.refines?.includes(other) ?? false;
	return refines(file.slug, trace.slug) || refines(trace.slug, file.slug);
}
