import { home } from '../site.config.mjs';
import { loadCatalogue } from '../src/catalogue/load.ts';
import { explanations } from '../src/catalogue/views.ts';
import { strings } from '../src/i18n/index.ts';
import { type Options, print } from './command.ts';
import { UsageError } from './files.ts';
import { explanationText } from './report-text.ts';

/** `clinic explain`: a diagnosis by its code or slug. */
export function explain(names: readonly string[], options: Options): number {
	const [name] = names;
	if (!name) throw new UsageError('clinic explain takes a code such as K201, or a slug');
	const catalogue = loadCatalogue();
	const entry = catalogue.find(
		({ slug, en }) => slug === name || en.code === name.toUpperCase() || en.aliases.includes(name),
	);
	const explanation = entry && explanations(catalogue, options.language)[entry.slug];
	if (!entry || !explanation) throw new UsageError(`there is no diagnosis "${name}"`);
	const { versions, cause, stage } = entry.en;
	print(
		options.json
			? JSON.stringify(
					{
						version: 1,
						slug: entry.slug,
						cause,
						stage,
						versions,
						...explanation,
						url: new URL(`errors/${entry.slug}/`, home).href,
					},
					null,
					2,
				)
			: explanationText(entry.slug, explanation, strings[options.language], home, options.color),
	);
	return 0;
}
