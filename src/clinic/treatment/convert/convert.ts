import type { GivenFile, RandomAccessSource } from '../../evidence/files/source.ts';
import { isKeras1 } from '../../model/from-keras-1.ts';
import { type Model, ModelRefused } from '../../model/model.ts';
import { readWholeModel } from '../../model/read-model.ts';
import { layersOf } from '../../model/weight-slots.ts';
import { translateCompile } from './compile.ts';
import { Context, type CustomObject, type Edit, type Problem } from './context.ts';
import { withExplicitMasks } from './explicit-masks.ts';
import { type KerasFile, kerasFile, weightsFile } from './keras-file.ts';
import { inOrderOfKeras3 } from './order.ts';
import { withoutSlashes } from './rename.ts';
import { withInput } from './sequential-input.ts';
import { translateModel } from './translate.ts';

/** What a conversion did, for the page and the command line. Plain data. */
export interface ConversionReport {
	readonly edits: readonly Edit[];
	/** Tensors that were copied, and those that the model has. */
	readonly weights: { readonly copied: number; readonly of: number; readonly parameters: number };
	/** What the person must write for the file to load. */
	readonly custom: readonly CustomObject[];
	readonly writtenBy: string | null;
}

export interface Conversion {
	readonly model: Model;
	readonly file: KerasFile;
	/** The weights alone, as `x.weights.h5`. */
	readonly weights: RandomAccessSource;
	readonly report: ConversionReport;
}

/** Why a model is not converted: every layer that stands in the way, and the reason. */
export class ConversionRefused extends Error {
	readonly problems: readonly Problem[];

	constructor(problems: readonly Problem[]) {
		super(problems.map(({ layer, reason }) => (layer ? `${layer}: ${reason}` : reason)).join('; '));
		this.problems = problems;
	}
}

const unfitGenerations: Readonly<Record<number, string>> = {
	1: 'a file of Keras 1.0 or older, which computes some layers otherwise: load it with Keras 2.2 or 2.3, which still translates it, compare what it predicts, save it there, and convert that file',
	3: 'a file of Keras 3 already: there is nothing to convert',
};

/**
 * Turns a model of Keras 2 into the `.keras` file that Keras 3 loads with equal predictions. Reads
 * structure only: the weights are read when the result is.
 * @throws ConversionRefused, or Unreadable for a file that is damaged.
 */
export async function convertToKeras3(files: readonly GivenFile[]): Promise<Conversion> {
	try {
		const reading = await readWholeModel(files);
		const context = new Context(reading.version);
		const [generation = 0] = context.version;
		const unfit = unfitGenerations[generation];
		if (unfit && !isKeras1(reading.version)) throw new ModelRefused('', unfit);
		const whole = withoutSlashes(withInput(reading.model, context, true), context);
		const model = inOrderOfKeras3(translateModel(withExplicitMasks(whole, context), context));
		const gone = unused(whole, model);
		const problems = context.problems.filter(({ layer }) => !gone.has(layer));
		if (problems.length > 0) throw new ConversionRefused(problems);
		const compiled = translateCompile(reading.training);
		if (reading.training !== null && !compiled) {
			context.edit('', 'compile-dropped', 'compile', null, null);
		}
		if (reading.hasOptimizer) context.edit('', 'optimizer-state-dropped', 'optimizer', null, null);
		const tensors = layersOf(model).flatMap(({ weights }) => weights);
		return {
			model,
			file: kerasFile(model, compiled),
			weights: weightsFile(model),
			report: {
				edits: context.edits,
				weights: {
					copied: tensors.length,
					of: layersOf(reading.model).flatMap(({ weights }) => weights).length,
					parameters: tensors.reduce(
						(sum, { tensor }) => sum + tensor.shape.reduce((product, size) => product * size, 1),
						0,
					),
				},
				custom: [...context.custom.values()].filter(({ layer }) => !gone.has(layer)),
				writtenBy: reading.version,
			},
		};
	} catch (error) {
		if (error instanceof ModelRefused) throw new ConversionRefused([error]);
		throw error;
	}
}

/** The names of layers that no output needs, as those of a loss that was added: Keras 3 leaves them out. */
function unused(before: Model, after: Model): ReadonlySet<string> {
	const kept = new Set(layersOf(after).map(({ name }) => name));
	return new Set(layersOf(before).flatMap(({ name }) => (kept.has(name) ? [] : name)));
}
