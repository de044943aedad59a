import type { ComponentChildren } from 'preact';
import type { Strings } from '../../i18n/index.ts';
import type { Loaded } from './use-loaded.ts';

interface Props<T> {
	readonly loaded: Loaded<T>;
	readonly words: Strings['pictures'];
	readonly children: (value: T) => ComponentChildren;
}

/** What is made of a value once it is there; until then, that it is on its way. */
export function Waiting<T>({ loaded, words, children }: Props<T>) {
	switch (loaded.state) {
		case 'loading':
			return <p role="status">{words.loading}</p>;
		case 'failed':
			return (
				<div class="notice" role="alert">
					<p>{words.failed}</p>
					<button type="button" class="button" onClick={loaded.again}>
						{words.again}
					</button>
				</div>
			);
		case 'ready':
			return <>{children(loaded.value)}</>;
	}
}
