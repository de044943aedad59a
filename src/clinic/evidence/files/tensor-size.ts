import type { TensorFacts } from './facts.ts';

type Sized = Pick<TensorFacts, 'shape' | 'dtype'>;

/** How many numbers a tensor has; 0 for a shape that no tensor can have. */
export function elementsOf({ shape }: Pick<Sized, 'shape'>): number {
	const product = shape.reduce((lengths, length) => lengths * length, 1);
	return Number.isSafeInteger(product) && product > 0 ? product : 0;
}

/** By NumPy's name of the type; 0 for what has no size of its own, as texts. */
export function bytesPerNumber(dtype: string): number {
	if (dtype === 'bfloat16') return 2;
	if (dtype === 'bool') return 1;
	return Number(/\d+$/.exec(dtype)?.[0] ?? 0) / 8;
}

/** The bytes that its numbers take, unpacked. */
export function tensorBytes(tensor: Sized): number {
	return elementsOf(tensor) * bytesPerNumber(tensor.dtype);
}
