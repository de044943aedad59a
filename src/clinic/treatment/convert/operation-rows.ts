import type { OperationRow } from '../../knowledge/tensorflow-operations.ts';
import { type Call, constant, type Value } from '../../model/model.ts';
import type { Reason } from '../../model/refusal.ts';
import { argumentsIn, parsedRecipe } from './recipe-grammar.ts';

/** The first row that is true of a call on a tensor of this type. */
export function rowOf(
	rows: readonly OperationRow[],
	call: Call,
	type: string | null,
): OperationRow | undefined {
	return rows.find((row) => problemOf(row, call, type) === null);
}

/** Why a call fits none of the rows: an argument, or the type. */
export function misfit(
	rows: readonly OperationRow[],
	call: Call,
	type: string | null,
	named: string,
): Reason {
	const problem = rows.flatMap((row) => problemOf(row, call, type) ?? []).at(-1);
	if (problem && 'argument' in problem) {
		return ['operation-argument', { function: named, argument: problem.argument }];
	}
	return ['tensor-type', { function: named, type: String(type) }];
}

type Problem = { readonly argument: string } | { readonly type: string | null };

function problemOf(row: OperationRow, call: Call, type: string | null): Problem | null {
	if (row.types && !(type && row.types.test(type))) return { type };
	// What is refused is refused with any arguments.
	if (row.recipe.startsWith('refuse(')) return null;
	const named = new Set([...argumentsIn(parsedRecipe(row.recipe)), 'name']);
	for (const [argument, value] of argumentsOf(row, call)) {
		if (named.has(argument)) continue;
		const values = row.only?.[argument];
		if (values === 'any') continue;
		if (value.kind === 'constant' && values?.some((one) => one === value.value)) continue;
		const said = value.kind === 'constant' ? `=${JSON.stringify(value.value)}` : '';
		return { argument: `${argument}${said}` };
	}
	return null;
}

/** By the names that TensorFlow has for them; one is written by position. `None` is as if not given. */
export function argumentsOf(row: OperationRow, { positional, keywords }: Call): Map<string, Value> {
	const [first = ''] = row.first ? [row.first] : argumentsIn(parsedRecipe(row.recipe));
	const given = new Map<string, Value>(
		Object.entries(row.defaults ?? {}).map(([argument, value]) => [argument, constant(value)]),
	);
	const [value] = positional;
	for (const [argument, one] of [
		...(value ? [[first, value] as const] : []),
		...Object.entries(keywords),
	]) {
		const isNone = one.kind === 'constant' && one.value === null;
		if (!isNone || !given.has(argument)) given.set(argument, one);
	}
	return given;
}
