import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { FileFacts } from '../evidence/files/facts.ts';
import type { Explanation } from './explanation.ts';
import type { Report } from './report.ts';

/** Grows with any change that breaks a reader. */
const version = 1;

type Explanations = Readonly<Record<string, Explanation>>;

/**
 * A report as the command line prints it with `--json`.
 * `home` is the site's address, for the links to the diagnoses' pages.
 */
export function reportJson(report: Report, explanations: Explanations, home: string) {
	const { facts, trace } = report;
	return {
		version,
		input: facts?.input ?? { kind: 'trace', bytes: trace?.length ?? 0 },
		facts: facts && factsJson(facts),
		diagnoses: report.diagnoses.map((diagnosis) => diagnosisJson(diagnosis, explanations, home)),
		forecast: report.forecast,
		treatments: report.treatments.map(({ id, to, keepsWeightsIdentical, blockedBy }) => ({
			id,
			to,
			keepsWeightsIdentical,
			blockedBy,
		})),
		notice: report.notice && { id: report.notice.id, nearest: report.notice.nearest },
	};
}

/** One diagnosis with its page and its fixes. */
export function diagnosisJson(diagnosis: Diagnosis, explanations: Explanations, home: string) {
	const { code, slug, cause, confidence, evidence } = diagnosis;
	return {
		code,
		slug,
		cause,
		confidence,
		evidence: evidence.map((item) =>
			item.from === 'trace' ? { from: item.from, quote: item.quote, line: item.line } : item,
		),
		fixes: (explanations[slug]?.fixes ?? []).map(({ id, risk, title }) => ({ id, risk, title })),
		url: new URL(`errors/${slug}/`, home).href,
	};
}

function factsJson({ format, writer, model, weights, damage }: FileFacts) {
	return {
		format,
		writer: writer && {
			library: writer.library,
			version: writer.version,
			backend: writer.backend,
		},
		...(model && {
			modelClass: model.modelClass,
			layers: model.layers.length,
			dtype: model.dtype,
			layerClasses: model.layerClasses,
			customObjects: model.customObjects,
			lambdas: model.lambdas,
			optimizer: model.optimizer,
		}),
		...(weights && { parameters: weights.parameters }),
		...(damage && { damage }),
	};
}
