import { type Remote, releaseProxy, wrap } from 'comlink';
import type { GivenAnswer } from '../clinic/diagnosis/diagnosis.ts';
import type { FileFacts } from '../clinic/evidence/files/facts.ts';
import type { Report } from '../clinic/report/report.ts';
import type { RepackPlan } from '../clinic/treatment/treatment.ts';
import type { GivenBlob } from './blob-source.ts';
import type { ClinicWorker } from './browser.ts';
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

let textWorker: Started | undefined;

/** Loads the worker's code before it is needed, so that a paste is answered at once. */
export function warmUp(): void {
	textWorker ??= start();
}

/** Examines a text together with what is known of the files and what was answered. */
export async function examine(
	text: string,
	models: readonly FileFacts[],
	answers: readonly GivenAnswer[],
): Promise<Report> {
	textWorker ??= start();
	try {
		return await Promise.race([
			textWorker.remote.examine(text, models, answers),
			textWorker.failed,
		]);
	} catch (error) {
		textWorker.end();
		textWorker = undefined;
		throw error;
	}
}

/**
 * Reads the facts of what was dropped, in a worker of its own that is ended afterwards.
 * @throws WorkerEnded after 15 s, when the worker dies, or when `signal` aborts.
 */
export function readFacts(
	files: readonly GivenBlob[],
	signal: AbortSignal,
): Promise<readonly FileFacts[]> {
	return alone((remote) => remote.readFacts(files), signal, readLimit);
}

/** Writes the repaired archive, in a worker of its own. Takes as long as copying the file takes. */
export function repack(
	files: readonly GivenBlob[],
	plan: RepackPlan,
	signal: AbortSignal,
): Promise<Blob> {
	return alone((remote) => remote.repack(files, plan), signal, null);
}

async function alone<T>(
	ask: (remote: Remote<ClinicWorker>) => Promise<T>,
	signal: AbortSignal,
	limit: number | null,
): Promise<T> {
	const started = start();
	let timer: ReturnType<typeof setTimeout> | undefined;
	const ended = new Promise<never>((_, reject) => {
		const stop = () => reject(new WorkerEnded('the worker was ended'));
		signal.addEventListener('abort', stop, { once: true });
		if (limit !== null) timer = setTimeout(stop, limit);
	});
	try {
		return await Promise.race([ask(started.remote), started.failed, ended]);
	} finally {
		clearTimeout(timer);
		started.end();
	}
}
