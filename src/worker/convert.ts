import { createSHA256 } from 'hash-wasm';
import { configDifference } from '../clinic/treatment/convert/config-difference.ts';
import { convertToKeras3 } from '../clinic/treatment/convert/convert.ts';
import { writeKerasFile } from '../clinic/treatment/convert/keras-file.ts';
import type { PythonWords } from '../clinic/treatment/convert/python-parts.ts';
import { type PythonScript, pythonScript } from '../clinic/treatment/convert/python-script.ts';
import { verifyConversion } from '../clinic/treatment/convert/verify.ts';
import { type GivenBlob, givenFiles } from './blob-source.ts';
import type { ConversionProgress, ConvertedModel } from './browser.ts';
import { openOutput, type Target } from './output.ts';

/**
 * Converts to the target and reads again what was written. Where it fails or `signal` aborts, nothing is
 * left behind, and it throws.
 */
export async function convert(
	blobs: readonly GivenBlob[],
	target: Target,
	onProgress: (progress: ConversionProgress) => void,
	signal: AbortSignal,
): Promise<ConvertedModel> {
	const conversion = await convertToKeras3(givenFiles(blobs));
	const { file, report } = conversion;
	const size = file.members.reduce((sum, { source }) => sum + source.size, 0);
	const output = await openOutput(target, size);
	try {
		const writing = paced(signal, (done) => onProgress({ step: 'writing', done, total: size }));
		await writeKerasFile(file, abortable(output.sink, signal), writing);
		const blob = await output.file();
		const [written] = givenFiles([{ path: 'model.keras', blob }]);
		if (!written) throw new Error('nothing was written');
		const hash = await createSHA256();
		const checking = paced(signal, (done, total) => onProgress({ step: 'checking', done, total }));
		const checks = await verifyConversion(conversion, written.source, () => hash.init(), checking);
		const difference = configDifference(conversion.before, conversion.after, report.edits);
		return { blob, report, difference, checks };
	} catch (error) {
		await output.discard().catch(() => {});
		throw error;
	}
}

export async function conversionScript(
	blobs: readonly GivenBlob[],
	target: string,
	words: PythonWords,
): Promise<PythonScript> {
	const files = givenFiles(blobs);
	const hash = await createSHA256();
	return pythonScript(await convertToKeras3(files), files, target, () => hash.init(), words);
}

/** Milliseconds between two reports. */
const pace = 100;

/** Reports now and then; between, it lets the worker hear that it should end. */
function paced(
	signal: AbortSignal,
	report: (done: number, total: number) => void,
): (done: number, total: number) => Promise<void> {
	let last = 0;
	return async (done, total) => {
		if (performance.now() - last < pace) return;
		last = performance.now();
		report(done, total);
		await new Promise((resolve) => setTimeout(resolve));
		signal.throwIfAborted();
	};
}

/** The same sink, which fails as soon as the signal aborts. */
function abortable(
	sink: WritableStream<Uint8Array>,
	signal: AbortSignal,
): WritableStream<Uint8Array> {
	const writer = sink.getWriter();
	return new WritableStream({
		write(bytes) {
			signal.throwIfAborted();
			return writer.write(bytes);
		},
		close: () => writer.close(),
		abort: (reason) => writer.abort(reason),
	});
}
