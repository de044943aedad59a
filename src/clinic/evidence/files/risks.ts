import {
	callingBuiltins,
	callingFunctions,
	callingModules,
	harmlessInUtils,
	type RiskId,
	trustedInTensorflow,
	trustedPackages,
} from '../../knowledge/risks.ts';
import { mib } from './bytes.ts';
import type { ContainerFacts, MemberFacts, WeightsFacts } from './facts.ts';
import type { RefusedData } from './hdf5-tree.ts';
import { isArray, isObject, type Json, type JsonObject } from './json.ts';
import { type CodeFacts, readMarshalledCode } from './marshal.ts';

/** Something in a file that can run code or reach out when it is loaded. */
export interface RiskFact {
	readonly id: RiskId;
	/** The layer or the member that it stands in; `` where neither is known. */
	readonly where: string;
	/** As it stands in the file. */
	readonly quote: string;
	/** What the bytecode of a Lambda refers to. */
	readonly code?: CodeFacts;
}

const mostRisks = 200;
const longestQuote = 300;

/** Everything of that kind in a configuration, at any depth. Never throws. */
export function risksOfConfig(config: Json, training: Json): readonly RiskFact[] {
	const risks: RiskFact[] = [];
	const open: { value: Json; layer: string; key: string }[] = [
		{ value: training, layer: '', key: '' },
		{ value: config, layer: '', key: '' },
	];
	for (let place = open.pop(); place && risks.length < mostRisks; place = open.pop()) {
		const { value, key } = place;
		let { layer } = place;
		if (isArray(value)) {
			for (const one of value) {
				if (typeof one === 'object' && one !== null) open.push({ value: one, layer, key });
			}
			continue;
		}
		if (!isObject(value)) continue;
		const { class_name: className, config: settings } = value;
		if (typeof className === 'string') {
			if (isObject(settings) && typeof settings['name'] === 'string') layer = settings['name'];
			for (const risk of risksOfObject(className, value)) {
				risks.push({ where: layer, ...risk, quote: risk.quote.slice(0, longestQuote) });
			}
		}
		for (const [name, child] of Object.entries(value)) {
			if (typeof child === 'object' && child !== null) {
				open.push({ value: child, layer, key: name });
			} else if (typeof child === 'string' && addressKeys.has(name) && isAddress(child)) {
				// A vocabulary is told apart: Keras reads the file that it names.
				if (name === 'vocabulary') continue;
				risks.push({ id: 'outside-address', where: layer, quote: `${name}: ${child}` });
			}
		}
		if (key === 'layers' && /(^|[/\\])\.\.([/\\]|$)|^[/\\]|^[a-z]:[/\\]/i.test(layer)) {
			risks.push({ id: 'path-in-layer-name', where: layer, quote: `name: ${layer}` });
		}
	}
	return risks;
}

type Found = Pick<RiskFact, 'id' | 'quote' | 'code'>;

function risksOfObject(className: string, whole: JsonObject): Found[] {
	const settings = isObject(whole['config']) ? whole['config'] : {};
	const module = typeof whole['module'] === 'string' ? whole['module'] : null;
	const name = className.slice(className.lastIndexOf('>') + 1);
	const found: Found[] = [];
	const code = bytecodeOf(className, settings);
	if (code !== null) {
		const facts = readMarshalledCode(code);
		found.push({
			id: 'lambda-bytecode',
			quote: [...facts.names, ...facts.strings].join(', ') || `${code.length} bytes`,
			code: facts,
		});
	}
	const source = name === 'Lambda' && code === null ? settings['function'] : null;
	// More than the name of a function.
	if (typeof source === 'string' && /[^\w.>]/.test(source)) {
		found.push({ id: 'lambda-source', quote: source });
	}
	const called = `${module}.${typeof whole['config'] === 'string' ? whole['config'] : className}`;
	if (/enable_unsafe_deserialization/.test(called)) {
		found.push({ id: 'unsafe-mode-enabled', quote: called });
	} else if (module !== null && callsInKeras(module, called, name)) {
		found.push({ id: 'function-of-keras', quote: called });
	} else if (module !== null && !isTrusted(module, className, called)) {
		found.push({ id: 'module-outside-keras', quote: called });
	}
	if (name === 'TorchModuleWrapper') found.push({ id: 'torch-module', quote: className });
	if (name === 'TFSMLayer') {
		found.push({ id: 'saved-model-layer', quote: `filepath: ${settings['filepath'] ?? '?'}` });
	}
	if (typeof settings['vocabulary'] === 'string') {
		found.push({ id: 'vocabulary-path', quote: `vocabulary: ${settings['vocabulary']}` });
	}
	return found;
}

function callsInKeras(module: string, called: string, name: string): boolean {
	if (callingModules.test(module)) return !harmlessInUtils.has(name);
	return /^(keras|tf_keras)\./.test(module) && callingFunctions.test(called);
}

/**
 * Functions are written as `builtins` with the class `function`, the person's own too, and looked for
 * among those of Python as well; the module of the person's own script is no import.
 */
