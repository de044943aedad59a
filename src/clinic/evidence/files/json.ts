import { mib } from './bytes.ts';
import { Unreadable } from './unreadable.ts';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
	readonly [key: string]: Json | undefined;
}

/** The largest configuration that is read; a vocabulary of a million words is about 15 MiB. */
export const largestJson = 64 * mib;

/** Python's `json` gives up at its recursion limit, 1,000 by default; 990 levels are known to load. */
const deepest = 990;

/**
 * Parses what Python's `json.loads` takes, so `NaN` and `Infinity` too, which become null.
 * @throws Unreadable `json-too-deep`, `json-too-large` or `json-invalid`.
 */
export function parseJson(text: string, member: string | null = null): Json {
	if (text.length > largestJson) {
		throw new Unreadable({
			kind: 'json-too-large',
			member,
			detail: `${text.length} characters of JSON`,
		});
	}
	if (depth(text) > deepest) {
		throw new Unreadable({
			kind: 'json-too-deep',
			member,
			detail: `nested more than ${deepest} levels deep`,
		});
	}
	try {
		return JSON.parse(text);
	} catch (error) {
		try {
			return JSON.parse(withoutNonNumbers(text));
		} catch {
			throw new Unreadable({
				kind: 'json-invalid',
				member,
				detail: error instanceof Error ? error.message : String(error),
			});
		}
	}
}

export function isObject(value: Json | undefined): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
	return Array.isArray(value);
}

const [quote, backslash] = ['"', '\\'].map((mark) => mark.charCodeAt(0));
const opening = new Set(['[', '{'].map((mark) => mark.charCodeAt(0)));
const closing = new Set([']', '}'].map((mark) => mark.charCodeAt(0)));

/** How deep brackets nest outside strings; stops counting one above the limit. */
function depth(text: string): number {
	let level = 0;
	let most = 0;
	for (let at = 0; at < text.length && most <= deepest; at++) {
		const code = text.charCodeAt(at);
		if (code === quote) at = endOfString(text, at);
		else if (opening.has(code)) most = Math.max(most, ++level);
		else if (closing.has(code)) level--;
	}
	return most;
}

function endOfString(text: string, start: number): number {
	let at = start + 1;
	for (; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === backslash) at++;
		else if (code === quote) break;
	}
	return at;
}

function withoutNonNumbers(text: string): string {
	return text.replace(/"(?:[^"\\]|\\[^])*"|-?\b(?:NaN|Infinity)\b/g, (found) =>
		found.startsWith('"') ? found : 'null',
	);
}
