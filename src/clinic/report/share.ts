/** What a shared link carries. */
export interface Shared {
	/** The code of the diagnosis, which never changes its meaning. */
	readonly code: string;
	/** The text that was pasted, without what must not be shared; null where only the diagnosis is. */
	readonly text: string | null;
}

/**
 * The format of the links, the first number in them: `share=1.K201`, or `share=1.K201.TEXT` with the
 * text in UTF-8, in the zlib format (RFC 1950, whose checksum tells a link that was cut), as base64url
 * (RFC 4648, section 5). A page reads every format that was ever made.
 */
const format = 1;
/** Longer texts lose their beginning: the error stands at the end. In UTF-16 units. */
export const longestShared = 20_000;
/** No link that we make unpacks to more, in bytes. */
const largestText = 4 * longestShared;

/** The fragment of a link, without `#`. */
export async function shareFragment({ code, text }: Shared): Promise<string> {
	const head = `share=${format}.${code}`;
	if (text === null) return head;
	const bytes = new TextEncoder().encode(text.slice(-longestShared));
	const packed = await through(bytes, new CompressionStream('deflate'), Infinity);
	return `${head}.${toBase64Url(packed)}`;
}

/**
 * Reads a fragment, with or without `#`: null where it is none of ours, `damaged` where it was cut,
 * changed, or made by a newer page. Never throws.
 */
export async function readFragment(fragment: string): Promise<Shared | 'damaged' | null> {
	const [, link] = /^#?share=(.*)$/s.exec(fragment) ?? [];
	if (link === undefined) return null;
	const [, code, packed] = /^1\.(K[1-9]\d{2})(?:\.([\w-]+))?$/.exec(link) ?? [];
	if (!code) return 'damaged';
	if (packed === undefined) return { code, text: null };
	try {
		const bytes = await through(
			fromBase64Url(packed),
			new DecompressionStream('deflate'),
			largestText,
		);
		return { code, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
	} catch {
		return 'damaged';
	}
}

/** @throws Error where the result is larger than `limit` bytes, or the input is damaged. */
async function through(
	bytes: Uint8Array<ArrayBuffer>,
	transform: CompressionStream | DecompressionStream,
	limit: number,
): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	let length = 0;
	const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
	for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
		length += value?.length ?? 0;
		if (length > limit) throw new Error('the shared text is too large');
		if (value) pieces.push(value);
	}
	const whole = new Uint8Array(length);
	let at = 0;
	for (const piece of pieces) {
		whole.set(piece, at);
		at += piece.length;
	}
	return whole;
}

function toBase64Url(bytes: Uint8Array): string {
	let binary = '';
	for (const byte of bytes) binary += String.fromCharCode(byte);
	return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
	const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
	return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
