import type { Diagnosis } from '../../clinic/diagnosis/diagnosis.ts';
import { libraryNames, type TraceFacts } from '../../clinic/evidence/trace/trace.ts';
import { fill, type Strings } from '../../i18n/index.ts';

interface Props {
	readonly diagnosis: Diagnosis;
	readonly text: string;
	readonly words: Strings['answer'];
}

/** How many of the person's own lines are shown around a matching one. */
const context = 1;
const longestLine = 400;

/** The lines of the person's own text and the places in their own file that the diagnosis rests on. */
export function EvidenceList({ diagnosis, text, words }: Props) {
	return (
		<ul class="evidence">
			{diagnosis.evidence.map((item) => (
				<li key={`${item.from}${item.quote}`}>
					{(item.from === 'answer' || item.from === 'link') && (
						<>
							<span class="evidence-where">
								{item.from === 'link' ? words.sharedLink : words.yourAnswer}
							</span>{' '}
							<q>{item.quote}</q>
						</>
					)}
					{item.from === 'trace' && (
						<>
							<span class="evidence-where">{fill(words.yourText, { line: item.line })}</span>
							<Excerpt text={text} start={item.start} end={item.end} line={item.line} />
						</>
					)}
					{item.from === 'file' && (
						<>
							<span class="evidence-where">
								{words.yourFile}
								{item.where && ` · ${item.where}`}
							</span>
							<pre class="excerpt" tabIndex={0}>
								<code>
									<mark>{item.quote}</mark>
								</code>
							</pre>
						</>
					)}
				</li>
			))}
		</ul>
	);
}

interface ContextProps {
	readonly trace: TraceFacts;
	readonly words: Strings['answer'];
}

/** What else the text says: who raised it, the versions that it names, the call and its path. */
export function TraceContext({ trace, words }: ContextProps) {
	const { library, versions, call } = trace;
	const said = [
		...(library ? [fill(words.raisedBy, { library: libraryNames[library] })] : []),
		...Object.entries(versions).map(([name, version]) => `${name} ${version}`),
		...(call?.path ? [`${call.name}('${call.path}')`] : []),
	];
	if (said.length === 0) return null;
	return (
		<p class="evidence-context">
			{words.alsoSaid} <code>{said.join(' · ')}</code>
		</p>
	);
}

interface ExcerptProps {
	readonly text: string;
	readonly start: number;
	readonly end: number;
	/** The 1-based line of `start`. */
	readonly line: number;
}

/** The lines around a range of the text, with the range marked. */
function Excerpt({ text, start, end, line }: ExcerptProps) {
	let from = text.lastIndexOf('\n', start - 1) + 1;
	let first = line;
	for (let i = 0; i < context && from > 0; i++) {
		from = text.lastIndexOf('\n', from - 2) + 1;
		first--;
	}
	let to = lineEnd(text, end);
	for (let i = 0; i < context && to < text.length; i++) to = lineEnd(text, to + 1);
	const before = text.slice(from, start);
	const after = text.slice(end, to);
	return (
		<pre class="excerpt" tabIndex={0} data-first-line={first}>
			<code>
				{before.length > longestLine ? `…${before.slice(-longestLine)}` : before}
				<mark>{text.slice(start, end)}</mark>
				{after.length > longestLine ? `${after.slice(0, longestLine)}…` : after}
			</code>
		</pre>
	);
}

function lineEnd(text: string, offset: number): number {
	const newline = text.indexOf('\n', offset);
	return newline < 0 ? text.length : newline;
}
