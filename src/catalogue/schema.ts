import { z } from 'astro/zod';
import { type Library, libraryNames } from '../clinic/evidence/trace/trace.ts';

/** Where in the life of a model the error shows; the order in which the catalogue lists them. */
export const stages = [
	'open',
	'archive',
	'configuration',
	'weights',
	'environment',
	'other-formats',
	'save',
	'symptom',
] as const;

/** The root causes; each diagnosis belongs to one. */
export const causes = [
	'archive-weights-missing',
	'archive-not-zip',
	'file-not-found-or-not-zip',
	'path-missing',
	'archive-extract-bug',
	'savedmodel-unsupported',
	'tfsm-signature',
	'extension-invalid',
	'save-format-argument',
	'h5-signature',
	'h5-no-model-config',
	'h5-weights-layout',
	'keras2-config-in-keras3',
	'keras3-file-in-keras2',
	'keras-newer-in-older',
	'keras1-config',
	'tfoplambda',
	'lambda-unsafe',
	'lambda-bytecode',
	'custom-object-unknown',
	'compile-config',
	'name-slash',
	'functional-graph',
	'weights-layer-count',
	'weights-shape',
	'weights-vars-missing',
	'optimizer-state',
	'h5py-decode',
	'import-moved',
	'api-removed',
	'keras3-transformers',
	'tf-keras-missing',
	'kerastensor-in-tf-fn',
	'env-version-conflict',
	'tfjs-inputlayer',
	'tfjs-weights',
	'tflite-convert',
	'onnx-convert',
	'pickle',
] as const;

export const risks = ['none', 'low', 'medium', 'high'] as const;

const identifier = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

const signature = z.strictObject({
	/**
	 * The message, literally, with `{name}` where it varies. `{name:table}` asks that the captured
	 * text be known to a table of src/clinic/knowledge.
	 */
	text: z.string().min(8),
	/** How sure this message alone makes us. */
	confidence: z.enum(['certain', 'likely', 'possible']).default('certain'),
	/**
	 * A function that must stand in the traceback's frames for the signature to count; with `alone`,
	 * one that the person's own line must call.
	 */
	frame: z.string().optional(),
	/** Counts only in a text without frames: where there are some, they would have to be Keras's. */
	alone: z.boolean().default(false),
	/** The library whose frames must stand in the text for the signature to count. */
	library: z.enum(Object.keys(libraryNames) as [Library, ...Library[]]).optional(),
	/**
	 * The text is no message but the code that the innermost frame runs: counts only where a
	 * traceback ends before its message.
	 */
	source: z.boolean().default(false),
	/** A wrapper around the real message: counts only where no other signature matched. */
	wrapper: z.boolean().default(false),
	/** A warning, which explains no error that follows it: counts only where nothing was raised. */
	warning: z.boolean().default(false),
});

const fix = z.strictObject({
	id: identifier,
	/** What can go wrong with the model or its predictions when this is done. */
	risk: z.enum(risks),
	title: z.string().min(3),
	/** Plain sentences; only `code` in backticks is marked up. */
	text: z.string().min(10),
	/** Code to copy; `{{path="model.keras"}}` is filled from the evidence, else with the default. */
	code: z.string().optional(),
	language: z.enum(['python', 'bash']).default('python'),
	/** What the code needs beside Keras 3 (`tf_keras`): the page says so, and the code is not run here. */
	needs: z.string().min(2).optional(),
});

/** The English entry of a diagnosis: every fact about it, and its English words. */
export const englishEntry = z.strictObject({
	/** Never reused, never removed: people link to it. */
	code: z.string().regex(/^K[1-9]\d{2}$/),
	/** The message as people paste it into a search engine: page title and first heading. */
	title: z.string().min(10).max(120),
	/** The cause in one sentence. */
	summary: z.string().min(20).max(320),
	cause: z.enum(causes),
	stage: z.enum(stages),
	/** Who raises it, and in which versions. */
	versions: z
		.array(
			z.strictObject({
				library: z.enum(['keras', 'tf-keras', 'tensorflow', 'tensorflowjs', 'h5py', 'python']),
				/** As pip writes it: `>=3.4.0,<3.5`. */
				range: z.string().min(1),
			}),
		)
		.min(1),
	signatures: z.array(signature).default([]),
	/** Diagnoses that say less than this one does about the same trouble: a dropped file decides. */
	refines: z.array(identifier).default([]),
	fixes: z.array(fix).min(1),
	/** The one question whose answer decides between causes that print the same message. */
	question: z
		.strictObject({
			ask: z.string().min(5),
			answers: z
				.array(
					z.strictObject({
						id: identifier,
						text: z.string().min(1),
						/** The diagnosis that this answer makes certain. */
						to: identifier,
					}),
				)
				.min(2),
		})
		.optional(),
	/** The popular advice that does not help here, and why. */
	wrongFix: z.string().optional(),
	/** Issue threads where people met it. */
	threads: z.array(z.string().regex(/^[\w.-]+\/[\w.-]+#\d+$/)).default([]),
	/** Older slugs that lead here. */
	aliases: z.array(identifier).default([]),
});

/** The Chinese entry: words only; the facts stand in the English one. */
export const chineseEntry = z.strictObject({
	title: z.string().min(5).max(120),
	summary: z.string().min(8).max(320),
	/** By the fix's id; the code is that of the English entry. */
	fixes: z.record(
		identifier,
		z.strictObject({ title: z.string().min(2), text: z.string().min(4) }),
	),
	question: z
		.strictObject({ ask: z.string().min(2), answers: z.record(identifier, z.string().min(1)) })
		.optional(),
	wrongFix: z.string().optional(),
});

export type EnglishEntry = z.infer<typeof englishEntry>;
export type ChineseEntry = z.infer<typeof chineseEntry>;
