import { parentPort } from 'node:worker_threads';
import { bytesSource } from '../../src/clinic/evidence/files/source.ts';
import { readModels } from '../../src/clinic/report/read-models.ts';

parentPort?.on('message', async (files: readonly { name: string; bytes: Uint8Array }[]) => {
	try {
		const given = files.map(({ name, bytes }) => ({ path: name, source: bytesSource(bytes) }));
		const facts = await readModels(given);
		parentPort?.postMessage({ facts });
	} catch (error) {
		parentPort?.postMessage({ thrown: String(error) });
	}
});
