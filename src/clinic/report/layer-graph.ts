import type { LayerRow } from '../model/layer-table.ts';

/** The size of a layer's box and the room between two, in pixels at full size. */
export const box = { width: 176, height: 52, beside: 24, below: 32 } as const;

/** The layers of one model laid out from top to bottom: each below those that it takes from. */
export interface GraphLevel {
	/** The row of the nested model whose layers these are; null for the model itself. */
	readonly holder: number | null;
	/** From top to bottom, each line from left to right. */
	readonly nodes: readonly PlacedLayer[];
	readonly edges: readonly PlacedEdge[];
	readonly width: number;
	readonly height: number;
}

export interface PlacedLayer {
	/** The place of its row in the table. */
	readonly row: number;
	/** The line that it stands in, counted from 0. */
	readonly line: number;
	/** The middle of the box, in pixels from the left. */
	readonly x: number;
}

export interface PlacedEdge {
	/** Places in `nodes`. */
	readonly from: number;
	readonly to: number;
	/** Where a connection that passes lines runs down beside their boxes, in pixels from the left; else null. */
	readonly lane: number | null;
}

/** Where a line's boxes have their upper edge. */
export function topOf(line: number): number {
	return line * (box.height + box.below);
}

/** The graph of the model and of every model in it. */
export function layOutGraph(rows: readonly LayerRow[]): GraphLevel[] {
	const byHolder = new Map<number | null, number[]>();
	for (const [place, { holder }] of rows.entries()) {
		if (holder !== null && !rows[holder]?.isModel) continue;
		const beside = byHolder.get(holder);
		if (beside) beside.push(place);
		else byHolder.set(holder, [place]);
	}
	return [...byHolder].map(([holder, places]) => layOutLevel(rows, places, holder));
}

function layOutLevel(
	rows: readonly LayerRow[],
	places: readonly number[],
	holder: number | null,
): GraphLevel {
	const index = new Map(places.map((place, position) => [place, position]));
	const inputs = places.map((place) =>
		(rows[place]?.inputs ?? []).flatMap((input) => index.get(input) ?? []),
	);
	const lines = linesOf(inputs);
	const count = lines.reduce((most, line) => Math.max(most, line + 1), 0);
	const byLine: number[][] = Array.from({ length: count }, () => []);
	for (const [position, line] of lines.entries()) byLine[line]?.push(position);
	const middles = middlesOf(byLine, inputs, lines);

	const order = byLine.flat();
	const placeOf = new Map(order.map((position, place) => [position, place]));
	const nodes = order.map((position) => ({
		row: places[position] ?? 0,
		line: lines[position] ?? 0,
		x: middles[position] ?? 0,
	}));
	const pairs = inputs.flatMap((from, to) =>
		from.map((one) => ({ from: placeOf.get(one) ?? 0, to: placeOf.get(to) ?? 0 })),
	);
	return withinFrame(holder, nodes, runLanes(nodes, pairs, count), count);
}

/**
 * The line of each layer: below all that it takes from. A layer that is called on its own result, as a
 * shared one may be, stands where its first call puts it.
 */
function linesOf(inputs: readonly (readonly number[])[]): number[] {
	const outputs: number[][] = inputs.map(() => []);
	for (const [to, from] of inputs.entries()) for (const one of from) outputs[one]?.push(to);
	const missing = inputs.map((from) => from.length);
	const lines: number[] = new Array(inputs.length).fill(-1);
	const ready = missing.flatMap((count, position) => (count === 0 ? [position] : []));
	let next = 0;
	for (let done = 0; done < inputs.length; done++) {
		// In a circle, the first that is left goes ahead.
		while (ready[done] === undefined) {
			if (lines[next] === -1 && !ready.includes(next, done)) ready.push(next);
			next++;
		}
		const position = ready[done] ?? 0;
		const above = (inputs[position] ?? []).map((one) => lines[one] ?? -1);
		lines[position] = Math.max(-1, ...above) + 1;
		for (const output of outputs[position] ?? []) {
			const left = (missing[output] ?? 0) - 1;
			missing[output] = left;
			if (left === 0 && lines[output] === -1) ready.push(output);
		}
	}
	// An input that is needed far below stands just above its use.
	for (const [position, from] of inputs.entries()) {
		if (from.length > 0) continue;
		const below = (outputs[position] ?? []).map((one) => lines[one] ?? 0);
		if (below.length > 0) lines[position] = Math.max(0, Math.min(...below) - 1);
	}
	return lines;
}

