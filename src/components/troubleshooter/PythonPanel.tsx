import type { ConversionWords } from '../../i18n/conversion/words.ts';
import { fill } from '../../i18n/index.ts';
import type { GivenBlob } from '../../worker/blob-source.ts';
import { useMaking } from './use-making.ts';

interface Props {
	readonly files: readonly GivenBlob[];
	/** The name of the converted file. */
	readonly target: string;
	readonly words: ConversionWords['script'];
	readonly download: string;
	/** Why it cannot be made, in words. */
	readonly why: (error: unknown) => string;
}

/** Hands out Python that makes the conversion outside of the browser. */
export function PythonPanel({ files, target, words, download, why }: Props) {
	const [state, make] = useMaking(async (signal) => {
		const { conversionScript } = await import('../../worker/client.ts');
		const script = await conversionScript(files, target, words.python, signal);
		return { ...script, blob: new Blob([script.code], { type: 'text/x-python' }) };
	});
	return (
		<details class="python-script">
			<summary>{words.title}</summary>
			<p>{words.text}</p>
			{state.step === 'done' ? (
				<>
					{state.made.needsTensorFlow && <p>{words.needsTensorFlow}</p>}
					<a class="button" href={state.url} download={state.made.name}>
						{fill(download, { name: state.made.name })}
					</a>
				</>
			) : (
				<button
					type="button"
					class="button"
					disabled={state.step === 'working'}
					onClick={() => make()}
				>
					{words.make}
				</button>
			)}
			{state.step === 'failed' && <p role="alert">{why(state.error)}</p>}
		</details>
	);
}
