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
/** What entities of HTML stand for; quotes are dropped in the compact form. */
export const entityText: Readonly<Record<string, string>> = {
	'&lt;': '<',
	'&gt;': '>',
	'&amp;': '&',
};

const dropped = new Set(
	// Quotes of every kind, and what is invisible.
	'\'"`´‘’‚‛“”„′″\u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\u061c\u3000\ufeff',
);
/** A backslash before these escapes them in Markdown (`\_`) or stands for white space in JSON (`\n`). */
const escapable = new Set('_*`\'"nrt');

/** Lone surrogates become U+FFFD, one unit for one: the offsets stay right. */
const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true });
const Kind = { kept: 0, upperCase: 1, dropped: 2, lineEnd: 3, markup: 4 } as const;

/** Chinese input methods write ASCII's punctuation in the width of a character (Unicode, FF00–FFEF). */
const fullWidth = 0xff01;
const lastFullWidth = 0xff5e;

/** What is done with each ASCII character. */
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
	if (code === 10 || code === 13) return Kind.lineEnd;
	// Escape, `[`, `\\`, `<`, `&`.
	if ([27, 91, 92, 60, 38].includes(code)) return Kind.markup;
	if (code <= 32 || code === 127 || dropped.has(String.fromCharCode(code))) return Kind.dropped;
	return code >= 65 && code <= 90 ? Kind.upperCase : Kind.kept;
});

/** Gives the compact form of a text. Takes time in proportion to its length. */
export function compact(text: string): CompactText {
	const codes = new Uint16Array(text.length);
	const offsets = new Uint32Array(text.length);
	const isHtml = /<\/(?:span|pre|div|code)>|<br|&(?:quot|#39|lt);/i.test(text);
	let length = 0;
	let index = skip(linePrefix, text, 0);
	while (index < text.length) {
		const raw = text.charCodeAt(index);
		const code = raw >= fullWidth && raw <= lastFullWidth ? raw - fullWidth + 33 : raw;
		const kind =
			code < 128 ? kinds[code] : dropped.has(text.charAt(index)) ? Kind.dropped : Kind.kept;
		if (kind === Kind.kept) {
			codes[length] = code;
			offsets[length++] = index++;
		} else if (kind === Kind.upperCase) {
			codes[length] = code + 32;
			offsets[length++] = index++;
		} else if (kind === Kind.dropped) {
			index++;
		} else if (kind === Kind.lineEnd) {
			index = skip(linePrefix, text, index + 1);
		} else {
			const end = skipMarkup(text, index, code, isHtml);
			if (end === index) {
				codes[length] = code;
				offsets[length++] = index++;
				continue;
			}
			const decoded = code === 38 ? entityText[text.slice(index, end).toLowerCase()] : undefined;
			if (decoded) {
				codes[length] = decoded.charCodeAt(0);
				offsets[length++] = index;
			}
			index = end;
		}
	}
	return {
		text: utf16.decode(codes.subarray(0, length)),
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

/** The end of a colour, a tag, an entity or an escape that starts at `index`, or `index` itself. */
function skipMarkup(text: string, index: number, code: number, isHtml: boolean): number {
	switch (code) {
		case 27: {
			const end = skip(ansiColour, text, index);
			return end > index ? end : Math.max(skip(ansiOther, text, index), index + 1);
		}
		case 91 /* [ */:
			return skip(ansiColour, text, index);
		case 60 /* < */:
			return isHtml ? skip(htmlTag, text, index) : index;
		case 38 /* & */:
			return isHtml ? skip(htmlEntity, text, index) : index;
		default: {
			const escaped = text.charAt(index + 1);
			if (!escapable.has(escaped)) return index;
			return index + (escaped === '_' || escaped === '*' ? 1 : 2);
		}
	}
}
