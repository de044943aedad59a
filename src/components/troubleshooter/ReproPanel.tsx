import { useEffect, useState } from 'preact/hooks';
import type { FileFacts } from '../../clinic/evidence/files/facts.ts';
import type { Explanation } from '../../clinic/report/explanation.ts';
import type { ReproMember } from '../../clinic/report/repro-bundle.ts';
import { fill, type Strings } from '../../i18n/index.ts';
import type { GivenBlob } from '../../worker/blob-source.ts';
import { Download } from './Download.tsx';

interface Props {
	readonly facts: FileFacts;
	readonly files: readonly GivenBlob[];
	readonly explanations: Readonly<Record<string, Explanation>>;
	readonly words: Strings;
	readonly home: string;
}

interface Made {
	readonly name: string;
	readonly members: readonly ReproMember[];
	readonly blob: Blob;
}

/** Makes a bundle for an issue; shows each text that will be in it before it is handed out. */
export function ReproPanel({ facts, files, explanations, words, home }: Props) {
	const { repro } = words;
	const [asked, setAsked] = useState(false);
	const [hashNames, setHashNames] = useState(false);
	const [made, setMade] = useState<Made | null>(null);
	const [failure, setFailure] = useState<string | null>(null);

	useEffect(() => {
		if (!asked) return;
		const abort = new AbortController();
		setMade(null);
		setFailure(null);
		makeRepro(abort.signal).then(
			(bundle) => !abort.signal.aborted && setMade(bundle),
			(error) => !abort.signal.aborted && setFailure(String(error?.message ?? error)),
		);
		return () => abort.abort();

		async function makeRepro(signal: AbortSignal): Promise<Made> {
			const [client, { reproMembers, reproName }, { pack }] = await Promise.all([
				import('../../worker/client.ts'),
				import('../../clinic/report/repro-bundle.ts'),
				import('../../clinic/report/pack.ts'),
			]);
			const { parts, report } = await client.repro(files, facts, hashNames, signal);
			const members = reproMembers(parts, report, explanations, words, home);
			const blob = new Blob([await pack(members)], { type: 'application/zip' });
			return { name: reproName(parts), members, blob };
		}
	}, [asked, hashNames, facts, files, explanations, words, home]);

	return (
		<details class="share repro" onToggle={(event) => event.currentTarget.open && setAsked(true)}>
			<summary class="button">{repro.title}</summary>
			<p>{repro.text}</p>
			<label class="share-choice">
				<input
					type="checkbox"
					checked={hashNames}
					onChange={(event) => setHashNames(event.currentTarget.checked)}
				/>
				<span>
					{repro.hashNames} <small>({repro.hashNamesWhy})</small>
				</span>
			</label>
			<p role="status">
				{failure !== null
					? fill(repro.failed, { detail: failure })
					: made
						? repro.members
						: asked && repro.preparing}
			</p>
			{made && (
				<>
					<ul class="repro-members">
						{made.members.map(({ path, text }) => (
							<li key={path}>
								<details>
									<summary>
										<code>{path}</code>
									</summary>
									<pre class="share-text" tabIndex={0} role="region" aria-label={path}>
										{text}
									</pre>
								</details>
							</li>
						))}
					</ul>
					<Download blob={made.blob} name={made.name} label={repro.download} />
				</>
			)}
		</details>
	);
}
