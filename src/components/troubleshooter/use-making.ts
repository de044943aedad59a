import { useEffect, useRef, useState } from 'preact/hooks';

/** How far the making of a file is. */
export type Making<T, P = never> =
	| { readonly step: 'offered' }
	| { readonly step: 'working'; readonly progress: P | null; readonly abort: AbortController }
	| { readonly step: 'done'; readonly url: string; readonly made: T }
	| { readonly step: 'failed'; readonly error: unknown };

/** What is made: a file, and how to give it up where it takes room outside of memory. */
interface Made {
	readonly blob: Blob;
	discard?(): void;
}

/**
 * Makes a file when it is asked for and holds its address for as long as it is shown.
 * `make` gets what aborts it, what to call with its progress, and what it was asked with.
 */
export function useMaking<T extends Made, P = never, A extends readonly unknown[] = []>(
	make: (signal: AbortSignal, report: (progress: P) => void, ...asked: A) => Promise<T>,
): readonly [Making<T, P>, (...asked: A) => Promise<void>] {
	const [state, setState] = useState<Making<T, P>>({ step: 'offered' });
	const current = useRef(state);
	current.current = state;
	useEffect(
		() => () => {
			if (current.current.step === 'working') current.current.abort.abort();
			if (current.current.step !== 'done') return;
			URL.revokeObjectURL(current.current.url);
			current.current.made.discard?.();
		},
		[],
	);
	const start = async (...asked: A) => {
		const abort = new AbortController();
		setState({ step: 'working', progress: null, abort });
		try {
			const made = await make(
				abort.signal,
				(progress) => {
					if (!abort.signal.aborted) setState({ step: 'working', progress, abort });
				},
				...asked,
			);
			if (abort.signal.aborted) {
				made.discard?.();
				setState({ step: 'offered' });
			} else {
				setState({ step: 'done', url: URL.createObjectURL(made.blob), made });
			}
		} catch (error) {
			setState(abort.signal.aborted ? { step: 'offered' } : { step: 'failed', error });
		}
	};
	return [state, start];
}
