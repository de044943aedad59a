import type { Rule } from './rule.ts';

const shown = 3;

/**
 * The slugs of the rules whose messages share the most telling words with a text, best first, for
 * "not recognised, but these come near". A word tells more the fewer rules use it.
 */
export function nearestRules(text: string, rules: readonly Rule[]): readonly string[] {
	const inText = words(text.slice(-50_000));
	const vocabulary = new Map<string, number>();
	const byRule = rules.map((rule) => ({
		slug: rule.slug,
		words: words(rule.signatures.map(({ text }) => text.replace(/\{[^}]*\}/g, ' ')).join(' ')),
	}));
	for (const rule of byRule) {
		for (const word of rule.words) vocabulary.set(word, (vocabulary.get(word) ?? 0) + 1);
	}
	return byRule
		.map(({ slug, words }) => ({ slug, score: score(words) }))
		.filter(({ score }) => score > 1)
		.sort((a, b) => b.score - a.score)
		.slice(0, shown)
		.map(({ slug }) => slug);

	function score(words: ReadonlySet<string>): number {
		let total = 0;
		for (const word of words) {
			if (inText.has(word)) total += Math.log(rules.length / (vocabulary.get(word) ?? 1));
		}
		return total / Math.sqrt(words.size || 1);
	}
}

function words(text: string): ReadonlySet<string> {
	return new Set(text.toLowerCase().match(/[a-z_][a-z0-9_.]{3,}/g) ?? []);
}
