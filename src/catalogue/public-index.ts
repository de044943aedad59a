import { z } from 'astro/zod';
import { fillCode } from '../clinic/report/fill-code.ts';
import { permalink } from '../clinic/report/markdown.ts';
import type { Entry } from './load.ts';
import { causes, risks, stages } from './schema.ts';

const both = z.strictObject({ en: z.string(), 'zh-cn': z.string() });

/** The layout of /diagnoses.json: `version` grows with any change that breaks a reader. */
export const publicIndex = z.strictObject({
	version: z.literal(1),
	home: z.url(),
	diagnoses: z.array(
		z.strictObject({
			code: z.string().meta({ description: 'Never reused, never removed.' }),
			slug: z.string(),
			/** Older slugs that lead to the same page. */
			aliases: z.array(z.string()),
			cause: z.enum(causes).meta({ description: 'Several diagnoses may share one.' }),
			stage: z.enum(stages),
			title: both.meta({ description: 'The message, or what is seen.' }),
			summary: both.meta({ description: 'The cause in one sentence.' }),
			permalink: z.url(),
			url: both,
			versions: z.array(
				z.strictObject({
					library: z.string(),
					range: z.string().meta({ description: 'As pip writes it.' }),
				}),
			),
			signatures: z.array(
				z.strictObject({
					text: z.string().meta({
						description:
							'The message with {name} where it varies; {name:table} asks that the text be known to a table of ours. Compare with runs of white space as one, and without quotes.',
					}),
					confidence: z.enum(['certain', 'likely', 'possible']),
					frame: z
						.string()
						.optional()
						.meta({ description: 'A function that the traceback must name.' }),
					library: z.string().optional(),
					alone: z.boolean().meta({ description: 'Counts only in a text without frames.' }),
					source: z
						.boolean()
						.meta({ description: 'A line of code, for tracebacks cut before their message.' }),
					wrapper: z
						.boolean()
						.meta({ description: 'Counts only where no other signature matches.' }),
					warning: z.boolean().meta({ description: 'Counts only where nothing was raised.' }),
				}),
			),
			fixes: z.array(
				z.strictObject({
					id: z.string(),
					risk: z.enum(risks),
					title: both,
					text: both,
					code: z.string().optional(),
					language: z.enum(['python', 'bash']),
				}),
			),
			wrongFix: both.optional().meta({ description: 'Popular advice that does not help.' }),
			threads: z.array(z.string()).meta({ description: 'Issues on GitHub, as owner/name#number.' }),
		}),
	),
});
export type PublicIndex = z.infer<typeof publicIndex>;

/** The catalogue for other programs; `home` is the site's address with its base path. */
export function toPublicIndex(entries: readonly Entry[], home: string): PublicIndex {
	return {
		version: 1,
		home,
		diagnoses: entries.map(({ slug, en, 'zh-cn': zh }) => {
			const { code, aliases, cause, stage, versions, signatures, threads } = en;
			return {
				code,
				slug,
				aliases,
				cause,
				stage,
				title: { en: en.title, 'zh-cn': zh.title },
				summary: { en: en.summary, 'zh-cn': zh.summary },
				permalink: permalink(home, code),
				url: {
					en: new URL(`errors/${slug}/`, home).href,
					'zh-cn': new URL(`zh-cn/errors/${slug}/`, home).href,
				},
				versions,
				signatures,
				fixes: en.fixes.map(({ id, risk, title, text, code, language }) => ({
					id,
					risk,
					title: { en: title, 'zh-cn': zh.fixes[id]?.title ?? title },
					text: { en: text, 'zh-cn': zh.fixes[id]?.text ?? text },
					...(code ? { code: fillCode(code, {}) } : {}),
					language,
				})),
				...(en.wrongFix
					? { wrongFix: { en: en.wrongFix, 'zh-cn': zh.wrongFix ?? en.wrongFix } }
					: {}),
				threads,
			};
		}),
	};
}

/** The layout of /diagnoses.json as JSON Schema (draft 2020-12). */
export function publicIndexSchema(home: string): object {
	return { $id: new URL('diagnoses.schema.json', home).href, ...z.toJSONSchema(publicIndex) };
}
