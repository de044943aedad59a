import { useEffect, useRef, useState } from 'preact/hooks';
import { skeleton } from '../../clinic/treatment/convert/skeleton.ts';
import type { Treatment } from '../../clinic/treatment/treatment.ts';
import { failureText } from '../../i18n/conversion/failure-text.ts';
import type { ConversionWords } from '../../i18n/conversion/words.ts';
import { fill, type Strings } from '../../i18n/index.ts';
import type { GivenBlob } from '../../worker/blob-source.ts';
import type { ConversionProgress, ConvertedModel } from '../../worker/browser.ts';
import { Checksums, ConversionChecks } from './ConversionChecks.tsx';
import { ConversionDifference } from './ConversionDifference.tsx';
import { Download } from './Download.tsx';
import { ProgressBar } from './ProgressBar.tsx';
import { PythonPanel } from './PythonPanel.tsx';
import { useMaking } from './use-making.ts';

interface Props {
	readonly treatment: Extract<Treatment, { readonly id: 'convert-to-keras3' }>;
	readonly files: readonly GivenBlob[];
	readonly words: Strings;
	readonly language: 'en' | 'zh-cn';
}

interface Made extends ConvertedModel {
	readonly words: ConversionWords;
	/** Where the person had it written. */
	readonly savedAs: string | null;
	discard(): void;
}

/** Chromium's dialog for a place to write to. */
type SavePicker = (options: {
	readonly suggestedName: string;
	readonly types: readonly unknown[];
}) => Promise<FileSystemFileHandle>;

/** Makes the model for Keras 3, says what was changed in it, proves it, and hands it out. */
export function ConvertPanel({ treatment, files, words, language }: Props) {
	const { treatment: own } = words;
	const name = treatment.outputName;
	const [conversion, setConversion] = useState<ConversionWords | null>(null);
	useEffect(() => {
		// Where the network has gone, the conversion itself will say so.
		conversionWords(language).then(setConversion, () => {});
	}, [language]);
	const [state, make] = useMaking<Made, ConversionProgress, [FileSystemFileHandle | null]>(
		async (signal, report, chosen) => {
			const { convert } = await import('../../worker/client.ts');
			const made = await convert(files, chosen, signal, report);
			return { ...made, words: await conversionWords(language), savedAs: chosen?.name ?? null };
		},
	);
	const picker = useSavePicker();
	const chooseAndMake = async () => {
		try {
			const types = [{ description: 'Keras', accept: { 'application/zip': ['.keras'] } }];
			await make((await picker?.({ suggestedName: name, types })) ?? null);
		} catch {
			// The dialog was closed.
		}
	};
	const result = useRef<HTMLHeadingElement>(null);
	useEffect(() => {
		if (state.step === 'done') result.current?.focus();
	}, [state.step]);
	return (
		<div class="treatment">
			<h3>{own.convertTitle}</h3>
			<p>{treatment.needsOwnCode ? own.convertTextOwnCode : own.convertText}</p>
			{(state.step === 'offered' || state.step === 'failed') && (
				<div class="treatment-choice">
					<button type="button" class="button button-cure" onClick={() => make(null)}>
						{fill(own.convertButton, { name })}
					</button>
					{picker && conversion && (
						<button type="button" class="button" onClick={chooseAndMake}>
							{conversion.panel.choosePlace}
						</button>
					)}
				</div>
			)}
			{state.step === 'working' && conversion && (
				<ProgressBar progress={state.progress} words={conversion.panel} language={language}>
					<button type="button" class="button" onClick={() => state.abort.abort()}>
						{own.cancel}
					</button>
				</ProgressBar>
			)}
			{state.step === 'failed' && (
				<p role="alert">
					{conversion
						? `${whyText(state.error, conversion, words)} ${own.untouched}`
						: fill(own.failed, { detail: String(state.error) })}
				</p>
			)}
			{state.step === 'done' && (
				<>
					<h4 ref={result} tabIndex={-1}>
						{state.made.words.panel.done}
					</h4>
					<ConversionChecks made={state.made} words={state.made.words.panel} />
					{state.made.savedAs === null ? (
						<a class="button button-cure" href={state.url} download={name}>
							{fill(own.download, { name })}
						</a>
					) : (
						<p>{fill(state.made.words.panel.saved, { name: state.made.savedAs })}</p>
					)}
					<Skeleton made={state.made} name={name} words={words} />
					<Checksums checks={state.made.checks} words={state.made.words.panel} name={name} />
					<ConversionDifference
						difference={state.made.difference}
						edits={state.made.report.edits}
						words={state.made.words.panel}
						reasons={words.conversion.edits}
					/>
				</>
			)}
			{conversion && (
				<PythonPanel
					files={files}
					target={name}
					words={conversion.script}
					download={own.download}
					why={(error) => whyText(error, conversion, words)}
				/>
			)}
		</div>
	);
}

async function conversionWords(language: 'en' | 'zh-cn'): Promise<ConversionWords> {
	const { conversion } = await (language === 'en'
		? import('../../i18n/conversion/en.ts')
		: import('../../i18n/conversion/zh-cn.ts'));
	return conversion;
}

/** Looked for in the browser only: what is drawn on the server must be the same everywhere. */
function useSavePicker(): SavePicker | null {
	const [picker, setPicker] = useState<SavePicker | null>(null);
	useEffect(() => {
		const { showSaveFilePicker } = window as { showSaveFilePicker?: SavePicker };
		if (showSaveFilePicker) setPicker(() => showSaveFilePicker.bind(window));
	}, []);
	return picker;
}

function whyText(error: unknown, conversion: ConversionWords, words: Strings): string {
	// The class itself is in a part of the site that is loaded with the first file.
	if (error instanceof Error && 'failure' in error) {
		type Failure = Parameters<typeof failureText>[0];
		return failureText(error.failure as Failure, conversion, words.damages);
	}
	const detail = error instanceof Error ? error.message : String(error);
	return fill(conversion.failures.other, { detail });
}

function Skeleton(props: { readonly made: Made; readonly name: string; readonly words: Strings }) {
	const { made, words } = props;
	const code = skeleton(made.report.custom, props.name, made.words.skeleton);
	if (code === null) return null;
	const name = `${props.name.replace(/\.keras$/, '')}_custom_objects.py`;
	return (
		<>
			<p>{fill(words.conversion.skeleton, { name })}</p>
			<Download
				blob={new Blob([code], { type: 'text/x-python' })}
				name={name}
				label={words.treatment.download}
			/>
		</>
	);
}
