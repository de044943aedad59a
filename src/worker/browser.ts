import rules from 'virtual:catalogue/rules';
import { expose } from 'comlink';
import type { GivenAnswer } from '../clinic/diagnosis/diagnosis.ts';
import { compile } from '../clinic/diagnosis/signature.ts';
import type { FileFacts } from '../clinic/evidence/files/facts.ts';
import { type Clinic, examine } from '../clinic/report/examine.ts';
import type { ModelLayers, ModelPlace } from '../clinic/report/layers.ts';
import type { Report } from '../clinic/report/report.ts';
import type { ReproParts } from '../clinic/report/repro-bundle.ts';
import type { LayerDifference } from '../clinic/treatment/convert/config-difference.ts';
import type { ConversionReport } from '../clinic/treatment/convert/convert.ts';
import type { ConversionFailure } from '../clinic/treatment/convert/failure.ts';
import type { PythonWords } from '../clinic/treatment/convert/python-parts.ts';
import type { PythonScript } from '../clinic/treatment/convert/python-script.ts';
import type { TensorCheck } from '../clinic/treatment/convert/verify.ts';
import type { RepackPlan } from '../clinic/treatment/treatment.ts';
import { type GivenBlob, givenFiles } from './blob-source.ts';
import type { Target } from './output.ts';

let clinic: Clinic | undefined;

/** A converted model for the page, with what was changed and checked. */
export interface ConvertedModel {
	readonly blob: Blob;
	readonly report: ConversionReport;
	readonly difference: readonly LayerDifference[];
	readonly checks: readonly TensorCheck[];
}

/** How far a conversion is; `done` and `total` in bytes. */
export interface ConversionProgress {
	readonly step: 'writing' | 'checking';
	readonly done: number;
	readonly total: number;
}

/** Ends the conversion that runs. */
let running = new AbortController();

function reportOn(
	text: string,
	models: readonly FileFacts[],
	answers: readonly GivenAnswer[],
): Promise<Report> {
	clinic ??= { rules, matcher: compile(rules) };
	return examine(clinic, text, models, answers);
}

/** What the page may ask of the worker. Everything that passes is plain data or a Blob. */
export const worker = {
	/** Without the facts: who asks has them, and of a large model they are megabytes. */
	async examine(
		text: string,
		models: readonly FileFacts[],
		answers: readonly GivenAnswer[],
	): Promise<Omit<Report, 'facts'>> {
		const { facts: _, ...found } = await reportOn(text, models, answers);
		return found;
	},

	/** Answers at once, unless the worker is in a loop. */
	async hear(): Promise<void> {},

	/** The facts of what was dropped, one per model. */
	async readFacts(blobs: readonly GivenBlob[]): Promise<readonly FileFacts[]> {
		const { readModels } = await import('./files.ts');
		return readModels(givenFiles(blobs));
	},

	/** The little that can be said after `readFacts` had to be stopped. */
	async readBeginnings(blobs: readonly GivenBlob[]): Promise<readonly FileFacts[]> {
		const { readBeginnings } = await import('./files.ts');
		return readBeginnings(givenFiles(blobs));
	},

	/** What of a file may be shared, and what is found in that. */
	async repro(
		blobs: readonly GivenBlob[],
		facts: FileFacts,
		hashNames: boolean,
	): Promise<{ readonly parts: ReproParts; readonly report: Report }> {
		const { readDocuments, reproParts } = await import('./files.ts');
		const documents = await readDocuments(givenFiles(blobs), facts);
		const parts = await reproParts(facts, documents, hashNames);
		return { parts, report: await reportOn('', [parts.facts], []) };
	},

	/** The layers of one of the models in what was dropped, laid out to be drawn; null where it has none. */
	async readLayers(blobs: readonly GivenBlob[], model: ModelPlace): Promise<ModelLayers | null> {
		const { readLayers } = await import('../clinic/report/layers.ts');
		return readLayers(givenFiles(blobs), model);
	},

	/** The repaired archive, checked against what it was made from. */
	async repack(blobs: readonly GivenBlob[], plan: RepackPlan): Promise<Blob> {
		const { repack, verifyRepack } = await import('./files.ts');
		const files = givenFiles(blobs);
		const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>>();
		// The browser keeps a Blob made from a stream on disk when it is large.
		const result = new Response(readable).blob();
		await repack(files, plan, writable);
		const blob = await result;
		const [repaired] = givenFiles([{ path: plan.outputName, blob }]);
		if (repaired) await verifyRepack(files, plan, repaired.source);
		return blob;
	},

	/** The model as Keras 3 loads it, read again and compared with what it was made from. */
	async convert(
		blobs: readonly GivenBlob[],
		target: Target,
		onProgress: (progress: ConversionProgress) => void,
	): Promise<ConvertedModel | ConversionFailure> {
		running = new AbortController();
		const { convert, failureOf } = await import('./files.ts');
		try {
			return await convert(blobs, target, onProgress, running.signal);
		} catch (error) {
			return failureOf(error);
		}
	},

	/** Python that makes the same conversion; reads next to nothing of the weights. */
	async conversionScript(
		blobs: readonly GivenBlob[],
		target: string,
		words: PythonWords,
	): Promise<PythonScript | ConversionFailure> {
		const { conversionScript, failureOf } = await import('./files.ts');
		try {
			return await conversionScript(blobs, target, words);
		} catch (error) {
			return failureOf(error);
		}
	},

	/** The conversion that runs takes back what it has written, and fails. */
	cancelConversion(): void {
		running.abort();
	},
};

export type ClinicWorker = typeof worker;

expose(worker);
