import { proxy, type Remote, releaseProxy, wrap } from 'comlink';
import type { GivenAnswer } from '../clinic/diagnosis/diagnosis.ts';
import type { FileFacts } from '../clinic/evidence/files/facts.ts';
import { readingLimit } from '../clinic/evidence/files/reading-limit.ts';
import type { ModelLayers } from '../clinic/report/layers.ts';
import type { Report } from '../clinic/report/report.ts';
import { type ConversionFailure, failureOf } from '../clinic/treatment/convert/failure.ts';
import type { PythonWords } from '../clinic/treatment/convert/python-parts.ts';
import type { PythonScript } from '../clinic/treatment/convert/python-script.ts';
import type { RepackPlan } from '../clinic/treatment/treatment.ts';
import type { GivenBlob } from './blob-source.ts';
import type { ClinicWorker, ConversionProgress, ConvertedModel } from './browser.ts';
import workerUrl from './browser.ts?worker&url';
import { type OwnPlace, reservePlace } from './own-storage.ts';

/** Milliseconds between two calls to a worker: one that waits, for its code or for a slow disk, hears them. */
const calling = 500;
/** Nobody waits longer for facts, whatever the worker waits for. */
const longest = 120_000;

/** Thrown when a worker was ended: it took too long, died, or the page asked for something else. */
export class WorkerEnded extends Error {}

interface Started {
	readonly remote: Remote<ClinicWorker>;
	/** Settles only by rejecting, when the worker fails. */
	readonly failed: Promise<never>;
	end(): void;
}

/**
 * Starts the worker from a blob whose only line imports it: so it inherits the page's Content
 * Security Policy, which a worker loaded by its URL does not.
 */
function start(): Started {
	const url = new URL(workerUrl, location.href).href;
	const blobUrl = URL.createObjectURL(
		new Blob([`import ${JSON.stringify(url)}`], { type: 'text/javascript' }),
	);
	const worker = new Worker(blobUrl, { type: 'module' });
	const remote = wrap<ClinicWorker>(worker);
	const failed = new Promise<never>((_, reject) => {
		worker.addEventListener('error', () => reject(new WorkerEnded('the worker failed')));
	});
	return {
		remote,
		failed,
		end() {
			remote[releaseProxy]();
			worker.terminate();
			URL.revokeObjectURL(blobUrl);
		},
	};
}

/** A worker that is started when it is first needed, and again when it had to be ended. */
class KeptWorker {
	#started: Started | undefined;

	get started(): Started {
		this.#started ??= start();
		return this.#started;
	}

	/** The next caller gets a new one: after an error, a worker's memory is not to be trusted. */
	end(): void {
		this.#started?.end();
		this.#started = undefined;
	}
}

// Several, so that a file that takes long does not keep a text waiting, and what is only drawn does not
// end a conversion when it fails. They are kept as long as all goes well: a new one would load its code
// again, which fails when the network has gone.
const textWorker = new KeptWorker();
const fileWorker = new KeptWorker();
const pictureWorker = new KeptWorker();

/** Loads the worker's code before it is needed, so that a paste is answered at once. */
export function warmUp(): void {
	textWorker.started;
}

/** Examines a text together with what is known of the files and what was answered; `facts` are the first of `models`. */
export async function examine(
	text: string,
	models: readonly FileFacts[],
	answers: readonly GivenAnswer[],
): Promise<Report> {
	const { remote, failed } = textWorker.started;
	try {
		const found = await Promise.race([remote.examine(text, models, answers), failed]);
		return { ...found, facts: models[0] ?? null };
	} catch (error) {
		textWorker.end();
		throw error;
	}
}

/**
 * Reads the facts of what was dropped; where that puts the worker into a loop or kills it, what a new one can say.
 * @throws WorkerEnded when that fails too, or when `signal` aborts.
 */
export async function readFacts(
	files: readonly GivenBlob[],
	signal: AbortSignal,
): Promise<readonly FileFacts[]> {
	const read = (ask: (remote: Remote<ClinicWorker>) => Promise<readonly FileFacts[]>) =>
		withWorker(fileWorker, ask, signal, limitFor(files));
	const models = await read((remote) => remote.readFacts(files)).catch((error) => {
		if (signal.aborted || !(error instanceof WorkerEnded)) throw error;
		return read((remote) => remote.readBeginnings(files));
	});
	if (models.some(({ damage }) => damage !== null)) fileWorker.end();
	return models;
}

/** What of a file may be shared, and what is found in that; nothing is packed yet. */
export function repro(
	files: readonly GivenBlob[],
	facts: FileFacts,
	hashNames: boolean,
	signal: AbortSignal,
): ReturnType<ClinicWorker['repro']> {
	return withWorker(
		fileWorker,
		(remote) => remote.repro(files, facts, hashNames),
		signal,
		limitFor(files),
	);
}

/** Reads the layers of the model with these facts, to be drawn; null where it has none. */
export function readLayers(
	files: readonly GivenBlob[],
	{ input, archives }: FileFacts,
	signal: AbortSignal,
): Promise<ModelLayers | null> {
	const model = { path: input.path, archives };
	return withWorker(
		pictureWorker,
		(remote) => remote.readLayers(files, model),
		signal,
		limitFor(files),
	);
}