function isTrusted(module: string, className: string, called: string): boolean {
	const [package_ = ''] = module.split('.');
	if (package_ === 'builtins') {
		const isFunction = className === 'function' || className.startsWith('__');
		return isFunction && !callingBuiltins.test(called);
	}
	return module === '__main__' || trustedPackages.has(package_) || trustedInTensorflow.test(module);
}

/**
 * `[code, defaults, closure]` of Keras 1 and 2, in a SavedModel as a `__tuple__`; `__lambda__` of Keras 3;
 * `marshal` in base64, older as text.
 */
function bytecodeOf(className: string, settings: JsonObject): Uint8Array | null {
	if (className === '__lambda__') {
		return typeof settings['code'] === 'string' ? decoded(settings['code']) : null;
	}
	if (className !== 'Lambda') return null;
	const saved = settings['function'];
	const called = isObject(saved) && saved['class_name'] === '__tuple__' ? saved['items'] : saved;
	const code = isArray(called) ? called[0] : settings['function_type'] === 'lambda' ? called : null;
	return typeof code === 'string' ? decoded(code) : null;
}

function decoded(text: string): Uint8Array {
	const compact = text.replace(/\s/g, '');
	if (/^[A-Za-z0-9+/]*={0,2}$/.test(compact) && compact.length % 4 === 0) {
		return Uint8Array.from(atob(compact), (character) => character.charCodeAt(0));
	}
	// Keras 1 wrote the bytes as characters (`raw_unicode_escape`).
	return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}

const addressKeys = new Set([
	'vocabulary',
	'filepath',
	'url',
	'origin',
	'fname',
	'path',
	'weights',
]);

function isAddress(text: string): boolean {
	return /^[a-z][a-z0-9+.-]*:\/\/|^[/\\~]|^[a-z]:\\|(^|[/\\])\.\.[/\\]/i.test(text);
}

/** What in the weights is taken from elsewhere when they are loaded. */
export function risksOfWeights({ refused = [] }: WeightsFacts): readonly RiskFact[] {
	return refused.flatMap(({ path, why }) => {
		const id = risksOfRefused[why];
		return id ? [{ id, where: path, quote: path }] : [];
	});
}

/** A link within the file, or a group in a dataset's place, reaches nothing. */
const risksOfRefused: Readonly<Record<RefusedData['why'], RiskId | null>> = {
	external: 'hdf5-outside',
	virtual: 'hdf5-outside',
	'declared-size': 'hdf5-declared-size',
	link: null,
	'no-dataset': null,
};

/** What the paths of an archive's members would do when it is unpacked. */
export function risksOfContainer(container: ContainerFacts): readonly RiskFact[] {
	const seen = new Set<string>();
	const duplicates = new Set<string>();
	for (const { path } of container.members) {
		if (seen.has(path)) duplicates.add(path);
		seen.add(path);
	}
	return [
		...container.unsafePaths.map((path) => ({
			id: 'archive-path' as const,
			where: path,
			quote: path,
		})),
		...programsIn(container),
		...container.members.filter(declaresTooMuch).map(({ path, size, storedSize }) => ({
			id: 'archive-declared-size' as const,
			where: path,
			quote: `${storedSize} bytes declare ${size}`,
		})),
		...[...duplicates].map((path) => ({
			id: 'archive-duplicate' as const,
			where: path,
			quote: path,
		})),
	].slice(0, mostRisks);
}

/** Members of a `.keras` that no Keras writes: programs, and pickles, which run when they are loaded. */
function programsIn({ kind, root, configMember, members }: ContainerFacts): RiskFact[] {
	if (kind !== 'zip' || root !== '' || configMember === null) return [];
	return members
		.filter(({ path, leftover }) => !leftover && programName.test(path))
		.map(({ path }) => ({ id: 'archive-program', where: path, quote: path }));
}

const programName =
	/\.(exe|dll|so|dylib|bat|cmd|ps1|sh|py|pyc|pyd|jar|js|vbs|pkl|pickle|joblib|dill|pth?)$/i;

/** `_ZIP_EXTRACT_BOMB_FLOOR_BYTES` of keras/src/saving/saving_lib.py, 3.12.4 and 3.15.1. */
const largestUnpacked = 256 * mib;
/** `_ZIP_MEMBER_BOMB_FLOOR_BYTES`. */
const largestRead = 4096 * mib;
const mostExpansion = 100;

/** A member that declares to be far more than is stored of it. */
function declaresTooMuch({ size, storedSize }: MemberFacts): boolean {
	return size > largestUnpacked && size > mostExpansion * storedSize;
}

/**
 * The member for which Keras refuses an archive: configuration and weights are read in one piece, and
 * where there is more than them and the metadata, everything is unpacked.
 */
export function refusedMember({
	kind,
	members,
	configMember,
	weightsMember,
}: ContainerFacts): MemberFacts | undefined {
	if (kind !== 'zip') return undefined;
	return members.find(
		(member) =>
			declaresTooMuch(member) &&
			(members.length > 3 ||
				([configMember, weightsMember].includes(member.path) && member.size > largestRead)),
	);
}
