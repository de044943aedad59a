import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type ChineseEntry, chineseEntry, type EnglishEntry, englishEntry } from './schema.ts';

/** One diagnosis as its folder in src/content/diagnoses holds it. */
export interface Entry {
	readonly slug: string;
	readonly en: EnglishEntry;
	readonly 'zh-cn': ChineseEntry;
	/** Error texts, by file name, that must come back as this diagnosis. */
	readonly examples: Readonly<Record<string, string>>;
}

export const diagnosesFolder = fileURLToPath(new URL('../content/diagnoses/', import.meta.url));

/**
 * Reads every diagnosis, in the order of their codes.
 * @throws Error naming the file, when a frontmatter does not meet the schema.
 */
export function loadCatalogue(folder = diagnosesFolder): readonly Entry[] {
	return readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name: slug }) => ({
			slug,
			en: frontmatter(`${folder}${slug}/en.mdx`, englishEntry),
			'zh-cn': frontmatter(`${folder}${slug}/zh-cn.mdx`, chineseEntry),
			examples: readExamples(`${folder}${slug}/examples/`),
		}))
		.sort((a, b) => a.en.code.localeCompare(b.en.code));
}

function frontmatter<T>(path: string, schema: { parse(value: unknown): T }): T {
	const [, yaml] = /^---\r?\n([\s\S]*?)\r?\n---/.exec(readFileSync(path, 'utf8')) ?? [];
	try {
		return schema.parse(parse(yaml ?? ''));
	} catch (error) {
		throw new Error(`${path}: ${error instanceof Error ? error.message : error}`);
	}
}

function readExamples(folder: string): Record<string, string> {
	if (!existsSync(folder)) return {};
	return Object.fromEntries(
		readdirSync(folder)
			.filter((name) => name.endsWith('.txt'))
			.sort()
			.map((name) => [name, readFileSync(folder + name, 'utf8')]),
	);
}
