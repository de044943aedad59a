import { libraries } from '../../clinic/knowledge/releases.ts';
import { timeLine } from '../../clinic/report/time-line.ts';
import type { WriterRelease } from '../../clinic/report/writer-release.ts';
import { fill } from '../../i18n/index.ts';
import type { PictureWords } from '../../i18n/pictures/en.ts';
import { versionWords } from '../../i18n/versions/index.ts';
import { TimeLine } from '../versions/TimeLine.tsx';
import { plural } from './figures.ts';

interface Props {
	readonly written: WriterRelease;
	readonly words: PictureWords;
	readonly language: 'en' | 'zh-cn';
}

/** What came out before is of interest only where the file is older. */
const firstYear = 2019;

/** The release that wrote the file, among those of Keras and TensorFlow. */
export function Releases({ written, words, language }: Props) {
	const { library, version, release, newer, marked } = written;
	const { name } = libraries[library];
	const year = Number(release.released.slice(0, 4));
	const month = new Intl.DateTimeFormat(language, {
		year: 'numeric',
		month: 'long',
		timeZone: 'UTC',
	}).format(new Date(`${release.released}-01`));
	const { releases: labels } = words;
	return (
		<div class="releases">
			<p>
				<span>{fill(labels.written, { name, version, line: release.line, month })}</span>{' '}
				<span>
					{newer === 0
						? fill(labels.newest, { name })
						: fill(plural(labels.newer, newer, language), { name, count: newer })}
				</span>
			</p>
			<TimeLine
				layout={timeLine(['keras', 'tensorflow', 'tf-keras'], Math.min(firstYear, year), marked)}
				words={versionWords[language].timeLine}
			/>
		</div>
	);
}
