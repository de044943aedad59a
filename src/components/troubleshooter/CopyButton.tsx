import { useState } from 'preact/hooks';
import type { Strings } from '../../i18n/index.ts';

interface Props {
	readonly text: () => string | Promise<string>;
	readonly label: string;
	readonly words: Strings['answer'];
	readonly class?: string;
}

/** Copies a text and says so, also to a screen reader. */
export function CopyButton({ text, label, words, class: className }: Props) {
	const [said, setSaid] = useState<string | null>(null);
	const copy = async () => {
		try {
			await navigator.clipboard.writeText(await text());
			setSaid(words.copied);
		} catch {
			setSaid(words.copyFailed);
		}
		setTimeout(() => setSaid(null), 2500);
	};
	return (
		<button type="button" class={`button ${className ?? ''}`} onClick={copy}>
			<span aria-live="polite">{said ?? label}</span>
		</button>
	);
}
