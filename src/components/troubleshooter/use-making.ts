import { useEffect, useRef, useState } from 'preact/hooks';

/** How far the making of a file is. */
export type Making<T> =
	| { readonly step: 'offered' }
	| { readonly step: 'working'; readonly percent: number; readonly abort: AbortController }
	| { readonly step: 'done'; readonly url: string; readonly made: T }
	| { readonly step: 'failed'; readonly detail: string };

/**
 * Makes a file when it is asked for and holds its address for as long as it is shown.
 * `make` gets what aborts it and what to call with bytes written and bytes in all.
 */
export function useMaking<T extends { readonly blob: Blob }>(
	make: (signal: AbortSignal, progress: (written: number, total: number) => void) => Promise<T>,
): readonly [Making<T>, () => Promise<void>] {
	const [state, setState] = useState<Making<T>>({ step: 'offered' });
	const current = useRef(state);
	current.current = state;
	useEffect(
		() => () => {
			if (current.current.step === 'working') current.current.abort.abort();
			if (current.current.step === 'done') URL.revokeObjectURL(current.current.url);
		},
		[],
	);
	const start = async () => {
		const abort = new AbortController();
		setState({ step: 'working', percent: 0, abort });
		try {
			const made = await make(abort.signal, (written, total) => {
				const percent = Math.floor((100 * written) / Math.max(1, total));
				if (!abort.signal.aborted) setState({ step: 'working', percent, abort });
			});
			setState({ step: 'done', url: URL.createObjectURL(made.blob), made });
		} catch (error) {
			if (abort.signal.aborted) setState({ step: 'offered' });
			else setState({ step: 'failed', detail: error instanceof Error ? error.message : '' });
		}
	};
	return [state, start];
}
