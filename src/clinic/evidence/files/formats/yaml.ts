import { parseDocument } from 'yaml';
import { mib, textOf } from '../bytes.ts';
import { isObject, type Json } from '../json.ts';
import { isModelConfig, readModelConfig } from '../model-config.ts';
import type { RiskFact } from '../risks.ts';
import type { RandomAccessSource } from '../source.ts';
import { damageOf } from '../unreadable.ts';
import { writerOf } from '../writer.ts';
import { type Findings, nothing } from './findings.ts';

/** Slower than JSON by far; the largest known architecture is under 1 MiB. */
export const largestYaml = 8 * mib;

/** True for text that begins as `to_yaml()` of Keras 1 and 2.0 to 2.5 does: with one of its own keys. */
export function looksLikeModelYaml(text: string): boolean {
	return /^(backend|class_name|config|keras_version):/m.test(text) && /class_name:/.test(text);
}

/** Tags that make an unsafe YAML loader call Python; tuples and plain types are harmless. */
function pythonObjects(text: string): RiskFact[] {
	const tags = text.match(/!!python\/(object|name|module)[^\s,\]}]*/g) ?? [];
	return [...new Set(tags)]
		.slice(0, mostTags)
		.map((quote) => ({ id: 'yaml-object', where: '', quote }));
}

const mostTags = 40;

/** Without a schema for them, tags such as `!!python/tuple` leave plain lists. Throws what the parser throws. */
export function parseYaml(text: string): Json {
	const document = parseDocument(text, { logLevel: 'silent', prettyErrors: false });
	return document.toJS({ maxAliasCount: 100 }) as Json;
}

/** The architecture that `to_yaml()` wrote. Tags of Python objects are not followed. Never throws. */
export function readModelYaml(source: RandomAccessSource): Findings {
	try {
		if (source.size > largestYaml) return { ...nothing, format: 'text' };
		const text = textOf(source.read(0, source.size));
		const config = parseYaml(text);
		if (!isObject(config) || !isModelConfig(config)) return { ...nothing, format: 'text' };
		const model = readModelConfig(config);
		const [version, backend] = [config['keras_version'], config['backend']].map((value) =>
			typeof value === 'string' ? value : null,
		);
		return {
			...nothing,
			format: 'architecture-yaml',
			risks: pythonObjects(text),
			writer: writerOf(version ?? null, backend ?? null, model),
			model,
		};
	} catch (error) {
		return { ...nothing, format: 'architecture-yaml', damage: damageOf(error) };
	}
}
