/** The folder of the page's own storage (OPFS) in which converted files lie until they are downloaded. */
const folderName = 'converted';

/** A place for one file in the page's own storage. */
export interface OwnPlace {
	readonly name: string;
	/** Removes the file, and gives the place up. */
	remove(): Promise<void>;
}

/**
 * A new place, or null where the browser has no such storage (some do not in private windows). What pages
 * that are gone have left there is removed first: each page holds a lock for as long as it needs its file.
 * @throws QuotaExceededError where the disk is full
 */
export async function reservePlace(): Promise<OwnPlace | null> {
	try {
		const folder = await openFolder();
		await removeLeftovers(folder);
		const name = crypto.randomUUID();
		const release = await hold(name);
		return {
			name,
			async remove() {
				// A worker that was ended a moment ago may hold the file still.
				for (let attempt = 0; attempt < 10; attempt++) {
					try {
						await folder.removeEntry(name);
						break;
					} catch (error) {
						if (error instanceof DOMException && error.name === 'NotFoundError') break;
						await new Promise((resolve) => setTimeout(resolve, 100));
					}
				}
				release();
			},
		};
	} catch (error) {
		if (error instanceof DOMException && error.name === 'QuotaExceededError') throw error;
		return null;
	}
}

export async function openPlace(name: string): Promise<FileSystemFileHandle> {
	return (await openFolder()).getFileHandle(name, { create: true });
}

async function openFolder(): Promise<FileSystemDirectoryHandle> {
	const root = await navigator.storage.getDirectory();
	return root.getDirectoryHandle(folderName, { create: true });
}

async function removeLeftovers(folder: FileSystemDirectoryHandle): Promise<void> {
	for await (const name of folder.keys()) {
		await navigator.locks.request(lockOf(name), { ifAvailable: true }, async (lock) => {
			if (lock) await folder.removeEntry(name).catch(() => {});
		});
	}
}

/** Holds the lock of a file until what it gives is called, or the page is gone. */
function hold(name: string): Promise<() => void> {
	return new Promise((held) => {
		void navigator.locks.request(lockOf(name), () => new Promise<void>((release) => held(release)));
	});
}

function lockOf(name: string): string {
	return `${folderName}/${name}`;
}
