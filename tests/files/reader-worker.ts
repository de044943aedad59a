import { parentPort } from 'node:worker_threads';
import { readFacts } from '../../src/clinic/evidence/files/read.ts';
import { bytesSource } from '../../src/clinic/evidence/files/source.ts';

parentPort?.on('message', async (files: readonly { name: string; bytes: Uint8Array }[]) => {
	try {
		const given = files.map(({ name, bytes }) => ({ path: name, source: bytesSource(bytes) }));
		const facts = await readFacts(given, { weights: true });
		parentPort?.postMessage({ facts });
	} catch (error) {
		parentPort?.postMessage({ thrown: String(error) });
	}
});
