import type { FileFacts } from '../facts.ts';

/** Everything but `input`, which is counted when all is read. */
export type Findings = Omit<FileFacts, 'input' | 'extension' | 'archives'>;

export const nothing = {
	writer: null,
	container: null,
	model: null,
	weights: null,
	signatures: [],
	risks: [],
	damage: null,
} as const satisfies Omit<Findings, 'format'>;

/** How many numbers tensors hold; text and what has no number for its shape count nothing. */
export function countParameters(
	tensors: readonly { readonly shape: readonly number[]; readonly dtype: string }[],
): number {
	return tensors.reduce(
		(sum, { shape, dtype }) =>
			dtype === 'string' || dtype === 'resource' || dtype === 'variant'
				? sum
				: sum + shape.reduce((product, length) => product * length, 1),
		0,
	);
}
