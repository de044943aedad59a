import { isObject, type Json, type JsonObject } from '../../evidence/files/json.ts';
import type { GivenFile } from '../../evidence/files/source.ts';
import { isKeras1 } from '../../model/from-keras-1.ts';
import type { Model } from '../../model/model.ts';
import { type ModelForm, type ModelReading, readWholeModel } from '../../model/read-model.ts';
import { innerOptimizer } from '../../model/read-optimizer.ts';
import { ModelRefused } from '../../model/refusal.ts';
import { layersOf } from '../../model/weight-slots.ts';
import { refuseBatchAxes } from './batch-axes.ts';
import { translateCompile } from './compile.ts';
import { Context, type CustomObject, type Edit } from './context.ts';
import { withExplicitMasks } from './explicit-masks.ts';
import { ConversionRefused } from './failure.ts';
import { withModules } from './from-keras-3.ts';
import { withFrozenParts } from './frozen.ts';
import { type CarriedOptimizer, carriedOptimizer } from './optimizer.ts';
import { inOrderOfKeras3 } from './order.ts';
import { withoutSlashes } from './rename.ts';
import { withInput } from './sequential-input.ts';
import { translateModel } from './translate.ts';
import { keras3Config } from './write-config.ts';

/** What a conversion did, for the page and the command line. Plain data. */
export interface ConversionReport {
	readonly edits: readonly Edit[];
	/** Tensors that were copied, and those that the model has. */
	readonly weights: { readonly copied: number; readonly of: number; readonly parameters: number };
	/** How many variables the optimizer has in the file; 0 where training begins with a new one. */
	readonly optimizerVariables: number;
	/** What the person must write for the file to load. */
	readonly custom: readonly CustomObject[];
	readonly writtenBy: string | null;
}

export interface Conversion {
	readonly model: Model;
	/** What its optimizer keeps, where Keras 3 takes it: two where one scales the loss for the other. */
	readonly optimizer: readonly CarriedOptimizer[];
	/** The configuration as it was, and as it is written. */
	readonly before: Json;
	readonly after: JsonObject;
	/** The files that it came from. */
	readonly form: ModelForm;
	readonly report: ConversionReport;
}

/**
 * Turns a model of Keras 2, or the `.h5` of one of Keras 3, into the one that Keras 3 loads from `.keras` with
 * equal predictions (`kerasFile` lays it out).
 * Reads structure only: the weights are read when the file is written.
 * @throws ConversionRefused, or Unreadable for a file that is damaged.
 */
export async function convertToKeras3(files: readonly GivenFile[]): Promise<Conversion> {
	try {
		const reading = await readWholeModel(files);
		const context = new Context(reading.version);
		const { model, custom } = inKeras3(reading, context);
		const compiled = translateCompile(
			reading.training,
			innerOptimizer(reading.optimizer).length > 0,
		);
		if (reading.training !== null && !compiled) {
			context.edit('', 'compile-dropped', 'compile', null, null);
		}
		const kept = reading.optimizer.length > 0 && carriedOptimizer(reading, model, compiled);
		if (kept && 'dropped' in kept) context.edit('', kept.dropped, 'optimizer', null, null);
		const optimizer = kept && !('dropped' in kept) ? kept : [];
		const after = keras3Config(model, compiled);
		const tensors = layersOf(model).flatMap(({ weights }) => weights);
		return {
			model,
			optimizer,
			before: withTraining(reading),
			after,
			form: reading.form,
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
				optimizerVariables: optimizer.at(-1)?.variables.length ?? 0,
				custom,
				writtenBy: reading.version,
			},
		};
	} catch (error) {
		if (error instanceof ModelRefused) throw new ConversionRefused([error.refusal]);
		throw error;
	}
}

/**
 * A model in the names, arguments and graph of Keras 3, and what it then asks the person for.
 * @throws ConversionRefused with all that stands in the way, or ModelRefused.
 */
export function inKeras3(
	reading: Pick<ModelReading, 'model' | 'version' | 'config' | 'form'>,
	context: Context,
): { readonly model: Model; readonly custom: readonly CustomObject[] } {
	const [generation = 0] = context.version;
	if (generation === 1 && !isKeras1(reading.version)) throw new ModelRefused('', 'keras-1');
	// The other forms of Keras 3 load as they are.
	if (generation === 3 && reading.form !== 'h5') throw new ModelRefused('', 'keras-3');
	const whole = generation === 3 ? reading.model : prepared(reading, context);
	const model =
		generation === 3
			? withModules(whole, context)
			: inOrderOfKeras3(translateModel(withExplicitMasks(whole, context), context));
	const gone = unused(whole, model);
	const problems = context.problems.filter(({ layer }) => !gone.has(layer));
	if (problems.length > 0) throw new ConversionRefused(problems);
	const custom = [...context.custom.values()].filter(({ layer }) => !gone.has(layer));
	return { model, custom };
}

/** A model of Keras 2 with what is not said written down, and with names that Keras 3 takes. */
function prepared(
	{ model, config }: Pick<ModelReading, 'model' | 'config'>,
	context: Context,
): Model {
	refuseBatchAxes(model, config, context);
	return withoutSlashes(withFrozenParts(withInput(model, context, true), context), context);
}

/** The names of layers that no output needs, as those of a loss that was added: Keras 3 leaves them out. */
function unused(before: Model, after: Model): ReadonlySet<string> {
	const kept = new Set(layersOf(after).map(({ name }) => name));
	return new Set(layersOf(before).flatMap(({ name }) => (kept.has(name) ? [] : name)));
}

/** A `.h5` has apart from the configuration what the model was compiled with. */
function withTraining({ config, training, form }: ModelReading): Json {
	const isApart = form === 'h5' && training !== null && isObject(config);
	return isApart ? { ...config, training_config: training } : config;
}
