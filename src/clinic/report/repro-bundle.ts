import type { Document } from '../evidence/files/documents.ts';
import type { FileFacts } from '../evidence/files/facts.ts';
import { type Change, factsShape } from '../evidence/files/facts-shape.ts';
import type { Json } from '../evidence/files/json.ts';
import { type ReproManifest, reproManifest, reproVersion } from '../evidence/files/repro-bundle.ts';
import type { RiskId } from '../knowledge/risks.ts';
import type { Explanation } from './explanation.ts';
import { nameHider } from './hide-names.ts';
import { type RiskWords, reportJson } from './json.ts';
import { type LeftOut, leaveOut } from './leave-out.ts';
import { type IssueWords, issueMarkdown } from './markdown.ts';
import { redact, withoutSecrets } from './redact.ts';
import type { Report } from './report.ts';

/** What may leave the person's machine: facts and documents without what is theirs alone. */
export interface ReproParts {
	readonly facts: FileFacts;
	readonly documents: readonly Document[];
	readonly namesHashed: boolean;
	readonly leftOut: readonly LeftOut[];
}

/** A text file of the bundle. */
export interface ReproMember {
	readonly path: string;
	readonly text: string;
}

/**
 * Takes out of the facts of a file and its documents what must not be shared; with `hashNames`, every
 * name of the person's own too. Weights are in neither.
 */
export async function reproParts(
	facts: FileFacts,
	documents: readonly Document[],
	hashNames: boolean,
): Promise<ReproParts> {
	const leftOut = new Set<LeftOut>(facts.weights ? ['weights'] : []);
	const note = (what: LeftOut) => leftOut.add(what);
	const clean: Change = (text, kind) => {
		if (kind === 'plain' || kind === 'name' || kind === 'word') return text;
		const safe = withoutSecrets(redact(text));
		if (safe !== text) note('secrets');
		return safe;
	};
	const cleanFacts = factsShape.take(facts, 'facts', clean);
	const cleanDocuments = documents.map(({ path, json }) => ({
		path: clean(path, 'path'),
		json: changeTexts(leaveOut(json, note), (text) => clean(text, 'quote')),
	}));
	const all = (change: Change) => ({
		facts: { ...factsShape.take(cleanFacts, 'facts', change), repro: { namesHashed: hashNames } },
		documents: cleanDocuments.map(({ path, json }) => ({
			path: change(path, 'path'),
			json: changeTexts(json, change),
		})),
	});
	const key = JSON.stringify(facts);
	const change: Change = hashNames
		? await nameHider(key, facts.model, (visit) => all(visit))
		: (text) => text;
	return { ...all(change), namesHashed: hashNames, leftOut: [...leftOut] };
}

/** Keys whose texts are words of Keras, or of the person's code. */
const wordKeys =
	/^(class_name|module|registered_name|dtype|.*(activation|initializer)|.*_version)$/;

/** The document with its texts and keys changed. */
function changeTexts(document: Json, change: Change, key = ''): Json {
	if (typeof document === 'string') return change(document, wordKeys.test(key) ? 'word' : 'name');
	if (typeof document !== 'object' || document === null) return document;
	if (Array.isArray(document)) return document.map((one) => changeTexts(one, change, key));
	return Object.fromEntries(
		Object.entries(document).map(([name, value = null]) => [
			change(name, 'word'),
			changeTexts(value, change, name),
		]),
	);
}

/** What a bundle says about itself, in the person's language. */
export interface ReproWords extends IssueWords {
	readonly risks: Readonly<Record<RiskId, RiskWords>>;
	readonly repro: {
		readonly readme: {
			readonly heading: string;
			/** With the `{format}` of the file and the `{home}` where the bundle opens. */
			readonly what: string;
			readonly leftOutTitle: string;
			readonly leftOut: Readonly<Record<LeftOut, string>>;
			readonly namesHashed: string;
		};
	};
}

/** The members of a bundle, all text. `report` is what is found in the facts of `parts`, with its words. */
export function reproMembers(
	parts: ReproParts,
	report: Report,
	explanations: Readonly<Record<string, Explanation>>,
	words: ReproWords,
	home: string,
): readonly ReproMember[] {
	const { repro: _, ...facts } = parts.facts;
	const manifest: ReproManifest = { version: reproVersion, namesHashed: parts.namesHashed, facts };
	const own = words.repro.readme;
	const [first] = report.diagnoses;
	const explanation = first && explanations[first.slug];
	const readme = [
		`# ${own.heading}`,
		own.what.replace('{format}', words.formats[facts.format]).replace('{home}', home),
		...(parts.namesHashed ? [own.namesHashed] : []),
		...(parts.leftOut.length > 0 ? [`## ${own.leftOutTitle}`] : []),
		parts.leftOut.map((what) => `- ${own.leftOut[what]}`).join('\n'),
		first && explanation ? issueMarkdown(report, first, explanation, words, home) : '',
	];
	const findings = reportJson(report, explanations, home, words.risks, null);
	const paths = new Set<string>();
	return [
		{ path: 'README.md', text: `${readme.filter(Boolean).join('\n\n')}\n` },
		{ path: reproManifest, text: print(manifest) },
		{ path: 'findings.json', text: print(findings) },
		...parts.documents.map(({ path, json }) => ({
			path: freePath(path, paths),
			text: print(json),
		})),
	];
}

/** The name that a bundle is saved under: that of the file, or its hash. */
export function reproName({ facts }: ReproParts): string {
	// What no file system takes.
	const name = facts.input.name.replace(/[\p{Cc}/\\:*?"<>|]/gu, '_');
	return `${name || 'model'}.repro.zip`;
}

function print(value: unknown): string {
	return `${JSON.stringify(value, null, 1)}\n`;
}

/** Under `file/`, whatever path an archive gave it; no two alike. */
function freePath(path: string, taken: Set<string>): string {
	const parts = path.split(/[/\\]/).filter((part) => !['', '.', '..'].includes(part));
	const stem = `file/${parts.join('/').replace(/\.json$/i, '')}`;
	let free = `${stem}.json`;
	for (let count = 2; taken.has(free); count++) free = `${stem} (${count}).json`;
	taken.add(free);
	return free;
}
