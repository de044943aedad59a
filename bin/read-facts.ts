import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { FileFacts } from '../src/clinic/evidence/files/facts.ts';
import { listFiles, openFiles, UsageError } from './files.ts';

/** Reading facts takes well under a second; past this a damaged file has the reader in a loop. */
const readLimit = 15_000;

/**
 * The facts of what lies at the paths, one per model. Read in a thread of its own, so that a damaged
 * file can hang or crash nothing else.
 * @throws UsageError when a path cannot be read or the reading had to be stopped.
 */
export async function readFactsOf(paths: readonly string[]): Promise<readonly FileFacts[]> {
	const files = listFiles(paths);
	const worker = new Worker(fileURLToPath(import.meta.url), { workerData: files });
	const stopped = `reading ${paths[0]} took too long or broke off: the file is probably damaged`;
	let timer: NodeJS.Timeout | undefined;
	try {
		return await new Promise((resolve, reject) => {
			timer = setTimeout(() => reject(new UsageError(stopped)), readLimit);
			worker.once('message', (answer: { facts: readonly FileFacts[] } | { error: string }) =>
				'facts' in answer ? resolve(answer.facts) : reject(new UsageError(answer.error)),
			);
			worker.once('error', () => reject(new UsageError(stopped)));
			worker.once('exit', () => reject(new UsageError(stopped)));
		});
	} finally {
		clearTimeout(timer);
		await worker.terminate();
	}
}

if (!isMainThread && parentPort) {
	const files = workerData as ReturnType<typeof listFiles>;
	try {
		const { readFacts } = await import('../src/clinic/evidence/files/read.ts');
		parentPort.postMessage({ facts: await readFacts(openFiles(files), { weights: true }) });
	} catch (error) {
		parentPort.postMessage({ error: error instanceof Error ? error.message : String(error) });
	}
}
