import { mib } from './bytes.ts';

/**
 * Seconds after which a reader that does not hear, for it computes, is taken to be in a loop over damage. A file of
 * 20,000 tensors takes one second, a small one a tenth; a slow phone has a tenth of that speed.
 */
export function readingLimit(bytes: number): number {
	return bytes < 8 * mib ? 5 : 15;
}
