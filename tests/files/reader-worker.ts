import { parentPort } from 'node:worker_threads';
import { readFacts } from '../../src/clinic/evidence/files/read.ts';
import { bytesSource } from '../../src/clinic/evidence/files/source.ts';

parentPort?.on('message', async ({ name, bytes }: { name: string; bytes: Uint8Array }) => {
	try {
		const facts = await readFacts([{ path: name, source: bytesSource(bytes) }], { weights: true });
		parentPort?.postMessage({ facts });
	} catch (error) {
		parentPort?.postMessage({ thrown: String(error) });
	}
});
