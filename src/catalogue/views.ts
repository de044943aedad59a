import type { Rule } from '../clinic/diagnosis/rule.ts';
import type { Explanation } from '../clinic/report/explanation.ts';
import type { Entry } from './load.ts';

/** The rules for the matcher: the words of the entries stay out of the worker. */
export function rules(entries: readonly Entry[]): readonly Rule[] {
	return entries.map(({ slug, en: { code, cause, signatures, refines } }) => ({
		slug,
		code,
		cause,
		// What a signature need not say takes no room in the worker.
		signatures: signatures.map(
			(signature) =>
				Object.fromEntries(
					Object.entries(signature).filter(([, value]) => value !== false && value !== 'certain'),
				) as typeof signature,
		),
		...(refines.length > 0 ? { refines } : {}),
	}));
}

/** The words of every diagnosis in a language, by slug. */
export function explanations(
	entries: readonly Entry[],
	language: 'en' | 'zh-cn',
): Readonly<Record<string, Explanation>> {
	return Object.fromEntries(
		entries.map((entry) => {
			const words = entry[language];
			return [
				entry.slug,
				{
					code: entry.en.code,
					title: words.title,
					summary: words.summary,
					fixes: entry.en.fixes.map((fix) => ({
						...fix,
						...(language === 'en' ? {} : entry['zh-cn'].fixes[fix.id]),
					})),
					wrongFix: words.wrongFix,
					isSymptom: entry.en.stage === 'symptom',
					question: question(entry, language),
				},
			];
		}),
	);
}

function question(entry: Entry, language: 'en' | 'zh-cn'): Explanation['question'] {
	const { question } = entry.en;
	if (!question) return undefined;
	const translated = language === 'en' ? undefined : entry['zh-cn'].question;
	return {
		ask: translated?.ask ?? question.ask,
		answers: question.answers.map(({ id, text, to }) => ({
			to,
			text: translated?.answers[id] ?? text,
		})),
	};
}

/** Every name that stands behind `/errors/`: those in use, and the older ones that lead on. */
export function errorAddresses(entries: readonly Entry[]): readonly string[] {
	return entries.flatMap(({ slug, en }) => [slug, ...en.aliases]);
}

/** The messages that a diagnosis is known by, as Python prints them, the surest first; none twice. */
export function messages({ en }: Entry): readonly string[] {
	const printed = en.signatures.filter(({ source }) => !source).map(({ text }) => text);
	return [...new Set(printed)];
}
