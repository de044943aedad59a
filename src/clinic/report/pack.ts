import JSZip from 'jszip';
import type { ReproMember } from './repro-bundle.ts';

/** A ZIP of small texts; the same texts give the same bytes. */
export function pack(members: readonly ReproMember[]): Promise<ArrayBuffer> {
	const zip = new JSZip();
	// A clock in it would say when, and make two of them differ.
	const date = new Date(Date.UTC(1980, 0, 1));
	for (const { path, text } of members) zip.file(path, text, { date, createFolders: false });
	return zip.generateAsync({ type: 'arraybuffer', compression: 'DEFLATE' });
}
