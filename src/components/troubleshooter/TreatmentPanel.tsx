import type { RepackPlan, Treatment } from '../../clinic/treatment/treatment.ts';
import { fill, type Strings } from '../../i18n/index.ts';
import type { GivenBlob } from '../../worker/blob-source.ts';
import { ConvertPanel } from './ConvertPanel.tsx';
import { Download } from './Download.tsx';
import { useMaking } from './use-making.ts';

interface Props {
	readonly treatment: Treatment;
	readonly files: readonly GivenBlob[];
	readonly words: Strings;
	readonly language: 'en' | 'zh-cn';
}

/** Makes and hands out the repaired file, or says in one line why it cannot be made. */
export function TreatmentPanel({ treatment, files, words, language }: Props) {
	const { treatment: own } = words;
	const [obstacle] = treatment.blockedBy;
	if (obstacle) return <p class="treatment treatment-blocked">{own.blocked[obstacle]}</p>;
	if (treatment.id === 'convert-to-keras3') {
		return <ConvertPanel {...{ treatment, files, words, language }} />;
	}
	if (treatment.id === 'rename') {
		const [file] = files;
		return (
			<div class="treatment">
				<h3>{own.renameTitle}</h3>
				<p>{own.renameText}</p>
				{file && <Download blob={file.blob} name={treatment.outputName} label={own.renameButton} />}
			</div>
		);
	}
	return treatment.plan && <RepackPanel plan={treatment.plan} files={files} words={own} />;
}

function RepackPanel(props: {
	readonly plan: RepackPlan;
	readonly files: readonly GivenBlob[];
	readonly words: Strings['treatment'];
}) {
	const { plan, files, words } = props;
	const [state, make] = useMaking(async (signal) => {
		const { repack } = await import('../../worker/client.ts');
		return { blob: await repack(files, plan, signal) };
	});
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
				{state.step === 'failed' && (
					<p>
						{fill(words.failed, {
							detail: state.error instanceof Error ? state.error.message : '',
						})}
					</p>
				)}
			</div>
		</div>
	);
}
