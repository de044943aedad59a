import { mib } from '../../evidence/files/bytes.ts';
import type { RandomAccessSource } from '../../evidence/files/source.ts';
import type { Model, Tensor } from '../../model/model.ts';
import { readWholeModel } from '../../model/read-model.ts';
import { layersOf } from '../../model/weight-slots.ts';

/** Thrown when a converted file does not hold what it was made from. */
export class ConversionFailed extends Error {}

/**
 * Reads a converted `.keras` again, as any other file, and compares every tensor with the original,
 * byte by byte. Holds two pieces of a tensor at a time.
 * @throws ConversionFailed for a layer or a bit that differs.
 */
export async function verifyConversion(model: Model, written: RandomAccessSource): Promise<void> {
	const { model: again } = await readWholeModel([{ path: 'model.keras', source: written }]);
	const originals = layersOf(model);
	const copies = layersOf(again);
	if (copies.length !== originals.length) {
		throw new ConversionFailed(`${copies.length} of ${originals.length} layers were written`);
	}
	for (const [index, { name, weights }] of originals.entries()) {
		const copy = copies[index];
		if (copy?.name !== name || copy.weights.length !== weights.length) {
			throw new ConversionFailed(`the layer ${name} was not written as it should be`);
		}
		for (const [number, { role, tensor }] of weights.entries()) {
			const other = copy.weights[number]?.tensor;
			if (!other || !isEqual(tensor, other)) {
				throw new ConversionFailed(`${role} of the layer ${name} differs in the written file`);
			}
		}
	}
}

/** Compares a written file with what it was made from. @throws ConversionFailed */
export function verifyBytes(original: RandomAccessSource, written: RandomAccessSource): void {
	if (!hasSameBytes(original, written)) {
		throw new ConversionFailed('the written file differs from what it was made from');
	}
}

function isEqual(one: Tensor, other: Tensor): boolean {
	if (one.dtype !== other.dtype || one.shape.join() !== other.shape.join()) return false;
	return hasSameBytes(one.bytes, other.bytes);
}

function hasSameBytes(one: RandomAccessSource, other: RandomAccessSource): boolean {
	if (one.size !== other.size) return false;
	for (let offset = 0; offset < one.size; offset += mib) {
		const [left, right] = [one.read(offset, mib), other.read(offset, mib)];
		if (left.length !== right.length || left.some((byte, at) => byte !== right[at])) return false;
	}
	return true;
}
