import { entityText } from './compact.ts';

/**
 * What stands before a line when it is quoted, boxed, or logged: `> `, `│ `, `app-1  | `, a time stamp,
 * a level. The indentation behind it stays: it tells source lines from messages.
 */
const decoration =
	/^(?:[ \t]*(?:[>|│┃║▏╎]|[\w.-]{1,40}[ \t]+\|)[ \t]?(?!\d))*(?:\[?\d{4}-\d\d-\d\d[T ][\d:.,]+Z?(?:[+-]\d\d:?\d\d)?\]?[ \t]?(?:[-:|][ \t]?)?)?(?:\[?(?:ERROR|CRITICAL|FATAL|WARNING|WARN|INFO|DEBUG)\]?[ \t]?[-:|]+[ \t]?)?/;
/** Colab and VS Code make links of paths and of line numbers, and GitHub keeps them. */
const markdownLink = /\[([^\]\n]{1,300})\]\((?:https?|file):[^)\s]{1,900}\)/g;
const colour = /\u001b\[[\d;]{0,16}m/g;
const quotes = /[‘’“”„″]/g;
const entity = /&(?:quot|#39|lt|gt|amp);/g;

/** A line as Python printed it, as far as that can be told; for finding frames and exceptions. */
export function plainLine(line: string): string {
	let plain = line.replace(decoration, '');
	if (plain.includes('\u001b')) plain = plain.replace(colour, '');
	if (plain.includes('](')) plain = plain.replace(markdownLink, '$1');
	if (plain.includes('&')) plain = plain.replace(entity, (name) => entityText[name] ?? '"');
	return plain.replace(quotes, (quote) => ('‘’'.includes(quote) ? "'" : '"'));
}

/**
 * How far a whole traceback is indented, told by a line of it: `Traceback` stands at its start, a
 * frame of Python two further in. Null where the line does not tell.
 */
export function indentationOf(plain: string): number | null {
	const [, space = '', word] = /^([ \t]*)(Traceback \(most|File ")/.exec(plain) ?? [];
	if (!word) return null;
	return Math.max(0, space.length - (word.startsWith('File') ? 2 : 0));
}
