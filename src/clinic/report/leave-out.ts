import { isArray, isObject, type Json, type JsonObject } from '../evidence/files/json.ts';

/** What a repro bundle never holds, by what stands in its place. */
export type LeftOut = 'weights' | 'vocabulary' | 'bytecode' | 'text' | 'secrets';

/** Texts longer than this are data, not settings: pickles, graphs, source. */
const longestText = 400;
/** Numbers in a row that may still be a shape, a permutation or the like. */
const longestShape = 32;
const mostFactors = 3;

/**
 * A document without what is the person's data or can be run: tensors and statistics, vocabularies,
 * bytecode, long texts. A note in brackets stands where something was. `onLeftOut` hears of each.
 */
export function leaveOut(document: Json, onLeftOut: (what: LeftOut) => void): Json {
	const note = (what: LeftOut, size: string) => {
		onLeftOut(what);
		return `[left out: ${size}]`;
	};
	const visit = (value: Json, key: string): Json => {
		if (typeof value === 'string') {
			const isWords = key === 'vocabulary' && value !== '';
			if (isWords) return note('vocabulary', 'vocabulary');
			return value.length > longestText ? note('text', `${value.length} characters`) : value;
		}
		if (isArray(value)) {
			if (words.has(key) && value.length > 0) {
				return note('vocabulary', `${value.length} entries`);
			}
			const numbers = numbersIn(value);
			if (numbers && (statistics.has(key) || isData(numbers))) {
				return note('weights', `${numbers.length} numbers`);
			}
			return value.map((one) => visit(one, key));
		}
		if (!isObject(value)) return value;
		const object = withoutCode(value, note);
		return Object.fromEntries(
			Object.entries(object).map(([name, child = null]) => [name, visit(child, name)]),
		);
	};
	return visit(document, '');
}

/** Lists of the person's words, and what belongs to each of them. */
const words = new Set(['vocabulary', 'idf_weights', 'vocab']);
/** What `adapt` learnt from the person's data. */
const statistics = new Set(['mean', 'variance', 'bin_boundaries', 'idf_weights', 'weights']);

/** All numbers of a list of numbers, however nested; null for a list of anything else. */
function numbersIn(list: readonly Json[]): readonly number[] | null {
	const found: number[] = [];
	const open: Json[] = [list];
	for (let one = open.pop(); one !== undefined; one = open.pop()) {
		if (isArray(one)) for (const child of one) open.push(child);
		else if (typeof one === 'number') found.push(one);
		else return null;
	}
	return found.length > 0 ? found : null;
}

function isData(numbers: readonly number[]): boolean {
	const isWhole = numbers.every(Number.isInteger);
	return numbers.length > (isWhole ? longestShape : mostFactors);
}

/** Bytecode as Keras 1 to 3 write it, and tensors in a configuration (`serialization_lib.py`). */
function withoutCode(
	object: JsonObject,
	note: (what: LeftOut, size: string) => string,
): JsonObject {
	const { class_name: className, config } = object;
	if (!isObject(config)) return object;
	if (className === '__lambda__') {
		return { ...object, config: { ...config, code: note('bytecode', 'bytecode'), ...noClosure } };
	}
	if (className === '__tensor__' || className === '__numpy__') {
		return { ...object, config: { ...config, value: note('weights', 'tensor') } };
	}
	if (className === 'Lambda') {
		const called = config['function'] ?? null;
		const isCode = isArray(called) || config['function_type'] === 'lambda';
		if (isCode) return { ...object, config: { ...config, function: note('bytecode', 'bytecode') } };
	}
	return object;
}

/** What a lambda holds besides its code may be anything. */
const noClosure = { defaults: null, closure: null } as const;
