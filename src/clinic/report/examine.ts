import { diagnoseFile } from '../diagnosis/diagnose-file.ts';
import type { Diagnosis, GivenAnswer } from '../diagnosis/diagnosis.ts';
import { diagnoseTrace } from '../diagnosis/match-trace.ts';
import { nearestRules } from '../diagnosis/nearest.ts';
import type { Rule } from '../diagnosis/rule.ts';
import type { Matcher } from '../diagnosis/signature.ts';
import { weigh } from '../diagnosis/weigh.ts';
import type { FileFacts } from '../evidence/files/facts.ts';
import { looksBinary } from '../evidence/trace/looks-binary.ts';
import { readTrace } from '../evidence/trace/read-trace.ts';
import { type Forecast, forecast } from '../forecast/forecast.ts';
import { planTreatments } from '../treatment/plan.ts';
import { environmentsFor } from './environments.ts';
import { type Foretold, foretold } from './foretold.ts';
import type { Notice, NoticeId, Report } from './report.ts';

/** Everything that the examination rests on besides the evidence: made once, from the catalogue. */
export interface Clinic {
	readonly rules: readonly Rule[];
	readonly matcher: Matcher;
}

/**
 * The one way through: evidence → diagnosis → forecast → treatment → report.
 * Takes what a person pasted, the facts of what they dropped, one per model, and what they answered
 * to our questions. Never throws.
 */
export async function examine(
	clinic: Clinic,
	text: string,
	models: readonly FileFacts[],
	answers: readonly GivenAnswer[] = [],
): Promise<Report> {
	const pasted = text.trim() === '' ? null : text;
	const binary = pasted !== null && looksBinary(pasted);
	const trace = pasted === null || binary ? null : readTrace(pasted);
	const facts = models[0] ?? null;

	const fromTrace = trace ? diagnoseTrace(trace, clinic.matcher) : [];
	const fromFile = facts ? diagnoseFile(facts, clinic.rules) : [];
	const { diagnoses: weighed, disagree } = weigh(fromTrace, fromFile, facts, clinic.rules);
	const found = withAnswers(weighed, answers, clinic.rules);
	const treatments = facts ? planTreatments(facts) : [];

	const codes = new Map(clinic.rules.map(({ slug, code }) => [slug, code]));
	const rows = facts ? forecast(facts, found, treatments, codes) : [];
	const ahead = facts && found.length === 0 ? foretold(facts, clinic.rules) : null;
	const diagnoses = ahead?.diagnosis ? [ahead.diagnosis] : found;
	return {
		trace: trace?.facts ?? null,
		facts,
		diagnoses,
		forecast: rows,
		install: environmentsFor({ facts, diagnoses: found, treatments, forecast: rows }),
		// What they need is not in a bundle.
		treatments: facts?.repro ? [] : treatments,
		notice: await notice(clinic, {
			pasted,
			binary,
			models,
			diagnoses,
			disagree,
			ahead,
			forecast: rows,
		}),
	};
}

interface Situation {
	readonly pasted: string | null;
	readonly binary: boolean;
	readonly models: readonly FileFacts[];
	readonly diagnoses: readonly Diagnosis[];
	readonly forecast: readonly Forecast[];
	readonly disagree: boolean;
	readonly ahead: Foretold | null;
}

/** What the person answered comes first: the last answer is the closest. */
function withAnswers(
	diagnoses: readonly Diagnosis[],
	answers: readonly GivenAnswer[],
	rules: readonly Rule[],
): readonly Diagnosis[] {
	const last = answers.at(-1);
	const rule = rules.find(({ slug }) => slug === last?.to);
	if (!rule) return diagnoses;
	const known = diagnoses.find(({ slug }) => slug === rule.slug);
	const [best] = diagnoses;
	const chosen: Diagnosis = {
		code: rule.code,
		slug: rule.slug,
		cause: rule.cause,
		confidence: known?.confidence === 'certain' ? 'certain' : 'likely',
		evidence: [
			...answers.map(({ said, from }) => ({ from, quote: said })),
			...((known ?? best)?.evidence ?? []),
		],
		values: (known ?? best)?.values ?? {},
	};
	return [chosen, ...diagnoses.filter(({ slug }) => slug !== rule.slug)];
}

/** Files that are missing, of which a large model may have dozens. */
const mostNamed = 3;

/** The one thing to say before all else, if there is one. */
async function notice(clinic: Clinic, situation: Situation): Promise<Notice | null> {
	const { pasted, binary, models, diagnoses, disagree, ahead } = situation;
	const [first, second] = models;
	if (first && second) {
		return say('several-models', { first: first.input.name, second: second.input.name });
	}
	if (binary && !first) return say('binary-pasted');
	if (disagree && first) return say('file-and-trace-disagree', { name: first.input.name });
	// What is in the configuration does not explain why reading went no further.
	const damage =
		diagnoses.length === 0 || first?.damage?.kind === 'reading-stopped' ? first?.damage : null;
	if (first && damage)
		return say('file-unreadable', { name: first.input.name, damage: damage.kind });
	if (diagnoses.length > 0) return null;
	if (first) {
		const { name } = first.input;
		if (first.model === null && first.weights === null) return say('file-not-a-model', { name });
		const missing = first.weights?.missing ?? [];
		if (missing.length > 0) {
			return say('parts-missing', { name, missing: missing.slice(0, mostNamed).join(', ') });
		}
		if (ahead?.quote) {
			const { target, verdict, quote } = ahead;
			return say(verdict === 'loads-differently' ? 'file-differs' : 'file-refused', {
				name,
				target,
				quote,
			});
		}
		const loads = situation.forecast.find(({ verdict }) => verdict === 'loads');
		return loads
			? say('file-healthy', { name, target: loads.target.replace('@', ' ') })
			: say('file-undecided', { name });
	}
	if (pasted === null) return say('nothing-given');
	// Loaded only where no diagnosis answers.
	const { recogniseUnrelated } = await import('../diagnosis/unrelated.ts');
	const unrelated = recogniseUnrelated(pasted);
	if (unrelated) return say('unrelated', { family: unrelated.family });
	return { ...say('text-not-recognised'), nearest: nearestRules(pasted, clinic.rules) };
}

function say(id: NoticeId, values: Record<string, string> = {}): Notice {
	return { id, values, nearest: [] };
}
