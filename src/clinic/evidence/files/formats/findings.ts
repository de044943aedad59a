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

/** How many numbers tensors hold; text counts nothing, nor does a shape that no tensor can have. */
export function countParameters(
	tensors: readonly { readonly shape: readonly number[]; readonly dtype: string }[],
): number {
	return tensors.reduce(
		(sum, { shape, dtype }) =>
			dtype === 'string' || dtype === 'resource' || dtype === 'variant'
				? sum
				: sum + elementsOf(shape),
		0,
	);
}

function elementsOf(shape: readonly number[]): number {
	const product = shape.reduce((lengths, length) => lengths * length, 1);
	return Number.isSafeInteger(product) && product > 0 ? product : 0;
}
