import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { FileFacts } from '../src/clinic/evidence/files/facts.ts';
import { readingLimit } from '../src/clinic/evidence/files/reading-limit.ts';
import type { LayerTable } from '../src/clinic/model/layer-table.ts';
import { listFiles, openFiles, UsageError } from './files.ts';

/** What lies at the paths: the facts, one per model, and the layers of the first where they are wanted. */
export interface Reading {
	readonly facts: readonly FileFacts[];
	readonly layers: LayerTable | null;
}

/** @throws UsageError as `readAt` does. */
export async function readFactsOf(paths: readonly string[]): Promise<readonly FileFacts[]> {
	return (await readAt(paths, false)).facts;
}

/**
 * Reads in a thread of its own, so that a damaged file can hang or crash nothing else.
 * Where it does, a new one says what it can.
 * @throws UsageError when a path cannot be read or nothing could be said.
 */
export async function readAt(paths: readonly string[], withLayers: boolean): Promise<Reading> {
	const files = listFiles(paths);
	try {
		return await inThread({ files, withLayers, isStopped: false });
	} catch (error) {
		if (error instanceof UsageError) throw error;
	}
	try {
		return await inThread({ files, withLayers: false, isStopped: true });
	} catch {
		throw new UsageError(
			`reading ${paths[0]} took too long or broke off: the file is probably damaged`,
		);
	}
}

/** @throws UsageError for what the thread says, another error where it had to be ended. */
async function inThread(workerData: Wanted): Promise<Reading> {
	const worker = new Worker(fileURLToPath(import.meta.url), { workerData });
	const limit = readingLimit(
		workerData.files.reduce(
			(sum, { file }) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0),
			0,
		),
	);
	const before = process.cpuUsage();
	let timer: NodeJS.Timeout | undefined;
	try {
		return await new Promise((resolve, reject) => {
			timer = setInterval(() => {
				const { user, system } = process.cpuUsage(before);
				// Of the processor: a machine that is busy with other things, or a slow disk, is no damage.
				if ((user + system) / 1e6 > limit) reject(new Error('a loop'));
			}, 1000);
			worker.once('message', (answer: Reading | { error: string }) =>
				'facts' in answer ? resolve(answer) : reject(new UsageError(answer.error)),
			);
			worker.once('error', reject);
			worker.once('exit', () => reject(new Error('the thread has gone')));
		});
	} finally {
		clearInterval(timer);
		await worker.terminate();
	}
}

interface Wanted {
	readonly files: ReturnType<typeof listFiles>;
	readonly withLayers: boolean;
	/** Whether reading all had to be stopped before. */
	readonly isStopped: boolean;
}

if (!isMainThread && parentPort) {
	const { files, withLayers, isStopped } = workerData as Wanted;
	try {
		const { readBeginnings, readModels } = await import('../src/clinic/report/read-models.ts');
		const facts = await (isStopped ? readBeginnings : readModels)(openFiles(files));
		const [first] = facts;
		const layers = withLayers && first ? await layersOf(first) : null;
		parentPort.postMessage({ facts, layers } satisfies Reading);
	} catch (error) {
		parentPort.postMessage({ error: error instanceof Error ? error.message : String(error) });
	}
}

/** In the thread that read the facts: what the table is made from does not leave it. */
async function layersOf(facts: FileFacts): Promise<LayerTable | null> {
	const { layerTable } = await import('../src/clinic/model/layer-table.ts');
	return layerTable(facts);
}
