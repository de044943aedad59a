import type { GraphLevel } from '../../clinic/report/layer-graph.ts';
import type { Neighbours } from './graph-drawing.ts';

export interface Step {
	/** Where one is now. */
	readonly place: number;
	/** Among which layers left and right choose from here. */
	readonly choice: readonly number[];
}

/**
 * Where a key leads in the graph: up and down along the connections, left and right among those that the
 * step could have led to, or else along the line. Null for a key that leads nowhere.
 */
export function walk(
	level: GraphLevel,
	neighbours: readonly Neighbours[],
	place: number,
	key: string,
	choice: readonly number[],
): Step | null {
	switch (key) {
		case 'ArrowDown':
			return stepTo(level, place, neighbours[place]?.outputs ?? []);
		case 'ArrowUp':
			return stepTo(level, place, neighbours[place]?.inputs ?? []);
		case 'ArrowLeft':
			return stepAside(level, place, choice, -1);
		case 'ArrowRight':
			return stepAside(level, place, choice, 1);
		case 'Home':
			return { place: 0, choice: [] };
		case 'End':
			return { place: level.nodes.length - 1, choice: [] };
		default:
			return null;
	}
}

/** To the nearest of several: on the next line, and there the one that is least to the side. */
function stepTo({ nodes }: GraphLevel, place: number, choice: readonly number[]): Step {
	const distance = (one: number) => {
		const [from, to] = [nodes[place], nodes[one]];
		if (!from || !to) return Number.POSITIVE_INFINITY;
		return Math.abs(to.line - from.line) * 1e6 + Math.abs(to.x - from.x);
	};
	const [first, ...others] = choice;
	if (first === undefined) return { place, choice: [] };
	const nearest = others.reduce(
		(best, one) => (distance(one) < distance(best) ? one : best),
		first,
	);
	return { place: nearest, choice };
}

function stepAside(
	{ nodes }: GraphLevel,
	place: number,
	choice: readonly number[],
	by: -1 | 1,
): Step {
	const at = choice.indexOf(place);
	if (at >= 0 && choice.length > 1) {
		return { place: choice[(at + by + choice.length) % choice.length] ?? place, choice };
	}
	const beside = nodes[place + by]?.line === nodes[place]?.line ? place + by : place;
	return { place: beside, choice: [] };
}
