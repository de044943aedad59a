import { styleText } from 'node:util';
import type { FileFacts } from '../src/clinic/evidence/files/facts.ts';
import type { Explanation, Fix } from '../src/clinic/report/explanation.ts';
import { groupForecast, signatureText, writerText } from '../src/clinic/report/facts-text.ts';
import { fillCode } from '../src/clinic/report/fill-code.ts';
import { installLines, versionsText } from '../src/clinic/report/install-lines.ts';
import { permalink } from '../src/clinic/report/markdown.ts';
import type { Report } from '../src/clinic/report/report.ts';
import { groupRisks } from '../src/clinic/report/security.ts';
import { fill, type Strings, strings } from '../src/i18n/index.ts';
import { noticeText } from '../src/i18n/notice-text.ts';

/** Colours a text for a terminal, or leaves it as it is. */
function painter(color: boolean) {
	return (style: Parameters<typeof styleText>[0], text: string) =>
		color ? styleText(style, text, { validateStream: false }) : text;
}

/** A report for a terminal: the first diagnosis in full, the others in a line each. */
export async function reportText(
	report: Report,
	explanations: Readonly<Record<string, Explanation>>,
	language: 'en' | 'zh-cn',
	home: string,
	color: boolean,
): Promise<string> {
	const words = strings[language];
	const paint = painter(color);
	const { facts, notice, forecast } = report;
	const lines: string[] = [];
	if (facts) {
		lines.push(
			[
				paint('bold', facts.input.name),
				words.formats[facts.format],
				...[writerText(facts.writer)].filter((text) => text !== null),
				...(facts.model
					? [`${facts.model.modelClass}, ${words.facts.layers} ${facts.model.layers.length}`]
					: []),
			].join(' · '),
			...(facts.repro
				? [`  ${fill(words.repro.opened, { format: words.formats[facts.format] })}`]
				: []),
			...facts.signatures.map((signature) => `  ${signatureText(signature)}`),
			...(facts.archives.length > 0
				? [`  ${fill(words.facts.unpackFirst, { archives: facts.archives.join(' → ') })}`]
				: []),
			...(facts.weights?.missing?.length
				? [`  ${words.facts.missing}: ${facts.weights.missing.join(', ')}`]
				: []),
			'',
		);
	}
	if (notice) lines.push(await noticeText(notice, words, language));
	for (const slug of notice?.nearest ?? []) {
		lines.push(`  ${explanations[slug]?.code} ${explanations[slug]?.title}`);
	}

	const [first, ...others] = report.diagnoses;
	const explanation = first && explanations[first.slug];
	if (first && explanation) {
		lines.push(
			`${paint(['bold', 'red'], first.code)} ${paint('bold', words.confidence[first.confidence])} · ${explanation.title}`,
			explanation.summary,
			'',
			paint('bold', words.answer.evidence),
			...first.evidence.map((item) =>
				item.from === 'trace'
					? `  ${fill(words.answer.line, { line: item.line })}: ${item.quote.split('\n')[0]}`
					: `  ${item.from === 'file' ? `${item.where}: ` : ''}${item.quote}`,
			),
			'',
			paint('bold', words.answer.cure),
			...explanation.fixes.map((fix, index) => fixText(fix, index + 1, first.values, words)),
		);
		for (const treatment of report.treatments) {
			const [obstacle] = treatment.blockedBy;
			lines.push(
				obstacle
					? words.treatment.blocked[obstacle]
					: `→ clinic repair ${facts?.input.name} --to ${treatment.to}`,
			);
		}
		if (explanation.wrongFix) {
			lines.push('', paint('bold', words.answer.wrong), `  ${explanation.wrongFix}`);
		}
		lines.push('', permalink(home, first.code));
	}
	if (others.length > 0) {
		lines.push('', paint('bold', words.answer.others));
		for (const other of others) {
			lines.push(
				`  ${other.code} (${words.confidence[other.confidence]}) ${explanations[other.slug]?.summary}`,
			);
		}
	}
	if (forecast.length > 0) {
		lines.push('', paint('bold', words.answer.forecast));
		for (const row of groupForecast(forecast)) {
			const after =
				row.afterTreatment === row.verdict
					? ''
					: ` (${fill(words.verdicts.after, { verdict: words.verdicts[row.afterTreatment] })})`;
			lines.push(
				[`  ${row.target.padEnd(20)} ${words.verdicts[row.verdict]}${after}`, ...row.reasons].join(
					' ',
				),
			);
		}
	}
	if (forecast.length > 0) {
		lines.push('', paint('bold', words.install.title), ...installText(report, words));
	}
	if (facts && facts.risks.length > 0) {
		lines.push('', paint('bold', words.facts.risks), ...riskLines(facts, words));
	}
	return lines.join('\n');
}

/** Each set of versions with what pip needs for it, or what it means that there is none. */
function installText({ install, forecast }: Report, words: Strings): string[] {
	const own = words.install;
	const [newest] = install;
	if (!newest) {
		return [`  ${forecast.some(({ verdict }) => verdict === 'unknown') ? own.unknown : own.none}`];
	}
	return [
		`  ${newest.loads === 'as-it-is' ? own.lead : own.leadTreated}`,
		...install.flatMap(({ set, verdict }) => [
			`  ${versionsText(set)}: ${words.verdicts[verdict]}`,
			...installLines(set, 'pip')
				.split('\n')
				.map((line) => `      ${line}`),
		]),
		`  ${own.otherLines}`,
	];
}

/** Each kind of risk once: why, where, what to do. */
function riskLines(facts: FileFacts, words: Strings): string[] {
	return groupRisks(facts).flatMap(({ id, places, vulnerabilities }) => [
		`  ${words.risks[id].why}`,
		...places
			.slice(0, mostPlaces)
			.map(({ where, quote }) => `    ${where && `${where}: `}${quote}`),
		...(places.length > mostPlaces
			? [`    ${fill(words.facts.moreMembers, { count: places.length - mostPlaces })}`]
			: []),
		`    ${[words.risks[id].advice, ...vulnerabilities.map(({ cve, affects }) => `${cve}: ${affects}`)].join(' ')}`,
	]);
}

const mostPlaces = 5;

/** A diagnosis for a terminal, without evidence. */
export function explanationText(
	slug: string,
	explanation: Explanation,
	words: Strings,
	home: string,
	color: boolean,
): string {
	const paint = painter(color);
	return [
		`${paint(['bold', 'red'], explanation.code)} ${paint('bold', explanation.title)}`,
		explanation.summary,
		'',
		paint('bold', words.answer.cure),
		...explanation.fixes.map((fix, index) => fixText(fix, index + 1, {}, words)),
		...(explanation.wrongFix
			? ['', paint('bold', words.answer.wrong), `  ${explanation.wrongFix}`]
			: []),
		'',
		new URL(`errors/${slug}/`, home).href,
	].join('\n');
}

function fixText(
	fix: Fix,
	number: number,
	values: Readonly<Record<string, string>>,
	words: Strings,
): string {
	const code = fix.code ? fillCode(fix.code, values).trimEnd().split('\n') : [];
	return [
		`  ${number}. ${fix.title} (${words.risk[fix.risk]})`,
		`     ${fix.text}`,
		...code.map((line) => `       ${line}`),
	].join('\n');
}
