import { hasBytes, kib, textOf, viewOf } from './bytes.ts';
import { isNpy } from './formats/numpy.ts';
import { isTar } from './formats/tar.ts';
import type { RandomAccessSource } from './source.ts';
import { readSuperblock } from './superblock.ts';

/** What the bytes are, whatever the name says. */
export type Content =
	| 'hdf5'
	| 'zip'
	| 'git-lfs-pointer'
	| 'html'
	| 'gzip'
	| 'tar'
	| 'npy'
	| 'pickle'
	| 'tflite'
	| 'json'
	| 'text'
	| 'empty'
	| 'unknown';

const headLength = 4 * kib;
const endOfDirectory = { signature: [0x50, 0x4b, 0x05, 0x06], length: 22 } as const;

/** In the order of the check: the first that fits wins. */
const signatures: readonly {
	readonly content: Content;
	readonly fits: (head: Uint8Array, text: string) => boolean;
}[] = [
	{ content: 'zip', fits: (head) => hasBytes(head, [0x50, 0x4b, 0x03, 0x04]) },
	{ content: 'zip', fits: (head) => hasBytes(head, endOfDirectory.signature) },
	{ content: 'gzip', fits: (head) => hasBytes(head, [0x1f, 0x8b, 0x08]) },
	{ content: 'npy', fits: (head) => isNpy(head) },
	// "TFL3" is the file identifier of the TFLite flatbuffer schema.
	{ content: 'tflite', fits: (head) => hasBytes(head, [0x54, 0x46, 0x4c, 0x33], 4) },
	// PROTO and its argument, protocols 2 to 5; older ones have no mark.
	{
		content: 'pickle',
		fits: (head) => head[0] === 0x80 && (head[1] ?? 0) >= 2 && (head[1] ?? 0) <= 5,
	},
	{
		content: 'git-lfs-pointer',
		fits: (_, text) => text.startsWith('version https://git-lfs.github.com/spec/'),
	},
	{
		content: 'html',
		fits: (_, text) => /^\s*(<!--[^]*?-->\s*)?<(!doctype html|html|head|body|script)\b/i.test(text),
	},
	{ content: 'json', fits: (_, text) => /^\s*(\{\s*["}]|\[\s*[[{"\]])/.test(text) && isText(text) },
	{ content: 'text', fits: (_, text) => isText(text) },
];

/** Says by its first bytes what a source holds; an archive without its head is found by its last. */
export function recognise(source: RandomAccessSource): Content {
	if (source.size === 0) return 'empty';
	if (readSuperblock(source)) return 'hdf5';
	const head = source.read(0, headLength);
	// Half a character at the cut is no reason to call it binary.
	const text = textOf(head).replace(/\ufffd{1,3}$/, '');
	const known = signatures.find(({ fits }) => fits(head, text));
	if (known) return known.content;
	if (isTar(source)) return 'tar';
	return endsLikeZip(source) ? 'zip' : 'unknown';
}

function isText(text: string): boolean {
	return !/[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]/.test(text);
}

/** A directory of plausible length, ending where the source ends and without a comment. */
function endsLikeZip(source: RandomAccessSource): boolean {
	const { signature, length } = endOfDirectory;
	if (source.size < length) return false;
	const end = source.read(source.size - length, length);
	return hasBytes(end, signature) && viewOf(end).getUint32(12, true) <= source.size - length;
}
