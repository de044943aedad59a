import type { Shape } from '../model/output-shapes.ts';

/** A shape as Keras prints it: `(None, 28, 28, 1)`, `(None,)`. */
export function shapeText(shape: Shape | null): string | null {
	if (!shape) return null;
	const lengths = shape.map((length) => length ?? 'None').join(', ');
	return shape.length === 1 ? `(${lengths},)` : `(${lengths})`;
}
