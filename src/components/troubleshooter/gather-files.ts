import type { GivenBlob } from '../../worker/blob-source.ts';

/** More files than a model's folder ever holds; a dropped home directory must not hang the page. */
export const mostFiles = 5000;

/** Thrown when more is dropped than a model's folder ever holds. */
export class TooManyFiles extends Error {}

/**
 * The files of a drop, folders opened at any depth, each with its path inside what was dropped.
 * The items must be read at once: the browser empties them when the event is over.
 * @throws TooManyFiles
 */
export async function gatherDropped(transfer: DataTransfer): Promise<readonly GivenBlob[]> {
	const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
	const plain = [...transfer.files];
	if (entries.every((entry) => entry === null)) return gatherChosen(plain);
	const found: GivenBlob[] = [];
	for (const entry of entries) if (entry) await gatherEntry(entry, '', found);
	return found;
}

/** The files of an `<input type="file">`, of one with `webkitdirectory` too. */
export function gatherChosen(files: Iterable<File>): readonly GivenBlob[] {
	const found = [...files].map((file) => ({
		path: file.webkitRelativePath || file.name,
		blob: file,
	}));
	if (found.length > mostFiles) throw new TooManyFiles();
	return found;
}

async function gatherEntry(
	entry: FileSystemEntry,
	folder: string,
	found: GivenBlob[],
): Promise<void> {
	const path = folder + entry.name;
	if (entry.isFile) {
		if (found.length === mostFiles) throw new TooManyFiles();
		const blob = await new Promise<File>((resolve, reject) =>
			(entry as FileSystemFileEntry).file(resolve, reject),
		);
		found.push({ path, blob });
		return;
	}
	const reader = (entry as FileSystemDirectoryEntry).createReader();
	// A reader gives a folder in portions, an empty one at the end.
	for (;;) {
		const portion = await new Promise<FileSystemEntry[]>((resolve, reject) =>
			reader.readEntries(resolve, reject),
		);
		if (portion.length === 0) return;
		for (const child of portion) await gatherEntry(child, `${path}/`, found);
	}
}
