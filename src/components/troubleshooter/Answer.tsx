import type { Diagnosis, GivenAnswer } from '../../clinic/diagnosis/diagnosis.ts';
import { dropTheFile, type Explanation } from '../../clinic/report/explanation.ts';
import { fillCode } from '../../clinic/report/fill-code.ts';
import { issueMarkdown, permalink } from '../../clinic/report/markdown.ts';
import type { Report } from '../../clinic/report/report.ts';
import type { Strings } from '../../i18n/index.ts';
import type { GivenBlob } from '../../worker/blob-source.ts';
import { CopyButton } from './CopyButton.tsx';
import { EvidenceList, TraceContext } from './Evidence.tsx';
import { FixCard } from './FixCard.tsx';
import { ForecastList } from './ForecastList.tsx';
import { Prose } from './Marked.tsx';
import { ReproPanel } from './ReproPanel.tsx';
import { SharePanel } from './SharePanel.tsx';
import { TreatmentPanel } from './TreatmentPanel.tsx';

interface Props {
	readonly report: Report;
	readonly text: string;
	readonly files: readonly GivenBlob[];
	readonly explanations: Readonly<Record<string, Explanation>>;
	readonly words: Strings;
	readonly language: 'en' | 'zh-cn';
	/** The site's address, for links that leave it. */
	readonly home: string;
	/** The path of the diagnosis pages in this language, ending in `/`. */
	readonly pages: string;
	readonly onAnswer: (answer: GivenAnswer) => void;
}

/** The first diagnosis in full, the others as a list. */
export function Answer(props: Props) {
	const { report, text, files, explanations, words, language, home, pages, onAnswer } = props;
	const [first, ...others] = report.diagnoses;
	const explanation = first && explanations[first.slug];
	if (!first || !explanation) return null;
	const { answer } = words;
	// Who has dropped the file need not be told to.
	const fixes = explanation.fixes.filter(({ id }) => !report.facts || id !== dropTheFile);
	const undecided = first.confidence !== 'certain' && !report.facts;
	return (
		<article class="chart" data-confidence={first.confidence}>
			<header class="chart-head">
				<a class="diagnosis-code" href={`${pages}${first.slug}/`}>
					{first.code}
				</a>
				<Confidence diagnosis={first} words={words.confidence} />
			</header>
			<h2 class="cause">
				<Prose text={explanation.summary} />
			</h2>
			<p class="message">
				<code>{explanation.title}</code>
			</p>
			{undecided && !explanation.question && <p class="ask">{answer.askForFile}</p>}
			{explanation.question && first.confidence !== 'certain' && (
				<fieldset class="ask">
					<legend>{answer.question}</legend>
					<p>{explanation.question.ask}</p>
					{explanation.question.answers.map(({ text: said, to }) => (
						<button
							type="button"
							class="button"
							key={said}
							onClick={() => onAnswer({ to, said, from: 'answer' })}
						>
							<Prose text={said} />
						</button>
					))}
				</fieldset>
			)}

			<section aria-labelledby="evidence-title">
				<h3 class="label" id="evidence-title">
					{answer.evidence}
				</h3>
				<EvidenceList diagnosis={first} text={text} words={answer} />
				{report.trace && <TraceContext trace={report.trace} words={answer} />}
			</section>

			<section aria-labelledby="cure-title">
				<h3 class="label" id="cure-title">
					{answer.cure}
				</h3>
				{report.treatments.map((treatment) => (
					<TreatmentPanel
						key={`${treatment.id}${report.facts?.input.name}`}
						treatment={treatment}
						files={files}
						words={words}
						language={language}
					/>
				))}
				{fixes.map((fix, index) => (
					<FixCard key={fix.id} fix={fix} number={index + 1} risks={words.risk}>
						{fix.code && <CodeBlock code={fillCode(fix.code, first.values)} words={answer} />}
					</FixCard>
				))}
			</section>

			{explanation.wrongFix && (
				<div class="wrong">
					<h3 class="label">{answer.wrong}</h3>
					<p>
						<Prose text={explanation.wrongFix} />
					</p>
				</div>
			)}

			{report.forecast.length > 0 && (
				<section aria-labelledby="forecast-title">
					<h3 class="label" id="forecast-title">
						{answer.forecast}
					</h3>
					<ForecastList
						forecast={report.forecast}
						words={words.verdicts}
						pageOf={(code) => {
							const [slug] =
								Object.entries(explanations).find(([, one]) => one.code === code) ?? [];
							return slug ? `${pages}${slug}/` : null;
						}}
					/>
				</section>
			)}

			<footer class="chart-foot">
				<CopyButton
					text={() => issueMarkdown(report, first, explanation, words, home)}
					label={answer.copyIssue}
					words={answer}
				/>
				<CopyButton
					text={() => permalink(home, first.code)}
					label={answer.copyLink}
					words={answer}
				/>
				<a class="button" href={`${pages}${first.slug}/`}>
					{answer.more}
				</a>
				<SharePanel code={first.code} text={text} words={words} />
				{report.facts && !report.facts.repro && (
					<ReproPanel
						facts={report.facts}
						files={files}
						explanations={explanations}
						words={words}
						home={home}
					/>
				)}
			</footer>

			{others.length > 0 && (
				<section class="others" aria-labelledby="others-title">
					<h3 class="label" id="others-title">
						{answer.others}
					</h3>
					<ul>
						{others.map((other) => (
							<li key={other.slug}>
								<a class="diagnosis-code" href={`${pages}${other.slug}/`}>
									{other.code}
								</a>{' '}
								<Prose text={explanations[other.slug]?.summary ?? ''} />{' '}
								<small>{words.confidence[other.confidence]}</small>
							</li>
						))}
					</ul>
				</section>
			)}
		</article>
	);
}

interface ConfidenceProps {
	readonly diagnosis: Diagnosis;
	readonly words: Strings['confidence'];
}

function Confidence({ diagnosis: { confidence }, words }: ConfidenceProps) {
	return (
		<span class="confidence">
			<span class="confidence-dots" aria-hidden="true">
				<i />
				<i />
				<i />
			</span>
			<strong>{words[confidence]}</strong>
			<span class="confidence-why">{words[`${confidence}Why`]}</span>
		</span>
	);
}

function CodeBlock({ code, words }: { readonly code: string; readonly words: Strings['answer'] }) {
	return (
		<div class="code-block">
			<pre tabIndex={0}>
				<code>{code.trimEnd()}</code>
			</pre>
			<CopyButton text={() => code} label={words.copyCode} words={words} class="code-copy" />
		</div>
	);
}

interface NearestProps {
	readonly slugs: readonly string[];
	readonly explanations: Readonly<Record<string, Explanation>>;
	readonly words: Strings['answer'];
	readonly pages: string;
}

/** Pages that come near a text that was not recognised. */
export function Nearest({ slugs, explanations, words, pages }: NearestProps) {
	if (slugs.length === 0) return null;
	return (
		<nav class="nearest" aria-label={words.nearest}>
			<h3 class="label">{words.nearest}</h3>
			<ul>
				{slugs.map((slug) => (
					<li key={slug}>
						<a href={`${pages}${slug}/`}>{explanations[slug]?.title}</a>
					</li>
				))}
			</ul>
		</nav>
	);
}
