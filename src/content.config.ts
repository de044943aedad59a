import { defineCollection } from 'astro:content';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { libraryReleases } from './catalogue/compatibility.ts';
import { chineseEntry, englishEntry } from './catalogue/schema.ts';

export const collections = {
	docs: defineCollection({
		loader: docsLoader(),
		// A page with a title of its own design is not given Starlight's.
		schema: docsSchema({ extend: z.object({ ownTitle: z.boolean().default(false) }) }),
	}),
	/** Rendered for the body only: the facts of an entry are read by src/catalogue/load.ts. */
	diagnoses: defineCollection({
		loader: glob({ base: './src/content/diagnoses', pattern: '*/{en,zh-cn}.mdx' }),
		schema: z.union([englishEntry, chineseEntry]),
	}),
	/** Checked here, read by src/clinic/knowledge/releases.ts. */
	compatibility: defineCollection({
		loader: glob({ base: './src/content/compatibility', pattern: '*.json' }),
		schema: libraryReleases,
	}),
};