/** Writes the repaired archive. Takes as long as copying the file takes. */
export function repack(
	files: readonly GivenBlob[],
	plan: RepackPlan,
	signal: AbortSignal,
): Promise<Blob> {
	return withWorker(fileWorker, (remote) => remote.repack(files, plan), signal, null);
}

/** Thrown when there is no converted file; it says why. */
export class ConversionStopped extends Error {
	readonly failure: ConversionFailure;

	constructor(failure: ConversionFailure) {
		super(failure.kind);
		this.failure = failure;
	}
}

/** Milliseconds that the worker gets for taking back what it has written. */
const patience = 2_000;

/**
 * Converts a model to Keras 3, into the file that was chosen, else into the page's own storage; takes about
 * as long as copying the file twice. `discard` gives up what lies in the page's storage.
 * @throws ConversionStopped, or WorkerEnded; nothing that was written stays behind, also when `signal` aborts.
 */
export async function convert(
	files: readonly GivenBlob[],
	chosen: FileSystemFileHandle | null,
	signal: AbortSignal,
	onProgress: (progress: ConversionProgress) => void,
): Promise<ConvertedModel & { discard(): void }> {
	if (chosen && (await isOneOf(files, chosen))) {
		throw new ConversionStopped({ kind: 'target-is-input' });
	}
	const place = chosen ? null : await placeOfOwn();
	const target = chosen ?? (place && { place: place.name });
	const giveUp = new AbortController();
	signal.addEventListener('abort', () => {
		void fileWorker.started.remote.cancelConversion();
		setTimeout(() => giveUp.abort(), patience);
	});
	try {
		const made = await withWorker(
			fileWorker,
			async (remote) => remote.convert(files, target, proxy(onProgress)),
			giveUp.signal,
			null,
		);
		if ('kind' in made) throw new ConversionStopped(made);
		return { ...made, discard: () => void place?.remove() };
	} catch (error) {
		await place?.remove();
		if (chosen) await removeEmpty(chosen);
		throw error;
	}
}

/** Python that makes the same conversion. @throws ConversionStopped, or WorkerEnded */
export async function conversionScript(
	files: readonly GivenBlob[],
	target: string,
	words: PythonWords,
	signal: AbortSignal,
): Promise<PythonScript> {
	const made = await withWorker(
		fileWorker,
		async (remote) => remote.conversionScript(files, target, words),
		signal,
		null,
	);
	if ('kind' in made) throw new ConversionStopped(made);
	return made;
}

/** In milliseconds. */
function limitFor(files: readonly GivenBlob[]): number {
	return 1000 * readingLimit(files.reduce((sum, { blob }) => sum + blob.size, 0));
}

async function placeOfOwn(): Promise<OwnPlace | null> {
	try {
		return await reservePlace();
	} catch (error) {
		throw new ConversionStopped(failureOf(error));
	}
}

async function isOneOf(
	files: readonly GivenBlob[],
	handle: FileSystemFileHandle,
): Promise<boolean> {
	const { name, size, lastModified } = await handle.getFile();
	return files.some(
		({ blob }) =>
			blob instanceof File &&
			blob.name === name &&
			blob.size === size &&
			blob.lastModified === lastModified,
	);
}

/** The dialog makes an empty file where there was none. */
async function removeEmpty(
	handle: FileSystemFileHandle & { remove?(): Promise<void> },
): Promise<void> {
	try {
		if ((await handle.getFile()).size === 0) await handle.remove?.();
	} catch {
		// It is gone already.
	}
}

async function withWorker<T>(
	worker: KeptWorker,
	ask: (remote: Remote<ClinicWorker>) => Promise<T>,
	signal: AbortSignal,
	limit: number | null,
): Promise<T> {
	const { remote, failed } = worker.started;
	let timer: ReturnType<typeof setInterval> | undefined;
	const ended = new Promise<never>((_, reject) => {
		const stop = () => reject(new WorkerEnded('the worker was ended'));
		signal.addEventListener('abort', stop, { once: true });
		if (limit !== null) timer = watch(remote, limit, stop);
	});
	try {
		return await Promise.race([ask(remote), failed, ended]);
	} catch (error) {
		worker.end();
		throw error;
	} finally {
		clearInterval(timer);
	}
}

/**
 * Calls `stop` when the worker has not heard for `limit`, once it has started: its own code may be long in coming;
 * and in any case after `longest`. Ends with the timer.
 */
function watch(
	remote: Remote<ClinicWorker>,
	limit: number,
	stop: () => void,
): ReturnType<typeof setInterval> {
	const begun = performance.now();
	let hasStarted = false;
	let asked: number | null = null;
	const ask = () => {
		asked = performance.now();
		void remote.hear().then(() => {
			hasStarted = true;
			asked = null;
		});
	};
	// Before what may put it into a loop.
	ask();
	return setInterval(() => {
		const now = performance.now();
		const isDeaf = hasStarted && asked !== null && now - asked > limit;
		if (isDeaf || now - begun > longest) stop();
		else if (asked === null) ask();
	}, calling);
}
