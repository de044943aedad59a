import type { FileFacts } from '../facts.ts';
import { elementsOf } from '../tensor-size.ts';

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
		(sum, tensor) =>
			['string', 'resource', 'variant'].includes(tensor.dtype) ? sum : sum + elementsOf(tensor),
		0,
	);
}
