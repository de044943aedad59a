import { box, type GraphLevel, type PlacedEdge, topOf } from '../../clinic/report/layer-graph.ts';

/** What of the drawing is seen, in its own pixels at full size. */
export interface View {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

/** The boxes in view, by their places in `nodes`. */
export function nodesIn({ nodes }: GraphLevel, view: View): readonly number[] {
	const found: number[] = [];
	for (const [place, { line, x }] of nodes.entries()) {
		const top = topOf(line);
		const half = box.width / 2;
		const isIn =
			top < view.bottom &&
			top + box.height > view.top &&
			x - half < view.right &&
			x + half > view.left;
		if (isIn) found.push(place);
	}
	return found;
}

/** The connections that pass the lines in view. */
export function edgesIn({ nodes, edges }: GraphLevel, view: View): readonly PlacedEdge[] {
	return edges.filter(({ from, to }) => {
		const start = topOf(nodes[from]?.line ?? 0);
		const end = topOf(nodes[to]?.line ?? 0);
		return Math.min(start, end) < view.bottom && Math.max(start, end) + box.height > view.top;
	});
}

/** Connections as the `d` of one SVG path, each with its arrow head. */
export function edgesPath({ nodes }: GraphLevel, edges: readonly PlacedEdge[]): string {
	return edges
		.map(({ from, to, lane }) => {
			const [start, end] = [nodes[from], nodes[to]];
			if (!start || !end) return '';
			const [x, y] = [start.x, topOf(start.line) + box.height];
			const [toX, toY] = [end.x, topOf(end.line)];
			const bend = box.below * 0.75;
			const line =
				lane === null
					? `C${x} ${y + bend} ${toX} ${toY - bend} ${toX} ${toY}`
					: `C${x} ${y + bend} ${lane} ${y} ${lane} ${y + box.below}L${lane} ${toY - box.below}C${lane} ${toY} ${toX} ${toY - bend} ${toX} ${toY}`;
			return `M${x} ${y}${line}m-4 -6l4 6l4 -6`;
		})
		.join('');
}

/** Boxes as the `d` of one SVG path, for a scale at which nothing can be read in them. */
export function boxesPath({ nodes }: GraphLevel, places: readonly number[]): string {
	const { width, height } = box;
	return places
		.map((place) => {
			const node = nodes[place];
			return node ? `M${node.x - width / 2} ${topOf(node.line)}h${width}v${height}h${-width}z` : '';
		})
		.join('');
}

/** What a layer takes from and gives to, by their places in `nodes`, each in order from the left. */
export interface Neighbours {
	readonly inputs: readonly number[];
	readonly outputs: readonly number[];
}

export function neighboursOf({ nodes, edges }: GraphLevel): readonly Neighbours[] {
	const found = nodes.map(() => ({ inputs: [] as number[], outputs: [] as number[] }));
	for (const { from, to } of edges) {
		found[to]?.inputs.push(from);
		found[from]?.outputs.push(to);
	}
	// The places go from top to bottom and from left to right.
	for (const { inputs, outputs } of found) {
		inputs.sort((one, other) => one - other);
		outputs.sort((one, other) => one - other);
	}
	return found;
}
