import { useEffect, useRef, useState } from 'preact/hooks';
import type { GivenAnswer } from '../../clinic/diagnosis/diagnosis.ts';
import type { FileFacts } from '../../clinic/evidence/files/facts.ts';
import type { Explanation } from '../../clinic/report/explanation.ts';
import type { Report } from '../../clinic/report/report.ts';
import { fill, type Strings } from '../../i18n/index.ts';
import { noticeText } from '../../i18n/notice-text.ts';
import { readText } from '../../i18n/read-text.ts';
import type { GivenBlob } from '../../worker/blob-source.ts';
import { PicturesSection } from '../pictures/PicturesSection.tsx';
import { Answer, Nearest } from './Answer.tsx';
import { EmptyChart } from './EmptyChart.tsx';
import { FileButton } from './FileButton.tsx';
import { FileFactsView } from './FileFactsView.tsx';
import { gatherDropped, mostFiles, TooManyFiles } from './gather-files.ts';
import { loadExplanations } from './load-explanations.ts';
import { ReproPanel } from './ReproPanel.tsx';
import { TreatmentPanel } from './TreatmentPanel.tsx';
import { WhereItLoads } from './WhereItLoads.tsx';

interface Props {
	readonly words: Strings;
	readonly language: 'en' | 'zh-cn';
	readonly home: string;
	readonly pages: string;
	/** A real error text to show how it works. */
	readonly example: string;
}

/** Typing is answered after a pause of this many milliseconds; a paste is one change and waits once. */
const pause = 120;

/** What was dropped: the files, and what is known of the models in them. */
interface Given {
	readonly files: readonly GivenBlob[];
	readonly models: readonly FileFacts[];
}
const nothing: Given = { files: [], models: [] };

