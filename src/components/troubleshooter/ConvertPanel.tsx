import type { ConversionReport } from '../../clinic/treatment/convert/convert.ts';
import { skeleton } from '../../clinic/treatment/convert/skeleton.ts';
import type { Treatment } from '../../clinic/treatment/treatment.ts';
import { failureText } from '../../i18n/conversion/failure-text.ts';
import { fill, type Strings } from '../../i18n/index.ts';
import type { GivenBlob } from '../../worker/blob-source.ts';
import { Download } from './Download.tsx';
import { useMaking } from './use-making.ts';

interface Props {
	readonly treatment: Extract<Treatment, { readonly id: 'convert-to-keras3' }>;
	readonly files: readonly GivenBlob[];
	readonly words: Strings;
	readonly language: 'en' | 'zh-cn';
}

/** Makes the model for Keras 3, says what was changed in it, and hands it out. */
export function ConvertPanel({ treatment, files, words, language }: Props) {
	const { treatment: own, conversion } = words;
	const name = treatment.outputName;
	const [state, make] = useMaking(async (signal, progress) => {
		const [{ convert }, { conversion }] = await Promise.all([
			import('../../worker/client.ts'),
			language === 'en'
				? import('../../i18n/conversion/en.ts')
				: import('../../i18n/conversion/zh-cn.ts'),
		]);
		const made = await convert(files, name, signal, progress);
		if ('kind' in made) throw new Error(failureText(made, conversion, words.damages));
		return { ...made, skeleton: skeleton(made.report.custom, name, conversion.skeleton) };
	});
	return (
		<div class="treatment">
			<h3>{own.convertTitle}</h3>
			<p>{treatment.needsOwnCode ? own.convertTextOwnCode : own.convertText}</p>
			<div aria-live="polite">
				{state.step === 'offered' && (
					<button type="button" class="button button-cure" onClick={make}>
						{fill(own.convertButton, { name })}
					</button>
				)}
				{state.step === 'working' && (
					<>
						<span class="working">{fill(own.convertWorking, { percent: state.percent })}</span>{' '}
						<button type="button" class="button" onClick={() => state.abort.abort()}>
							{own.cancel}
						</button>
					</>
				)}
				{state.step === 'done' && (
					<>
						<Changes report={state.made.report} words={conversion} title={own.convertChanges} />
						<a class="button button-cure" href={state.url} download={name}>
							{fill(own.download, { name })}
						</a>
						{state.made.skeleton !== null && (
							<Skeleton code={state.made.skeleton} name={name} words={words} />
						)}
					</>
				)}
				{state.step === 'failed' && <p>{fill(own.failed, { detail: state.detail })}</p>}
			</div>
		</div>
	);
}

function Changes(props: {
	readonly report: ConversionReport;
	readonly words: Strings['conversion'];
	readonly title: string;
}) {
	const { report, words, title } = props;
	const { copied, of } = report.weights;
	const kinds = [...new Set(report.edits.map(({ id }) => id))];
	return (
		<>
			<p>{fill(words.weights, { copied, of })}</p>
			<details>
				<summary>{title}</summary>
				<ul>
					{kinds.map((kind) => (
						<li key={kind}>
							{words.edits[kind]}
							<ul>
								{report.edits
									.filter(({ id }) => id === kind)
									.slice(0, mostShown)
									.map(({ layer, subject, before, after }) => (
										<li key={`${layer} ${subject}`}>
											<code>{layer}</code> {subject}: <code>{JSON.stringify(before)}</code>
											{kind !== 'argument-dropped' && (
												<>
													{' → '}
													<code>{JSON.stringify(after)}</code>
												</>
											)}
										</li>
									))}
							</ul>
						</li>
					))}
				</ul>
			</details>
		</>
	);
}

/** A large model has thousands of equal changes. */
const mostShown = 20;

function Skeleton(props: {
	readonly code: string;
	readonly name: string;
	readonly words: Strings;
}) {
	const name = `${props.name.replace(/\.keras$/, '')}_custom_objects.py`;
	return (
		<>
			<p>{fill(props.words.conversion.skeleton, { name })}</p>
			<Download
				blob={new Blob([props.code], { type: 'text/x-python' })}
				name={name}
				label={props.words.treatment.download}
			/>
		</>
	);
}
