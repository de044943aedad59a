import { Worker } from 'node:worker_threads';
import type { FileFacts } from '../../src/clinic/evidence/files/facts.ts';

/** What became of a file: its facts, what was thrown, or the end of the worker after `limit`. */
export interface Outcome {
	readonly facts?: readonly FileFacts[];
	readonly thrown?: string;
	readonly ended?: boolean;
}

export interface NamedBytes {
	readonly name: string;
	readonly bytes: Uint8Array;
}

const limit = 5000;

/** Reads damaged files as the product does: in a worker that is ended when it takes too long. */
export class DisposableReader {
	#worker: Worker | undefined;

	read(name: string, bytes: Uint8Array): Promise<Outcome> {
		return this.readTogether([{ name, bytes }]);
	}

	/** Several files, as they are dropped together. */
	async readTogether(files: readonly NamedBytes[]): Promise<Outcome> {
		this.#worker ??= new Worker(new URL('./reader-worker.ts', import.meta.url));
		const worker = this.#worker;
		const outcome = await new Promise<Outcome>((resolve) => {
			const timer = setTimeout(() => finish({ ended: true }), limit);
			const fail = (error: unknown) => finish({ thrown: String(error) });
			const finish = (result: Outcome) => {
				clearTimeout(timer);
				worker.off('message', finish);
				worker.off('error', fail);
				resolve(result);
			};
			worker.on('message', finish);
			worker.on('error', fail);
			worker.postMessage(files);
		});
		if (outcome.ended || outcome.thrown) await this.close();
		return outcome;
	}

	async close(): Promise<void> {
		await this.#worker?.terminate();
		this.#worker = undefined;
	}
}

/** The bytes cut at `count` lengths, from nothing on and evenly. */
export function* cuts(bytes: Uint8Array, count: number): Generator<Uint8Array> {
	for (let step = 0; step < count; step++) yield bytes.slice(0, (bytes.length * step) / count);
}

/** Another number tries other changes: `FUZZ_SEED=2 npx vitest run bad`. */
const seed = Number(process.env['FUZZ_SEED'] ?? 0);

/** The bytes `count` times over, each time with one to eight of them changed at random; the same in every run. */
export function* changes(bytes: Uint8Array, count: number): Generator<Uint8Array> {
	const random = randomNumbers(bytes.length + seed);
	for (let time = 0; time < count; time++) {
		const changed = bytes.slice();
		const places = 1 + Math.floor(random() * 8);
		for (let place = 0; place < places; place++) {
			changed[Math.floor(random() * changed.length)] = Math.floor(random() * 256);
		}
		yield changed;
	}
}

/** Numbers from 0 to 1, the same in every run. */
export function randomNumbers(seed: number): () => number {
	let state = seed;
	return () => {
		// mulberry32
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
