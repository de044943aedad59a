import type { Json } from '../../evidence/files/json.ts';

/** A recipe of the tables of TensorFlow operations, taken apart. */
export type Expression =
	| { readonly kind: 'literal'; readonly value: Json }
	| { readonly kind: 'list'; readonly items: readonly Expression[] }
	| {
			readonly kind: 'argument';
			readonly name: string;
			readonly isList: boolean;
			readonly type: string | null;
	  }
	| {
			readonly kind: 'call';
			readonly callee: string;
			readonly inputs: readonly Expression[];
			readonly settings: Readonly<Record<string, Expression>>;
	  };

/** @throws Error for a recipe that is not in the form that `OperationRow` describes. */
export function parsedRecipe(recipe: string): Expression {
	const tokens = recipe.match(/-?\d+|"[^"]*"|\$\w+(\*|:\w+)?|[\w.]+|[^\s\w]/g) ?? [];
	let at = 0;

	function taken(token: string): boolean {
		if (tokens[at] !== token) return false;
		at++;
		return true;
	}

	function until(end: string, read: () => void): void {
		while (!taken(end)) {
			if (at >= tokens.length) throw new Error(`a recipe without its ${end}: ${recipe}`);
			read();
			taken(',');
		}
	}

	function expression(): Expression {
		const token = tokens[at++] ?? '';
		if (token === '[') {
			const items: Expression[] = [];
			until(']', () => items.push(expression()));
			return { kind: 'list', items };
		}
		if (token.startsWith('$')) {
			const [, name = '', list, type = null] = /^\$(\w+)(\*)?(?::(\w+))?$/.exec(token) ?? [];
			return { kind: 'argument', name, isList: list !== undefined, type };
		}
		if (!taken('(')) return { kind: 'literal', value: JSON.parse(token) };
		const inputs: Expression[] = [];
		const settings: Record<string, Expression> = {};
		until(')', () => {
			if (tokens[at + 1] === '=') {
				const name = tokens[at] ?? '';
				at += 2;
				settings[name] = expression();
			} else inputs.push(expression());
		});
		return { kind: 'call', callee: token, inputs, settings };
	}

	return expression();
}

/** The arguments that a recipe names, in order. */
export function argumentsIn(expression: Expression): readonly string[] {
	switch (expression.kind) {
		case 'literal':
			return [];
		case 'argument':
			return [expression.name];
		case 'list':
			return expression.items.flatMap(argumentsIn);
		case 'call':
			return [...expression.inputs, ...Object.values(expression.settings)].flatMap(argumentsIn);
	}
}
