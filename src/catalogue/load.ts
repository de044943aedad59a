import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
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
 * @throws Error naming the file, when a frontmatter does not meet the schema; a Chinese one when it is asked for.
 */
export function loadCatalogue(folder = diagnosesFolder): readonly Entry[] {
	return readdirSync(folder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name: slug }) => {
			const chinese = once(() => frontmatter(`${folder}${slug}/zh-cn.mdx`, chineseEntry));
			const examples = once(() => readExamples(`${folder}${slug}/examples/`));
			return {
				slug,
				en: frontmatter(`${folder}${slug}/en.mdx`, englishEntry),
				// The command line does without them, and starts in half the time.
				get 'zh-cn'() {
					return chinese();
				},
				get examples() {
					return examples();
				},
			};
		})
		.sort((a, b) => a.en.code.localeCompare(b.en.code));
}

function once<T>(make: () => T): () => T {
	let made: { readonly value: T } | undefined;
	return () => {
		made ??= { value: make() };
		return made.value;
	};
}

function frontmatter<T>(path: string, schema: { parse(value: unknown): T }): T {
	const [, yaml] = /^---\r?\n([\s\S]*?)\r?\n---/.exec(readFileSync(path, 'utf8')) ?? [];
	try {
		return schema.parse(load(yaml ?? ''));
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
