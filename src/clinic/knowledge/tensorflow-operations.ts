import { networkRows } from './tensorflow-network-rows.ts';
import { tensorRows } from './tensorflow-tensor-rows.ts';

/**
 * A TensorFlow function that Keras 2 wrote into a model as `TFOpLambda`, and the operations of Keras 3
 * that compute the same. Signatures and meanings: the API of TensorFlow 2.21 and `keras.src.ops` of
 * Keras 3.15.1.
 */
export interface OperationRow {
	/** The symbols that a file names, without `tf.`. */
	readonly symbols: string;
	/**
	 * What Keras 3 computes, as `numpy.Square(numpy.Subtract($x, $y))`: classes below `keras.src.ops`
	 * with what they are called on, then their settings as `axis=$axis`. `$x` is an argument of
	 * TensorFlow, `$x*` a list of tensors, `$x:int32` a list of numbers of that type. A name in lower
	 * case is a function of `treatment/convert/recipes.ts`.
	 */
	readonly recipe: string;
	/** The argument that Keras 2 writes by position, where it is not the first in the recipe. */
	readonly first?: string;
	/** What arguments are in TensorFlow when they are not given; others are then left out. */
	readonly defaults?: Readonly<Record<string, string | number | boolean>>;
	/** Other arguments, and the values with which the recipe is true; without one it is true of the first row. */
	readonly only?: Readonly<Record<string, readonly (string | number | boolean | null)[] | 'any'>>;
	/** The row is true of tensors of these types alone. */
	readonly types?: RegExp;
	/** The type of the result or, as `$dtype`, the argument that says it; else that of the first tensor. */
	readonly gives?: string;
}

const bySymbol = new Map<string, OperationRow[]>();
for (const row of [...tensorRows, ...networkRows]) {
	for (const symbol of row.symbols.split(' ')) {
		bySymbol.set(symbol, [...(bySymbol.get(symbol) ?? []), row]);
	}
}

/** The rows of a function; of those that fit a call the first is taken. */
export function operationRowsOf(symbol: string): readonly OperationRow[] {
	return bySymbol.get(symbol) ?? [];
}
