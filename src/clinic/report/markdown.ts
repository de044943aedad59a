import type { Confidence, Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Format } from '../evidence/files/facts.ts';
import type { Explanation } from './explanation.ts';
import { fillCode } from './fill-code.ts';
import type { Report } from './report.ts';

/** The words around a diagnosis, in the person's language. */
export interface IssueWords {
	readonly issue: Readonly<
		Record<'heading' | 'cause' | 'confidence' | 'evidence' | 'fix' | 'details' | 'file', string>
	>;
	readonly confidence: Readonly<Record<Confidence, string>>;
	readonly formats: Readonly<Record<Format, string>>;
}

/** The stable address of a diagnosis: `home` is the site's address with its base path. */
export function permalink(home: string, code: string): string {
	return new URL(`e/${code}/`, home).href;
}

/**
 * A diagnosis as Markdown for an issue: cause, evidence, the fix with the least risk, and the link.
 * The evidence is fenced, so that nothing in it is read as markup.
 */
export function issueMarkdown(
	report: Report,
	diagnosis: Diagnosis,
	explanation: Explanation,
	words: IssueWords,
	home: string,
): string {
	const file = report.facts
		? [
				`**${words.issue.file}:** ${inline(report.facts.input.name)} (${words.formats[report.facts.format]})`,
			]
		: [];
	const evidence = diagnosis.evidence.map((item) =>
		item.from === 'file' ? `${item.where}: ${item.quote}` : item.quote,
	);
	return asMarkdown(explanation, diagnosis.values, words, home, [
		`**${words.issue.confidence}:** ${words.confidence[diagnosis.confidence]}`,
		...file,
		`**${words.issue.evidence}:**\n${fence(evidence.join('\n'))}`,
	]);
}

/** The same for nobody's error in particular: a reply to keep and to give to whoever reports it. */
export function savedReply(explanation: Explanation, words: IssueWords, home: string): string {
	return asMarkdown(explanation, {}, words, home, []);
}

function asMarkdown(
	explanation: Explanation,
	values: Diagnosis['values'],
	words: IssueWords,
	home: string,
	proof: readonly string[],
): string {
	const { code, title, summary, fixes } = explanation;
	const [fix] = fixes;
	return [
		`### ${words.issue.heading.replace('{title}', `${code} ${inline(title)}`)}`,
		`**${words.issue.cause}:** ${summary}`,
		...proof,
		...(fix ? [`**${words.issue.fix}:** ${fix.title}. ${fix.text}`] : []),
		...(fix?.code ? [fence(fillCode(fix.code, values).trim(), fix.language)] : []),
		`**${words.issue.details}:** ${permalink(home, code)}`,
	].join('\n\n');
}

/** A fence longer than any run of backticks inside it (CommonMark 0.31, section 4.5). */
function fence(text: string, language = 'text'): string {
	const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
	const marks = '`'.repeat(longest + 1);
	return `${marks}${language}\n${text}\n${marks}`;
}

function inline(text: string): string {
	return `\`${text.replace(/`/g, "'")}\``;
}
