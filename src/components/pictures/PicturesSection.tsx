import { useErrorBoundary } from 'preact/hooks';
import type { FileFacts } from '../../clinic/evidence/files/facts.ts';
import type { Strings } from '../../i18n/index.ts';
import { readText } from '../../i18n/read-text.ts';
import type { GivenBlob } from '../../worker/blob-source.ts';
import { useLoaded } from './use-loaded.ts';
import { Waiting } from './Waiting.tsx';

interface Props {
	readonly facts: FileFacts;
	readonly files: readonly GivenBlob[];
	readonly words: Strings;
	readonly language: 'en' | 'zh-cn';
}

/** The pictures of a file; their code, words and style come with the first file. */
export function PicturesSection({ facts, files, words, language }: Props) {
	const loaded = useLoaded(async () => {
		const [{ Pictures }, { pictures }] = await Promise.all([
			import('./Pictures.tsx'),
			language === 'en'
				? import('../../i18n/pictures/en.ts')
				: import('../../i18n/pictures/zh-cn.ts'),
		]);
		return { Pictures, pictureWords: { ...words.pictures, ...pictures } };
	}, [language]);
	// What cannot be drawn takes nothing else of the page with it.
	const [error, again] = useErrorBoundary();
	const shown = error ? { state: 'failed' as const, again } : loaded;
	return (
		<div class="pictures">
			<Waiting loaded={shown} words={words.pictures}>
				{({ Pictures, pictureWords }) => (
					<Pictures
						facts={facts}
						files={files}
						words={pictureWords}
						read={readText(facts, words, language)}
						language={language}
					/>
				)}
			</Waiting>
		</div>
	);
}
