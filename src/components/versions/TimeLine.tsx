import type { TimeLine as Layout } from '../../clinic/report/time-line.ts';
import { fill } from '../../i18n/en.ts';
import type { VersionWords } from '../../i18n/versions/en.ts';
import '../../styles/versions.css';

interface Props {
	readonly layout: Layout;
	readonly words: VersionWords['timeLine'];
}

/** Releases as dots in time; the names of all are there for a pointer and for a screen reader. */
export function TimeLine({ layout, words }: Props) {
	return (
		<figure class="time-line not-content">
			<ol class="years" aria-hidden="true">
				{layout.years.map(({ year, at }) => (
					<li key={year} style={{ '--at': at }}>
						{year}
					</li>
				))}
			</ol>
			{layout.rows.map(({ library, name, dots }) => (
				<div class="row" key={library}>
					<p>{name}</p>
					<ol>
						{dots.map(({ line, released, at, named, marked }) => (
							<li
								key={line}
								class={`${named ? 'named' : ''} ${marked ? 'marked' : ''}`}
								style={{ '--at': at }}
								title={fill(words.label, { name, line, released })}
							>
								<span>{line}</span>
							</li>
						))}
					</ol>
				</div>
			))}
			<figcaption>{words.caption}</figcaption>
		</figure>
	);
}
