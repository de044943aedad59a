import { diffArrays } from 'diff';
import { isArray, isObject, type Json, type JsonObject } from '../../evidence/files/json.ts';
import type { Edit } from './context.ts';

/** A layer before and after, line by line, with the reasons for what is different. */
export interface LayerDifference {
	/** Its name below the models that it is in: `encoder › dense`; empty for the model itself. */
	readonly layer: string;
	readonly classBefore: string | null;
	readonly classAfter: string | null;
	/** Lines of JSON, keys in alphabetical order. */
	readonly lines: readonly { readonly kind: 'same' | 'removed' | 'added'; readonly text: string }[];
	readonly edits: readonly Edit[];
}

/**
 * What a conversion changed in a configuration, layer by layer in the order of the new one; layers that
 * are in the old one alone stand at the end. Layers that are the same are left out.
 */
export function configDifference(
	before: Json,
	after: JsonObject,
	edits: readonly Edit[],
): readonly LayerDifference[] {
	const newNames = new Map(
		edits
			.filter(({ id }) => id === 'layer-renamed')
			.map((edit) => [edit.layer, String(edit.after)]),
	);
	const old = new Map(
		[...layerEntries(before)].map(([path, entry]) => [
			path.map((name) => newNames.get(name) ?? name).join(separator),
			entry,
		]),
	);
	const current = new Map(
		[...layerEntries(after)].map(([path, entry]) => [path.join(separator), entry]),
	);
	const untold = new Set(edits);
	return [...new Set([...current.keys(), ...old.keys()])].flatMap((layer) => {
		const [was, is] = [old.get(layer) ?? null, current.get(layer) ?? null];
		const names = new Set([...namesIn(was), ...namesIn(is), ...(layer === '' ? [''] : [])]);
		const own = [...untold].filter((edit) => names.has(newNames.get(edit.layer) ?? edit.layer));
		for (const edit of own) untold.delete(edit);
		const lines = lineDifference(was, is);
		if (own.length === 0 && lines.every(({ kind }) => kind === 'same')) return [];
		return [{ layer, classBefore: classOf(was), classAfter: classOf(is), lines, edits: own }];
	});
}

const separator = ' › ';

/** Every layer of a configuration by the names of the models around it; the model itself first. */
function* layerEntries(
	entry: Json,
	path: readonly string[] = [],
): Generator<[readonly string[], JsonObject]> {
	if (!isObject(entry)) return;
	const config = entry['config'] ?? null;
	// Keras up to 2.2.2 writes a Sequential model as the bare list of its layers.
	const listed = isArray(config) ? config : isObject(config) ? config['layers'] : null;
	if (!isArray(listed)) {
		yield [path, entry];
		return;
	}
	const { layers: _, ...own } = isObject(config) ? config : {};
	yield [path, { ...entry, config: own }];
	for (const layer of listed) yield* layerEntries(layer, [...path, nameOf(layer)]);
}

function nameOf(entry: Json): string {
	if (!isObject(entry)) return '';
	const { name, config } = entry;
	return String((isObject(config) ? config['name'] : null) ?? name ?? '');
}

function classOf(entry: JsonObject | null): string | null {
	return entry === null ? null : String(entry['class_name'] ?? '');
}

/** The names of a layer and of those that it wraps. */
function namesIn(value: Json): string[] {
	if (isArray(value)) return value.flatMap(namesIn);
	if (!isObject(value)) return [];
	const { name, inbound_nodes: _, ...others } = value;
	const inner = Object.values(others).flatMap((one) => namesIn(one ?? null));
	return typeof name === 'string' ? [name, ...inner] : inner;
}

function lineDifference(before: Json, after: Json): LayerDifference['lines'] {
	const [was, is] = [before, after].map((one) => (one === null ? [] : jsonLines(one)));
	return diffArrays(was ?? [], is ?? [], { comparator: isSameLine }).flatMap(
		({ value, added, removed }) =>
			value.map(
				(text) => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text }) as const,
			),
	);
}

/** Whether a comma follows depends on what comes next. */
function isSameLine(one: string, other: string): boolean {
	return one.replace(/,$/, '') === other.replace(/,$/, '');
}

/** JSON with sorted keys, indented by tabs; what is short stands in one line. */
function jsonLines(value: Json, indent = '', key = '', end = ''): string[] {
	const start = indent + (key === '' ? '' : `${JSON.stringify(key)}: `);
	const short = inOneLine(value);
	const isEmpty = short === '{}' || short === '[]';
	if (typeof value !== 'object' || value === null || isEmpty || short.length <= mostInLine) {
		return [`${start}${short}${end}`];
	}
	const entries: [string, Json][] = isArray(value)
		? value.map((one) => ['', one])
		: sorted(value as JsonObject);
	const [open, close] = isArray(value) ? '[]' : '{}';
	return [
		`${start}${open}`,
		...entries.flatMap(([name, one], index) =>
			jsonLines(one, `${indent}\t`, name, index === entries.length - 1 ? '' : ','),
		),
		`${indent}${close}${end}`,
	];
}

const mostInLine = 48;

function inOneLine(value: Json): string {
	if (isArray(value)) return `[${value.map(inOneLine).join(', ')}]`;
	if (!isObject(value)) return JSON.stringify(value);
	const entries = sorted(value).map(([key, one]) => `${JSON.stringify(key)}: ${inOneLine(one)}`);
	return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function sorted(value: JsonObject): [string, Json][] {
	return Object.entries(value)
		.map(([key, one]): [string, Json] => [key, one ?? null])
		.sort(([one], [other]) => (one < other ? -1 : 1));
}
