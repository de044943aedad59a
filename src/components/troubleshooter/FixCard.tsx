import type { ComponentChildren } from 'preact';
import type { Fix } from '../../clinic/report/explanation.ts';
import type { Strings } from '../../i18n/index.ts';
import { Prose } from './Marked.tsx';

interface Props {
	readonly fix: Fix;
	readonly number: number;
	readonly risks: Strings['risk'];
	/** The code to copy, where the fix has any. */
	readonly children?: ComponentChildren;
}

/** One way out, with what it risks. On the pages it is drawn once, without a script. */
export function FixCard({ fix, number, risks, children }: Props) {
	return (
		<article class="fix" data-risk={fix.risk}>
			<h3>
				<span class="fix-number" aria-hidden="true">
					{number}
				</span>
				<span class="fix-title">
					<Prose text={fix.title} />
				</span>
				<span class="fix-risk">{risks[fix.risk]}</span>
			</h3>
			<p>
				<Prose text={fix.text} />
			</p>
			{children}
		</article>
	);
}
