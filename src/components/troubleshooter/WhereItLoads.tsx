import type { Explanation } from '../../clinic/report/explanation.ts';
import type { Report } from '../../clinic/report/report.ts';
import type { Strings } from '../../i18n/index.ts';
import { ForecastList } from './ForecastList.tsx';
import { InstallPanel } from './InstallPanel.tsx';

interface Props {
	readonly report: Report;
	readonly explanations: Readonly<Record<string, Explanation>>;
	readonly words: Strings;
	readonly language: 'en' | 'zh-cn';
	/** The path of the diagnosis pages in this language, ending in `/`. */
	readonly pages: string;
}

/** In which versions the file loads, and what to install for that. */
export function WhereItLoads({ report, explanations, words, language, pages }: Props) {
	if (report.forecast.length === 0) return null;
	return (
		<>
			<section aria-labelledby="forecast-title">
				<h3 class="label" id="forecast-title">
					{words.answer.forecast}
				</h3>
				<ForecastList
					forecast={report.forecast}
					words={words.verdicts}
					pageOf={(code) => {
						const [slug] = Object.entries(explanations).find(([, one]) => one.code === code) ?? [];
						return slug ? `${pages}${slug}/` : null;
					}}
				/>
			</section>
			<InstallPanel report={report} words={words} language={language} />
		</>
	);
}
