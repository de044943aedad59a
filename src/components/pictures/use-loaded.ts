import { useCallback, useEffect, useState } from 'preact/hooks';

export type Loaded<T> =
	| { readonly state: 'loading' }
	| { readonly state: 'failed'; readonly again: () => void }
	| { readonly state: 'ready'; readonly value: T };

const loading = { state: 'loading' } as const;

/**
 * What `load` gives, loaded anew when one of `reasons` changes. `load` gets a signal that says when its
 * result is no longer wanted.
 */
export function useLoaded<T>(
	load: (signal: AbortSignal) => Promise<T>,
	reasons: readonly unknown[],
): Loaded<T> {
	const [loaded, setLoaded] = useState<Loaded<T>>(loading);
	const [attempt, setAttempt] = useState(0);
	const again = useCallback(() => setAttempt((count) => count + 1), []);
	useEffect(() => {
		const abort = new AbortController();
		setLoaded(loading);
		load(abort.signal).then(
			(value) => !abort.signal.aborted && setLoaded({ state: 'ready', value }),
			() => !abort.signal.aborted && setLoaded({ state: 'failed', again }),
		);
		return () => abort.abort();
	}, [...reasons, attempt]);
	return loaded;
}
