import type { Strings } from '../../i18n/index.ts';

/** What will stand here: shown until there is something to examine. */
export function EmptyChart({ words }: { readonly words: Strings['home'] }) {
	const lines = [
		[words.waitingCause, words.waitingCauseText],
		[words.waitingEvidence, words.waitingEvidenceText],
		[words.waitingCure, words.waitingCureText],
	] as const;
	return (
		<div class="chart chart-empty">
			<h2 class="label">{words.waitingTitle}</h2>
			<dl>
				{lines.map(([name, what]) => (
					<div key={name}>
						<dt>{name}</dt>
						<dd>{what}</dd>
					</div>
				))}
			</dl>
		</div>
	);
}
