/** How many characters of each end are looked at. */
const sample = 20_000;

/**
 * Whether a paste is a file's bytes rather than a text: many control characters or characters that
 * stand for undecodable bytes. Looks at both ends only.
 */
export function looksBinary(text: string): boolean {
	const looked = text.length > 2 * sample ? text.slice(0, sample) + text.slice(-sample) : text;
	let strange = 0;
	for (let i = 0; i < looked.length; i++) {
		const code = looked.charCodeAt(i);
		const isControl = code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 27;
		if (isControl || code === 0xfffd || (code >= 0x7f && code < 0xa0)) strange++;
	}
	return strange > 3 && strange / looked.length > 0.02;
}
