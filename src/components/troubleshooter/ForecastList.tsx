import type { Forecast } from '../../clinic/forecast/forecast.ts';
import { groupForecast } from '../../clinic/report/facts-text.ts';
import { fill, type Strings } from '../../i18n/index.ts';

interface Props {
	readonly forecast: readonly Forecast[];
	readonly words: Strings['verdicts'];
	/** Where the page of a diagnosis lies, by its code; null for a code that has none. */
	readonly pageOf: (code: string) => string | null;
}

/** Where the file loads, one line a range of targets, with the message to expect where it does not. */
export function ForecastList({ forecast, words, pageOf }: Props) {
	const groups = groupForecast(forecast);
	return (
		<ul class="forecast">
			{groups.map((row, index) => (
				<li key={row.target} data-verdict={row.verdict}>
					<span class="forecast-target">{row.target}</span>
					<span class="forecast-verdict">{words[row.verdict]}</span>
					{row.afterTreatment !== row.verdict && (
						<span class="forecast-after">
							{fill(words.after, { verdict: words[row.afterTreatment] })}
						</span>
					)}
					{row.reasons.map((code) => {
						const page = pageOf(code);
						return page ? (
							<a key={code} class="diagnosis-code" href={page}>
								{code}
							</a>
						) : null;
					})}
					{row.error && row.error !== groups[index - 1]?.error && <code>{row.error}</code>}
				</li>
			))}
		</ul>
	);
}