/** The middle of each box: below the middle of what it takes from, as far as its neighbours leave room. */
function middlesOf(
	byLine: readonly number[][],
	inputs: readonly (readonly number[])[],
	lines: readonly number[],
): number[] {
	const middles: number[] = new Array(inputs.length).fill(0);
	const step = box.width + box.beside;
	for (const [line, positions] of byLine.entries()) {
		const wanted = new Map(
			positions.map((position) => {
				const above = (inputs[position] ?? []).filter((one) => (lines[one] ?? 0) < line);
				const sum = above.reduce((total, one) => total + (middles[one] ?? 0), 0);
				return [position, above.length > 0 ? sum / above.length : 0];
			}),
		);
		const want = (position: number) => wanted.get(position) ?? 0;
		positions.sort((one, other) => want(one) - want(other) || one - other);
		let right = Number.NEGATIVE_INFINITY;
		let moved = 0;
		for (const position of positions) {
			const middle = Math.max(want(position), right + step);
			moved += middle - want(position);
			middles[position] = middle;
			right = middle;
		}
		// What made room to the right is put back around the middle.
		const back = moved / positions.length;
		for (const position of positions) middles[position] = (middles[position] ?? 0) - back;
	}
	return middles;
}

const betweenLanes = 14;

/** Connections that pass lines go around their boxes, the shorter inside the longer. */
function runLanes(
	nodes: readonly PlacedLayer[],
	pairs: readonly { from: number; to: number }[],
	count: number,
): PlacedEdge[] {
	const left: number[] = new Array(count).fill(Number.POSITIVE_INFINITY);
	const right: number[] = new Array(count).fill(Number.NEGATIVE_INFINITY);
	for (const { line, x } of nodes) {
		left[line] = Math.min(left[line] ?? x, x - box.width / 2);
		right[line] = Math.max(right[line] ?? x, x + box.width / 2);
	}
	const edges = pairs.map(({ from, to }) => {
		const [start, end] = [nodes[from]?.line ?? 0, nodes[to]?.line ?? 0];
		// Upwards, it passes its own two lines too.
		const passed = end > start ? [start + 1, end - 1] : [end, start];
		return { from, to, first: passed[0] ?? 0, last: passed[1] ?? 0 };
	});
	const lanes = new Map<number, number>();
	const long = [...edges.keys()].filter((edge) => length(edges[edge]) > 0);
	for (const edge of long.sort((one, other) => length(edges[one]) - length(edges[other]))) {
		const { from, to, first, last } = edges[edge] ?? { from: 0, to: 0, first: 0, last: 0 };
		let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
		for (let line = first; line <= last; line++) {
			low = Math.min(low, left[line] ?? low);
			high = Math.max(high, right[line] ?? high);
		}
		const middle = ((nodes[from]?.x ?? 0) + (nodes[to]?.x ?? 0)) / 2;
		// On one side, as long as the other is not much nearer.
		const isRight = high - middle <= middle - low + box.width;
		const lane = isRight ? high + betweenLanes : low - betweenLanes;
		lanes.set(edge, lane);
		const side = isRight ? right : left;
		for (let line = first; line <= last; line++) side[line] = lane;
	}
	return edges.map(({ from, to }, edge) => ({ from, to, lane: lanes.get(edge) ?? null }));
}

function length(edge: { readonly first: number; readonly last: number } | undefined): number {
	return edge ? edge.last - edge.first + 1 : 0;
}

/** Moved so that all is right of 0. */
function withinFrame(
	holder: number | null,
	nodes: readonly PlacedLayer[],
	edges: readonly PlacedEdge[],
	count: number,
): GraphLevel {
	let [low, high] = [0, 0];
	for (const { x } of nodes) {
		low = Math.min(low, x - box.width / 2);
		high = Math.max(high, x + box.width / 2);
	}
	for (const { lane } of edges) {
		low = Math.min(low, lane ?? low);
		high = Math.max(high, lane ?? high);
	}
	return {
		holder,
		nodes: nodes.map((node) => ({ ...node, x: node.x - low })),
		edges: edges.map((edge) => ({ ...edge, lane: edge.lane === null ? null : edge.lane - low })),
		width: high - low,
		height: topOf(count) - box.below,
	};
}
