import { useState } from 'preact/hooks';
import { redact, withoutSecrets } from '../../clinic/report/redact.ts';
import { longestShared, shareFragment } from '../../clinic/report/share.ts';
import { fill, type Strings } from '../../i18n/index.ts';
import { CopyButton } from './CopyButton.tsx';

interface Props {
	readonly code: string;
	readonly text: string;
	readonly words: Strings;
}

/** Makes a link to this answer; shows what of the text would go with it before anything is copied. */
export function SharePanel({ code, text, words }: Props) {
	const [withText, setWithText] = useState(false);
	const { share } = words;
	const shown = text.slice(-longestShared);
	const parts = withText ? redact(shown) : [];
	const link = async () => {
		const shared = withText ? withoutSecrets(parts) : null;
		const { origin, pathname } = location;
		return `${origin}${pathname}#${await shareFragment({ code, text: shared })}`;
	};
	return (
		<details class="share">
			<summary class="button">{share.title}</summary>
			<p>{share.what}</p>
			{text.trim() !== '' && (
				<label class="share-choice">
					<input
						type="checkbox"
						checked={withText}
						onChange={(event) => setWithText(event.currentTarget.checked)}
					/>
					<span>{share.withText}</span>
				</label>
			)}
			{withText && (
				<>
					<p>
						{parts.some(({ secret }) => secret) ? share.struckOut : share.nothingStruckOut}
						{text.length > longestShared && ` ${fill(share.cut, { count: longestShared })}`}
					</p>
					<pre class="share-text" tabIndex={0} role="region" aria-label={share.preview}>
						{parts.map(({ text: part, secret }, index) =>
							secret ? (
								<del key={index} title={share.secrets[secret]}>
									{part}
								</del>
							) : (
								part
							),
						)}
					</pre>
				</>
			)}
			<CopyButton text={link} label={share.copy} words={words.answer} />
		</details>
	);
}