/** The home page's tool: takes a pasted error and dropped files, and answers as soon as it can. */
export default function Troubleshooter({ words, language, home, pages, example }: Props) {
	const [text, setText] = useState('');
	const [given, setGiven] = useState<Given>(nothing);
	const [answers, setAnswers] = useState<readonly GivenAnswer[]>([]);
	const [report, setReport] = useState<Report | null>(null);
	/** The report's notice in words. */
	const [said, setSaid] = useState<string | null>(null);
	const [explanations, setExplanations] = useState<Readonly<Record<string, Explanation>>>({});
	const [reading, setReading] = useState<string | null>(null);
	/** What went wrong outside of the report: said in its place. */
	const [failure, setFailure] = useState<string | null>(null);
	const [dragging, setDragging] = useState(false);
	const abort = useRef<AbortController | null>(null);
	const answer = useRef<HTMLElement>(null);
	/** The text as it was at the last change: only typing waits for more. */
	const typed = useRef(text);

	useEffect(() => {
		const prepare = () => {
			void loadExplanations(language).then(setExplanations);
			void import('../../worker/client.ts').then(({ warmUp }) => warmUp());
		};
		if ('requestIdleCallback' in window) requestIdleCallback(prepare);
		else setTimeout(prepare, 1);
	}, [language]);

	useEffect(() => {
		const wait = text === typed.current ? 0 : pause;
		typed.current = text;
		if (text.trim() === '' && given.models.length === 0 && answers.length === 0) {
			setReport(null);
			return;
		}
		let outdated = false;
		const timer = setTimeout(async () => {
			try {
				const [{ examine }, loaded] = await Promise.all([
					import('../../worker/client.ts'),
					loadExplanations(language),
				]);
				const result = await examine(text, given.models, answers);
				const notice = result.notice && (await noticeText(result.notice, words, language));
				if (outdated) return;
				setExplanations(loaded);
				setSaid(notice);
				setReport(result);
			} catch {
				if (!outdated) setFailure(words.notices.failed);
			}
		}, wait);
		return () => {
			outdated = true;
			clearTimeout(timer);
		};
	}, [text, given, answers, language, words]);

	// A shared link brings a diagnosis and perhaps a text; one opened in this page changes only the hash.
	useEffect(() => {
		const open = async () => {
			const { readFragment } = await import('../../clinic/report/share.ts');
			const shared = await readFragment(location.hash);
			if (shared === null) return;
			if (shared === 'damaged') {
				setFailure(words.share.damaged);
				return;
			}
			const loaded = await loadExplanations(language);
			const slug = Object.keys(loaded).find((slug) => loaded[slug]?.code === shared.code);
			if (!slug) {
				setFailure(words.share.damaged);
				return;
			}
			setFailure(null);
			setGiven(nothing);
			setText(shared.text ?? '');
			setAnswers([{ to: slug, said: words.share.opened, from: 'link' }]);
		};
		void open();
		window.addEventListener('hashchange', open);
		return () => window.removeEventListener('hashchange', open);
	}, [language, words]);

	// On a phone the answer lies below the fold: it is brought into view once, when it appears.
	const answered = report !== null;
	useEffect(() => {
		const top = answer.current?.getBoundingClientRect().top ?? 0;
		if (answered && top > window.innerHeight * 0.8) {
			answer.current?.scrollIntoView({ block: 'start' });
		}
	}, [answered]);

	const take = async (gather: () => Promise<readonly GivenBlob[]> | readonly GivenBlob[]) => {
		abort.current?.abort();
		const current = new AbortController();
		abort.current = current;
		setFailure(null);
		let name = '';
		try {
			const files = await gather();
			if (files.length === 0) return;
			name = files.length === 1 ? (files[0]?.path ?? '') : (files[0]?.path.split('/')[0] ?? '');
			setReading(name);
			const { readFacts } = await import('../../worker/client.ts');
			const models = await readFacts(files, current.signal);
			if (current.signal.aborted) return;
			setAnswers([]);
			setGiven({ files, models });
		} catch (error) {
			if (current.signal.aborted) return;
			setGiven(nothing);
			setFailure(
				error instanceof TooManyFiles
					? fill(words.notices.tooMany, { limit: mostFiles })
					: fill(navigator.onLine ? words.notices.tooSlow : words.notices.offline, { name }),
			);
		} finally {
			if (abort.current === current) setReading(null);
		}
	};

	// The whole window takes what is dropped: beside the box, the browser would open the file and leave.
	const taking = useRef(take);
	taking.current = take;
	useEffect(() => {
		const over = (event: DragEvent) => {
			event.preventDefault();
			setDragging(true);
		};
		const leave = (event: DragEvent) => {
			if (event.relatedTarget === null) setDragging(false);
		};
		const drop = (event: DragEvent) => {
			event.preventDefault();
			setDragging(false);
			const { dataTransfer } = event;
			if (dataTransfer) void taking.current(() => gatherDropped(dataTransfer));
		};
		window.addEventListener('dragover', over);
		window.addEventListener('dragleave', leave);
		window.addEventListener('drop', drop);
		return () => {
			window.removeEventListener('dragover', over);
			window.removeEventListener('dragleave', leave);
			window.removeEventListener('drop', drop);
		};
	}, []);

	const clear = () => {
		abort.current?.abort();
		setText('');
		setAnswers([]);
		setGiven(nothing);
		setFailure(null);
		setReading(null);
	};

	/** Puts another of the dropped models first. */
	const choose = (model: FileFacts) =>
		setGiven({ ...given, models: [model, ...given.models.filter((other) => other !== model)] });

	const { home: labels } = words;
	const symptoms = Object.entries(explanations).filter(([, { isSymptom }]) => isSymptom);
	const [facts] = given.models;
	const notice = failure ?? (report?.notice && said);
	const [first] = report?.diagnoses ?? [];

	return (
		<>
			<div
				class="desk"
				data-dragging={dragging || undefined}
				data-answered={answered || failure !== null || undefined}
			>
				<div class="intake">
					<label for="trace">{labels.pasteLabel}</label>
					<textarea
						id="trace"
						rows={9}
						spellcheck={false}
						autocomplete="off"
						autocapitalize="off"
						placeholder={labels.pastePlaceholder}
						value={text}
						onInput={(event) => {
							setFailure(null);
							setAnswers([]);
							setText(event.currentTarget.value);
						}}
					/>
					<div class="drop">
						<p>{dragging ? labels.dropNow : labels.dropLabel}</p>
						<div class="drop-buttons">
							<FileButton label={labels.chooseFile} take={take} />
							<FileButton label={labels.chooseFolder} take={take} folder />
						</div>
					</div>
					<div class="intake-foot">
						{text === '' && !facts && answers.length === 0 ? (
							<button type="button" class="plain" onClick={() => setText(example)}>
								{labels.example}
							</button>
						) : (
							<button type="button" class="plain" onClick={clear}>
								{labels.clear}
							</button>
						)}
						<span class="given" role="status">
							{reading !== null && fill(labels.reading, { name: reading })}
							{reading === null && facts && (
								<>
									{fill(labels.filesGiven, { name: facts.input.name })}{' '}
									<b class="read">{readText(facts, words, language)}</b>
								</>
							)}
						</span>
						{facts && (
							<button type="button" class="plain" onClick={() => setGiven(nothing)}>
								{labels.removeFiles}
							</button>
						)}
					</div>
					{symptoms.length > 0 && text === '' && !facts && (
						<details class="symptoms">
							<summary>{labels.noMessage}</summary>
							<ul>
								{symptoms.map(([slug, { title }]) => (
									<li key={slug}>
										<button
											type="button"
											class="plain"
											onClick={() => setAnswers([{ to: slug, said: title, from: 'answer' }])}
										>
											{title}
										</button>
									</li>
								))}
							</ul>
						</details>
					)}
					<p class="privacy">{labels.privacy}</p>
				</div>

				<section class="result" aria-label={words.answer.region} ref={answer}>
					<p class="sr-only" role="status">
						{first
							? fill(words.answer.found, {
									code: first.code,
									summary: explanations[first.slug]?.summary ?? '',
								})
							: notice}
					</p>
					{report?.trace?.cutAt != null && <p class="notice">{words.notices.cut}</p>}
					{facts?.repro && (
						<p class="notice">
							{fill(words.repro.opened, { format: words.formats[facts.format] })}{' '}
							{facts.repro.namesHashed && words.repro.openedHashed}
						</p>
					)}
					{notice && (
						<div class="notice">
							<p>{notice}</p>
							{given.models.slice(1).map((model) => (
								<button
									type="button"
									class="button"
									key={model.input.name}
									onClick={() => choose(model)}
								>
									{fill(words.answer.otherModel, { name: model.input.name })}
								</button>
							))}
						</div>
					)}
					{report?.notice && (
						<Nearest
							slugs={report.notice.nearest}
							explanations={explanations}
							words={words.answer}
							pages={pages}
						/>
					)}
					{report && !failure && (
						<Answer
							report={report}
							text={text}
							files={given.files}
							explanations={explanations}
							words={words}
							language={language}
							home={home}
							pages={pages}
							onAnswer={(chosen) => setAnswers([...answers, chosen])}
						/>
					)}
					{report && !first && !failure && (
						<div class="treatments">
							<h2 class="sr-only">{words.answer.region}</h2>
							{report.treatments.map((treatment) => (
								<TreatmentPanel
									key={treatment.id}
									treatment={treatment}
									files={given.files}
									words={words}
									language={language}
								/>
							))}
							<WhereItLoads
								report={report}
								explanations={explanations}
								words={words}
								language={language}
								pages={pages}
							/>
							{facts && !facts.repro && (
								<ReproPanel
									facts={facts}
									files={given.files}
									explanations={explanations}
									words={words}
									home={home}
								/>
							)}
						</div>
					)}
					{facts && !failure && (
						<details class="facts-panel" open={!first}>
							<summary>{words.answer.facts}</summary>
							<FileFactsView facts={facts} words={words} language={language} />
						</details>
					)}
					{!report && !failure && <EmptyChart words={labels} />}
				</section>
			</div>
			{/* It reads the file once more, which is not to keep the answer waiting. */}
			{facts && report?.facts === facts && !failure && (
				<PicturesSection
					key={facts.input.path}
					facts={facts}
					files={given.files}
					words={words}
					language={language}
				/>
			)}
		</>
	);
}
