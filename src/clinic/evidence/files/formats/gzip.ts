import { mib } from '../bytes.ts';
import { bytesSource, type RandomAccessSource } from '../source.ts';
import { Unreadable } from '../unreadable.ts';

/** Unpacked into memory, so no more than this. */
const largestUnpacked = 512 * mib;
const portion = mib;

/**
 * The content of a gzip file (RFC 1952), in memory; null where it is larger than 512 MiB.
 * @throws Unreadable `gzip-unreadable` where it is damaged or ends too soon.
 */
export async function unpackGzip(source: RandomAccessSource): Promise<RandomAccessSource | null> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	let at = 0;
	const packed = new ReadableStream<Uint8Array<ArrayBuffer>>({
		pull(controller) {
			const bytes = new Uint8Array(source.read(at, portion));
			at += bytes.length;
			if (bytes.length > 0) controller.enqueue(bytes);
			else controller.close();
		},
	});
	const reader = packed.pipeThrough(new DecompressionStream('gzip')).getReader();
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) break;
			length += value.length;
			if (length > largestUnpacked) {
				await reader.cancel();
				return null;
			}
			chunks.push(value);
		}
	} catch (error) {
		throw new Unreadable({
			kind: 'gzip-unreadable',
			member: null,
			detail: error instanceof Error ? error.message : String(error),
		});
	}
	const whole = new Uint8Array(length);
	let filled = 0;
	for (const chunk of chunks) {
		whole.set(chunk, filled);
		filled += chunk.length;
	}
	return bytesSource(whole);
}
