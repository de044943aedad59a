import type { Strings } from '../../i18n/index.ts';
import { CopyButton } from './CopyButton.tsx';

interface Props {
	readonly code: string;
	readonly words: Strings['answer'];
}

/** Code with a button that copies it. */
export function CodeBlock({ code, words }: Props) {
	return (
		<div class="code-block">
			<pre tabIndex={0}>
				<code>{code.trimEnd()}</code>
			</pre>
			<CopyButton text={() => code} label={words.copyCode} words={words} class="code-copy" />
		</div>
	);
}
