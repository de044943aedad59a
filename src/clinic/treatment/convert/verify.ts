import type { RandomAccessSource } from '../../evidence/files/source.ts';
import type { MakingName, Weight } from '../../model/model.ts';
import { type ModelReading, readWholeModel } from '../../model/read-model.ts';
import { layersOf } from '../../model/weight-slots.ts';
import type { Progress } from '../write-zip.ts';
import { type Checksums, pieces, sha256Of } from './checksums.ts';
import type { Conversion } from './convert.ts';
import { ConversionFailed } from './failure.ts';

/** A tensor of the converted file that is the one that it was made from. */
export interface TensorCheck {
	readonly layer: string;
	readonly role: string;
	readonly dtype: string;
	readonly shape: readonly number[];
	/** Where the original was found in what was given. */
	readonly source: string;
	/** Of its bytes, little-endian and row by row, as they were read from both files; lower-case hex. */
	readonly sha256: string;
	/** How its numbers were changed before they were written; null where they are those of the file. */
	readonly change: MakingName | null;
}

/**
 * Reads a converted `.keras` again, as any other file, and compares the SHA-256 of every tensor with that
 * of the original. Holds one piece of a tensor at a time, or a tensor that is small.
 * @throws ConversionFailed for a layer or a bit that differs.
 */
export async function verifyConversion(
	{ model, optimizer }: Pick<Conversion, 'model' | 'optimizer'>,
	written: RandomAccessSource,
	checksums: Checksums,
	progress?: Progress,
): Promise<readonly TensorCheck[]> {
	const again = await readAgain(written);
	const originals = [
		...layersOf(model),
		optimizerLayer(optimizer.flatMap(({ variables }) => variables)),
	];
	const copies = [...layersOf(again.model), optimizerLayer(again.optimizer)];
	if (copies.length !== originals.length) {
		throw new ConversionFailed(`${copies.length} of ${originals.length} layers`);
	}
	const total = originals
		.flatMap(({ weights }) => weights)
		.reduce((sum, { tensor }) => sum + tensor.bytes.size, 0);
	let done = 0;
	const checks: TensorCheck[] = [];
	for (const [index, { name, weights }] of originals.entries()) {
		const copy = copies[index];
		if (copy?.name !== name || copy.weights.length !== weights.length) {
			throw new ConversionFailed(name);
		}
		for (const [number, { role, tensor }] of weights.entries()) {
			const { dtype, shape, bytes, made } = tensor;
			const other = copy.weights[number]?.tensor;
			if (other?.dtype !== dtype || other.shape.join() !== shape.join()) {
				throw new ConversionFailed(`${name}, ${role}`);
			}
			const hash = checksums.sha256(other.bytes.size);
			for (const piece of pieces(other.bytes)) {
				hash.update(piece);
				done += piece.length;
				await progress?.(done, total);
			}
			const sha256 = await hash.digest('hex');
			if (sha256 !== (await checksums.of(bytes))) throw new ConversionFailed(`${name}, ${role}`);
			const source = (made?.from ?? [tensor]).map(({ path }) => path).join(', ');
			checks.push({ layer: name, role, dtype, shape, source, sha256, change: made?.by ?? null });
		}
	}
	return checks;
}

/** What an optimizer keeps is compared as if it were a layer's. */
function optimizerLayer(variables: readonly Pick<Weight, 'tensor'>[]) {
	const weights = variables.map((one, index) => ({ role: `vars/${index}`, ...one }));
	return { name: 'optimizer', weights };
}

async function readAgain(written: RandomAccessSource): Promise<ModelReading> {
	try {
		return await readWholeModel([{ path: 'model.keras', source: written }]);
	} catch (error) {
		// What would be the person's own trouble in their file is ours in this one.
		throw new ConversionFailed(error instanceof Error ? error.message : String(error));
	}
}

/** Compares a written file with what it was made from. @throws ConversionFailed */
export async function verifyBytes(
	original: RandomAccessSource,
	written: RandomAccessSource,
	{ sha256 }: Checksums,
): Promise<void> {
	if ((await sha256Of(original, sha256)) !== (await sha256Of(written, sha256))) {
		throw new ConversionFailed('model.weights.h5');
	}
}
