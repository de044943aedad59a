import { useState } from 'preact/hooks';
import {
	type Installer,
	installers,
	installLines,
	versionsText,
} from '../../clinic/report/install-lines.ts';
import type { Report } from '../../clinic/report/report.ts';
import { fill, type Strings } from '../../i18n/index.ts';
import { localPath } from '../../site.ts';
import { CodeBlock } from './CodeBlock.tsx';

interface Props {
	readonly report: Report;
	readonly words: Strings;
	readonly language: 'en' | 'zh-cn';
}

/** The sets of versions that load the file, with the lines to type; where there is none, what that means. */
export function InstallPanel({ report: { install, forecast }, words, language }: Props) {
	const [installer, setInstaller] = useState<Installer>('pip');
	const own = words.install;
	const [newest] = install;
	return (
		<section class="install" aria-labelledby="install-title">
			<h3 class="label" id="install-title">
				{own.title}
			</h3>
			{newest ? (
				<>
					<p>{newest.loads === 'as-it-is' ? own.lead : own.leadTreated}</p>
					<fieldset class="installers">
						<legend>{own.choose}</legend>
						{installers.map((one) => (
							<label key={one}>
								<input
									type="radio"
									name="installer"
									checked={one === installer}
									onChange={() => setInstaller(one)}
								/>
								<span>{own.installers[one]}</span>
							</label>
						))}
					</fieldset>
					{install.map(({ set, verdict }) => (
						<div key={set.target} data-verdict={verdict}>
							<h4>{versionsText(set)}</h4>
							<p class="forecast-verdict">{words.verdicts[verdict]}</p>
							<CodeBlock code={installLines(set, installer)} words={words.answer} />
						</div>
					))}
					{install.some(({ verdict }) => verdict === 'loads-with-custom-objects') && (
						<p>{fill(own.withClasses, { script: words.script.title })}</p>
					)}
					{(installer === 'pip' || installer === 'uv') && <p>{own.windows}</p>}
				</>
			) : (
				<p>{forecast.some(({ verdict }) => verdict === 'unknown') ? own.unknown : own.none}</p>
			)}
			<p>
				<a href={localPath(language, '/guides/stay/versions/')}>{own.others}</a>
			</p>
		</section>
	);
}
