import type { RandomAccessSource } from '../clinic/evidence/files/source.ts';
import { blobSource } from './blob-source.ts';
import { openPlace } from './own-storage.ts';

/** Where a converted file is to be written: what the person chose, a place of the page's own, or memory. */
export type Target = FileSystemFileHandle | { readonly place: string } | null;

/** A file that is being written. */
export interface Output {
	readonly sink: WritableStream<Uint8Array>;
	/** What was written, to be read again; once the sink is closed. */
	written(): Promise<RandomAccessSource>;
	/** The same to be handed out: nothing is read from `written` any more. */
	file(): Promise<Blob>;
	/** Takes back what was written: no part of a file stays behind. */
	discard(): Promise<void>;
}

/** Opens the target for a file of `size` bytes. @throws QuotaExceededError where it has no room */
export async function openOutput(target: Target, size: number): Promise<Output> {
	if (target === null) return inMemory();
	return 'place' in target ? inOwnStorage(target.place, size) : inChosenFile(target);
}

/** A Blob made from a stream; the browser keeps a large one on disk. */
function inMemory(): Output {
	const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>>();
	const result = new Response(readable).blob();
	result.catch(() => {});
	return {
		sink: writable,
		written: async () => blobSource(await result),
		file: () => result,
		discard: async () => {},
	};
}

async function inOwnStorage(place: string, size: number): Promise<Output> {
	const { quota = Number.POSITIVE_INFINITY, usage = 0 } = await navigator.storage.estimate();
	if (quota - usage < size) throw noRoom();
	const handle = await openPlace(place);
	const access = await handle.createSyncAccessHandle();
	let at = 0;
	return {
		sink: new WritableStream({
			write(bytes) {
				// Past the quota Chromium writes a part, or gives an error as a huge number, and throws nothing.
				if (access.write(bytes, { at }) !== bytes.length) throw noRoom();
				at += bytes.length;
			},
			close: () => access.flush(),
		}),
		// Many times as fast as through a Blob.
		written: async () => ({
			size: at,
			read(offset, length, into = new Uint8Array(length)) {
				const room = into.subarray(0, length);
				return room.subarray(0, access.read(room, { at: offset }));
			},
		}),
		async file() {
			access.close();
			return handle.getFile();
		},
		// The page removes what it has reserved.
		discard: async () => access.close(),
	};
}

async function inChosenFile(handle: FileSystemFileHandle): Promise<Output> {
	const sink = await handle.createWritable();
	let isReplaced = false;
	const writer = sink.getWriter();
	return {
		sink: new WritableStream({
			write: (bytes) => writer.write(bytes),
			async close() {
				await writer.close();
				isReplaced = true;
			},
		}),
		written: async () => blobSource(await handle.getFile()),
		file: () => handle.getFile(),
		// What was there before stays as it was: the browser writes beside it until it is closed. The page
		// removes the empty file that the dialog has made.
		async discard() {
			await writer.abort().catch(() => {});
			const removable: FileSystemFileHandle & { remove?(): Promise<void> } = handle;
			if (isReplaced) await removable.remove?.();
		},
	};
}

function noRoom(): DOMException {
	return new DOMException('no room for the converted file', 'QuotaExceededError');
}
