import { createSHA256 } from 'hash-wasm';
import { Checksums, type Sha256, sha256OfBrowser } from '../clinic/treatment/convert/checksums.ts';
import { configDifference } from '../clinic/treatment/convert/config-difference.ts';
import { convertToKeras3 } from '../clinic/treatment/convert/convert.ts';
import { kerasFile } from '../clinic/treatment/convert/keras-file.ts';
import type { PythonWords } from '../clinic/treatment/convert/python-parts.ts';
import { type PythonScript, pythonScript } from '../clinic/treatment/convert/python-script.ts';
import { verifyConversion } from '../clinic/treatment/convert/verify.ts';
import { writeZip } from '../clinic/treatment/write-zip.ts';
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
	const { before, after, report } = conversion;
	const checksums = new Checksums(await sha256());
	const members = kerasFile(conversion, checksums);
	const size = members.reduce((sum, { source }) => sum + source.size, 0);
	const output = await openOutput(target, size);
	try {
		const writing = paced(signal, (done) => onProgress({ step: 'writing', done, total: size }));
		await writeZip(members, abortable(output.sink, signal), writing);
		const checking = paced(signal, (done, total) => onProgress({ step: 'checking', done, total }));
		const checks = await verifyConversion(conversion, await output.written(), checksums, checking);
		const difference = configDifference(before, after, report.edits);
		return { blob: await output.file(), report, difference, checks };
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
	return pythonScript(await convertToKeras3(files), files, target, await sha256(), words);
}

async function sha256(): Promise<Sha256> {
	const hash = await createSHA256();
	return sha256OfBrowser(globalThis.crypto.subtle, () => hash.init());
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
