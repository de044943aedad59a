import { proxy, type Remote, releaseProxy, wrap } from 'comlink';
import type { GivenAnswer } from '../clinic/diagnosis/diagnosis.ts';
import type { FileFacts } from '../clinic/evidence/files/facts.ts';
import type { Report } from '../clinic/report/report.ts';
import type { ConversionFailure } from '../clinic/treatment/convert/failure.ts';
import type { Progress } from '../clinic/treatment/repack.ts';
import type { RepackPlan } from '../clinic/treatment/treatment.ts';
import type { GivenBlob } from './blob-source.ts';
import type { ClinicWorker, ConvertedBlob } from './browser.ts';
import workerUrl from './browser.ts?worker&url';

/** Reading facts takes well under a second; past this a damaged file has the reader in a loop. */
const readLimit = 15_000;

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

// Two, so that a file that takes long does not keep a text waiting. Both are kept as long as all goes
// well: a new one would load its code again, which fails when the network has gone.
const textWorker = new KeptWorker();
const fileWorker = new KeptWorker();

/** Loads the worker's code before it is needed, so that a paste is answered at once. */
export function warmUp(): void {
	textWorker.started;
}

/** Examines a text together with what is known of the files and what was answered. */
export async function examine(
	text: string,
	models: readonly FileFacts[],
	answers: readonly GivenAnswer[],
): Promise<Report> {
	const { remote, failed } = textWorker.started;
	try {
		return await Promise.race([remote.examine(text, models, answers), failed]);
	} catch (error) {
		textWorker.end();
		throw error;
	}
}

/**
 * Reads the facts of what was dropped.
 * @throws WorkerEnded after 15 s, when the worker dies, or when `signal` aborts.
 */
export async function readFacts(
	files: readonly GivenBlob[],
	signal: AbortSignal,
): Promise<readonly FileFacts[]> {
	const models = await withFileWorker((remote) => remote.readFacts(files), signal, readLimit);
	if (models.some(({ damage }) => damage !== null)) fileWorker.end();
	return models;
}

/** Writes the repaired archive. Takes as long as copying the file takes. */
export function repack(
	files: readonly GivenBlob[],
	plan: RepackPlan,
	signal: AbortSignal,
): Promise<Blob> {
	return withFileWorker((remote) => remote.repack(files, plan), signal, null);
}

/** Converts a model to Keras 3; takes about as long as copying the file. */
export function convert(
	files: readonly GivenBlob[],
	name: string,
	signal: AbortSignal,
	onProgress: Progress,
): Promise<ConvertedBlob | ConversionFailure> {
	return withFileWorker(
		async (remote) => remote.convert(files, name, proxy(onProgress)),
		signal,
		null,
	);
}

async function withFileWorker<T>(
	ask: (remote: Remote<ClinicWorker>) => Promise<T>,
	signal: AbortSignal,
	limit: number | null,
): Promise<T> {
	const { remote, failed } = fileWorker.started;
	let timer: ReturnType<typeof setTimeout> | undefined;
	const ended = new Promise<never>((_, reject) => {
		const stop = () => reject(new WorkerEnded('the worker was ended'));
		signal.addEventListener('abort', stop, { once: true });
		if (limit !== null) timer = setTimeout(stop, limit);
	});
	try {
		return await Promise.race([ask(remote), failed, ended]);
	} catch (error) {
		fileWorker.end();
		throw error;
	} finally {
		clearTimeout(timer);
	}
}
