import rules from 'virtual:catalogue/rules';
import { expose } from 'comlink';
import type { GivenAnswer } from '../clinic/diagnosis/diagnosis.ts';
import { compile } from '../clinic/diagnosis/signature.ts';
import type { FileFacts } from '../clinic/evidence/files/facts.ts';
import { type Clinic, examine } from '../clinic/report/examine.ts';
import type { Report } from '../clinic/report/report.ts';
import type { ConversionReport } from '../clinic/treatment/convert/convert.ts';
import type { ConversionFailure } from '../clinic/treatment/convert/failure.ts';
import type { Progress } from '../clinic/treatment/repack.ts';
import type { RepackPlan } from '../clinic/treatment/treatment.ts';
import { type GivenBlob, givenFiles } from './blob-source.ts';

let clinic: Clinic | undefined;

/** A converted model for the page. */
export interface ConvertedBlob {
	readonly blob: Blob;
	readonly report: ConversionReport;
}

/** What the page may ask of the worker. Everything that passes is plain data or a Blob. */
export const worker = {
	examine(
		text: string,
		models: readonly FileFacts[],
		answers: readonly GivenAnswer[],
	): Promise<Report> {
		clinic ??= { rules, matcher: compile(rules) };
		return examine(clinic, text, models, answers);
	},

	/** The facts of what was dropped, one per model. */
	async readFacts(blobs: readonly GivenBlob[]): Promise<readonly FileFacts[]> {
		const { readFacts } = await import('./files.ts');
		return readFacts(givenFiles(blobs), { weights: true });
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
		name: string,
		onProgress: Progress,
	): Promise<ConvertedBlob | ConversionFailure> {
		const { convertToKeras3, failureOf, writeKerasFile, verifyConversion } = await import(
			'./files.ts'
		);
		try {
			const { file, model, report } = await convertToKeras3(givenFiles(blobs));
			const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>>();
			const result = new Response(readable).blob();
			await writeKerasFile(file, writable, onProgress);
			const blob = await result;
			const [written] = givenFiles([{ path: name, blob }]);
			if (written) await verifyConversion(model, written.source);
			return { blob, report };
		} catch (error) {
			return failureOf(error);
		}
	},
};

export type ClinicWorker = typeof worker;

expose(worker);
