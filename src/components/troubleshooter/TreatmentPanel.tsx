import { useEffect, useRef, useState } from 'preact/hooks';
import type { Treatment } from '../../clinic/treatment/treatment.ts';
import { fill, type Strings } from '../../i18n/index.ts';
import type { GivenBlob } from '../../worker/blob-source.ts';

interface Props {
	readonly treatment: Treatment;
	readonly files: readonly GivenBlob[];
	readonly words: Strings['treatment'];
}

type State =
	| { readonly step: 'offered' }
	| { readonly step: 'working'; readonly abort: AbortController }
	| { readonly step: 'done'; readonly url: string }
	| { readonly step: 'failed'; readonly detail: string };

/** Makes and hands out the repaired file, or says in one line why it cannot be made. */
export function TreatmentPanel({ treatment, files, words }: Props) {
	const [state, setState] = useState<State>({ step: 'offered' });
	const current = useRef(state);
	current.current = state;
	useEffect(
		() => () => {
			if (current.current.step === 'working') current.current.abort.abort();
			if (current.current.step === 'done') URL.revokeObjectURL(current.current.url);
		},
		[],
	);

	const [obstacle] = treatment.blockedBy;
	if (obstacle) return <p class="treatment treatment-blocked">{words.blocked[obstacle]}</p>;

	if (treatment.id === 'rename') {
		const [file] = files;
		return (
			<div class="treatment">
				<h3>{words.renameTitle}</h3>
				<p>{words.renameText}</p>
				{file && (
					<Download blob={file.blob} name={treatment.outputName} label={words.renameButton} />
				)}
			</div>
		);
	}

	const { plan } = treatment;
	if (!plan) return null;
	const make = async () => {
		const abort = new AbortController();
		setState({ step: 'working', abort });
		try {
			const { repack } = await import('../../worker/client.ts');
			const blob = await repack(files, plan, abort.signal);
			setState({ step: 'done', url: URL.createObjectURL(blob) });
		} catch (error) {
			if (abort.signal.aborted) setState({ step: 'offered' });
			else setState({ step: 'failed', detail: error instanceof Error ? error.message : '' });
		}
	};
	return (
		<div class="treatment">
			<h3>{words.repackTitle}</h3>
			<p>{words.repackText}</p>
			<div aria-live="polite">
				{state.step === 'offered' && (
					<button type="button" class="button button-cure" onClick={make}>
						{fill(words.repackButton, { name: plan.outputName })}
					</button>
				)}
				{state.step === 'working' && (
					<>
						<span class="working">{words.repackWorking}</span>{' '}
						<button type="button" class="button" onClick={() => state.abort.abort()}>
							{words.cancel}
						</button>
					</>
				)}
				{state.step === 'done' && (
					<>
						<p>{words.repackDone}</p>
						<a class="button button-cure" href={state.url} download={plan.outputName}>
							{fill(words.download, { name: plan.outputName })}
						</a>
					</>
				)}
				{state.step === 'failed' && <p>{fill(words.failed, { detail: state.detail })}</p>}
			</div>
		</div>
	);
}

function Download(props: { readonly blob: Blob; readonly name: string; readonly label: string }) {
	const [url, setUrl] = useState<string>();
	useEffect(() => {
		const made = URL.createObjectURL(props.blob);
		setUrl(made);
		return () => URL.revokeObjectURL(made);
	}, [props.blob]);
	return (
		<a class="button button-cure" href={url} download={props.name}>
			{fill(props.label, { name: props.name })}
		</a>
	);
}
