import { loadCatalogue } from '../src/catalogue/load.ts';
import { explanations, rules } from '../src/catalogue/views.ts';
import { compile } from '../src/clinic/diagnosis/signature.ts';
import { examine } from '../src/clinic/report/examine.ts';
import type { Report } from '../src/clinic/report/report.ts';
import { readFactsOf } from './read-facts.ts';

/** What is found in a file, and its first diagnosis in a line (`K104 …`); null where there is none. */
export async function summarise(
	path: string,
	language: 'en' | 'zh-cn',
): Promise<{ readonly report: Report; readonly line: string | null }> {
	const catalogue = loadCatalogue();
	const clinic = { rules: rules(catalogue), matcher: compile(rules(catalogue)) };
	const report = await examine(clinic, '', await readFactsOf([path]));
	const [first] = report.diagnoses;
	const line = first && `${first.code} ${explanations(catalogue, language)[first.slug]?.summary}`;
	return { report, line: line ?? null };
}
