import type { Explanation } from '../../clinic/report/explanation.ts';

/** The words of all diagnoses in a language: one file, whatever the diagnosis, so that loading it tells nothing. */
export async function loadExplanations(
	language: 'en' | 'zh-cn',
): Promise<Readonly<Record<string, Explanation>>> {
	const module =
		language === 'en'
			? await import('virtual:catalogue/explanations/en')
			: await import('virtual:catalogue/explanations/zh-cn');
	return module.default;
}
