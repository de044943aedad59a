/**
 * A text without what varies between two pastes of the same message: white space, quotes, colours,
 * line prefixes, upper case. Messages are compared in this form, so that a terminal's line wrap, typographic
 * quotes or a log's time stamps do not hide them.
 */
export interface CompactText {
	readonly text: string;
	/** For each character, its offset in the text as pasted. */
	readonly offsets: Uint32Array;
}

/** What a line starts with that is not part of the message: quoting, boxes, numbers, time stamps, levels. */
const linePrefix =
	/[ \t]*(?:(?:[>|│┃║▏╎]|[-=]+>)[ \t]*)*(?:\d+ {2,}|(?:\[?\d{4}-\d\d-\d\d[T ][\d:.,]+Z?(?:[+-]\d\d:?\d\d)?\]?)[ \t]*(?:[-:|][ \t]*)?)?(?:(?:\[?(?:ERROR|CRITICAL|FATAL|WARNING|WARN|INFO|DEBUG)\]?)[ \t]*(?:[-:|]+[ \t]*)?)?/y;

const ansiColour = /\u001b?\[\d{0,3}(?:;\d{1,3}){0,4}m/y;
const ansiOther = /\u001b(?:\[[\d;?]{0,16}[A-Za-z]|\][^\u0007\u001b]{0,256}(?:\u0007|\u001b\\))/y;
const htmlTag =
	/<\/?(?:span|div|pre|code|br|p|b|i|a|font|strong|em|td|tr|table|li|ul|samp)(?:\s[^<>]{0,300})?\/?>/iy;
const htmlEntity = /&(?:lt|gt|amp|quot|apos|nbsp|#0?39|#x27|#34);/iy;
const entityText: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

const dropped = new Set(
	// Quotes of every kind, and what is invisible.
	'\'"`´‘’‚‛“”„′″\u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u3000\ufeff',
);
/** A backslash before these escapes them in Markdown (`\_`) or stands for white space in JSON (`\n`). */
const escapable = new Set('_*`\'"nrt');

/** Gives the compact form of a text. Takes time in proportion to its length. */
export function compact(text: string): CompactText {
	const codes = new Uint16Array(text.length);
	const offsets = new Uint32Array(text.length);
	const isHtml = /<\/(?:span|pre|div|code)>|<br|&(?:quot|#39|lt);/i.test(text);
	let length = 0;
	let index = skip(linePrefix, text, 0);
	while (index < text.length) {
		const code = text.charCodeAt(index);
		if (code === 10 || code === 13) {
			index = skip(linePrefix, text, index + 1);
			continue;
		}
		if (code <= 32 || code === 127) {
			index = code === 27 ? skipAnsi(text, index) : index + 1;
			continue;
		}
		if (code === 91 /* [ */) {
			const end = skip(ansiColour, text, index);
			if (end > index) {
				index = end;
				continue;
			}
		} else if (isHtml && (code === 60 /* < */ || code === 38) /* & */) {
			const end = skip(code === 60 ? htmlTag : htmlEntity, text, index);
			if (end > index) {
				const decoded = entityText[text.slice(index, end).toLowerCase()];
				if (decoded) {
					codes[length] = decoded.charCodeAt(0);
					offsets[length++] = index;
				}
				index = end;
				continue;
			}
		} else if (code === 92 /* \ */ && escapable.has(text.charAt(index + 1))) {
			const escaped = text.charAt(index + 1);
			index += escaped === '_' || escaped === '*' ? 1 : 2;
			continue;
		} else if ((code < 48 || code > 90) && dropped.has(text.charAt(index))) {
			index++;
			continue;
		}
		codes[length] = code >= 65 && code <= 90 ? code + 32 : code;
		offsets[length++] = index++;
	}
	return {
		text: decode(codes.subarray(0, length)),
		offsets: offsets.subarray(0, length),
	};
}

/** The compact form of a part of a text; the offsets are those in the whole text. */
export function compactPart(text: string, start: number, end: number): CompactText {
	const part = compact(text.slice(start, end));
	return { text: part.text, offsets: part.offsets.map((offset) => offset + start) };
}

/** The end of what a sticky expression matches at `index`, or `index` itself. */
function skip(expression: RegExp, text: string, index: number): number {
	expression.lastIndex = index;
	return expression.test(text) ? expression.lastIndex : index;
}

function skipAnsi(text: string, index: number): number {
	const end = skip(ansiColour, text, index);
	return end > index ? end : Math.max(skip(ansiOther, text, index), index + 1);
}

/** UTF-16 units to a string, in pieces that `apply` takes; lone surrogates stay as they are. */
function decode(codes: Uint16Array): string {
	const pieces: string[] = [];
	for (let start = 0; start < codes.length; start += 32768) {
		pieces.push(String.fromCharCode(...codes.subarray(start, start + 32768)));
	}
	return pieces.join('');
}
