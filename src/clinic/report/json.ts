import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { FileFacts } from '../evidence/files/facts.ts';
import type { RiskId } from '../knowledge/risks.ts';
import type { LayerTable } from '../model/layer-table.ts';
import type { Environment } from './environments.ts';
import type { Explanation } from './explanation.ts';
import { installers, installLines } from './install-lines.ts';
import type { Report } from './report.ts';
import { groupRisks } from './security.ts';

/** Grows with any change that breaks a reader. */
const version = 1;

type Explanations = Readonly<Record<string, Explanation>>;

/**
 * A report as the command line prints it with `--json`.
 * `home` is the site's address, for the links to the diagnoses' pages; `why` the words for risks; `layers`
 * those of the model, where it has any.
 */
export function reportJson(
	report: Report,
	explanations: Explanations,
	home: string,
	why: Readonly<Record<RiskId, RiskWords>>,
	layers: LayerTable | null,
) {
	const { facts, trace } = report;
	return {
		version,
		input: facts?.input ?? { kind: 'trace', bytes: trace?.length ?? 0 },
		...(facts?.repro && { repro: facts.repro }),
		facts: facts && { ...factsJson(facts), ...(layers && { layerTable: layersJson(layers) }) },
		diagnoses: report.diagnoses.map((diagnosis) => diagnosisJson(diagnosis, explanations, home)),
		forecast: report.forecast,
		install: report.install.map(environmentJson),
		security: facts ? securityJson(facts, why) : [],
		treatments: report.treatments.map(({ id, to, keepsWeightsIdentical, blockedBy }) => ({
			id,
			to,
			keepsWeightsIdentical,
			blockedBy,
		})),
		notice: report.notice && { id: report.notice.id, nearest: report.notice.nearest },
	};
}

/** A set of versions to install, with the lines to type for each way of installing. */
function environmentJson({ set, verdict, loads }: Environment) {
	const { target, versions, requirements, environment, tested } = set;
	return {
		target,
		verdict,
		loads,
		versions,
		requirements,
		environment,
		tested,
		lines: Object.fromEntries(
			installers.map((installer) => [installer, installLines(set, installer)]),
		),
	};
}

/** Every layer at any depth, what a model or a wrapper holds behind it. */
function layersJson({ rows }: LayerTable) {
	return rows.map(({ name, className, depth, outputShape, dtype, parameters, isCustom }) => ({
		name,
		className,
		depth,
		outputShape,
		dtype,
		parameters,
		...(isCustom && { custom: true }),
	}));
}

/** What is said of a kind of risk, in one language. */
export interface RiskWords {
	readonly why: string;
	readonly advice: string;
}

/** One entry a place and weakness; a sign without a published weakness has its own name as `id`. */
function securityJson(facts: FileFacts, words: Readonly<Record<RiskId, RiskWords>>) {
	return groupRisks(facts).flatMap(({ id, places, vulnerabilities }) =>
		places.map(({ where, quote, code }) => ({
			id: vulnerabilities[0]?.cve ?? id,
			kind: id,
			layer: where,
			evidence: quote,
			...(code && { code }),
			why: words[id].why,
			affects: vulnerabilities.map(({ cve, affects }) => `${cve}: ${affects}`),
			advice: words[id].advice,
		})),
	);
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

function factsJson({ format, writer, model, weights, damage, archives, signatures }: FileFacts) {
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
			custom: model.custom,
			lambdas: model.lambdas,
			optimizer: model.optimizer,
		}),
		...(weights && { parameters: weights.parameters }),
		...(weights?.missing?.length && { missing: weights.missing }),
		...(signatures.length > 0 && { signatures }),
		...(archives.length > 0 && { archives }),
		...(damage && { damage }),
	};
}
