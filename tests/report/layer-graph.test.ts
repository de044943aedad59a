import { describe, expect, test } from 'vitest';
import type { LayerRow } from '../../src/clinic/model/layer-table.ts';
import { box, type GraphLevel, layOutGraph } from '../../src/clinic/report/layer-graph.ts';
import { neighboursOf } from '../../src/components/pictures/graph-drawing.ts';
import { walk } from '../../src/components/pictures/walk.ts';

/** Rows by name with the names of their inputs: `a`, `b < a`, `c < a b`. */
function rowsOf(...lines: readonly string[]): LayerRow[] {
	const names = lines.map((line) => line.split(' < ')[0]);
	return lines.map((line) => {
		const [name = '', inputs = ''] = line.split(' < ');
		return {
			name,
			className: 'Dense',
			depth: 0,
			holder: null,
			isModel: false,
			outputShape: null,
			dtype: null,
			parameters: null,
			ownParameters: null,
			inputs: inputs
				.split(' ')
				.filter(Boolean)
				.map((input) => names.indexOf(input)),
			calls: 1,
			isCustom: false,
		};
	});
}

function levelOf(rows: readonly LayerRow[]): GraphLevel {
	const [level] = layOutGraph(rows);
	if (!level) throw new Error('no level');
	return level;
}

function linesOf(rows: readonly LayerRow[]): string[] {
	const lines: string[] = [];
	for (const { row, line } of levelOf(rows).nodes) {
		lines[line] = [lines[line], rows[row]?.name].filter(Boolean).join(' ');
	}
	return lines;
}

describe('the layout', () => {
	test('puts each layer below all that it takes from, and inputs just above their use', () => {
		const rows = rowsOf('late', 'x', 'a < x', 'b < a', 'sum < b late', 'y < sum');
		expect(linesOf(rows)).toEqual(['x', 'a', 'b late', 'sum', 'y'].map(sorted(rows)));
	});

	test('puts a shared layer that is called on its own result where its first call puts it', () => {
		expect(linesOf(rowsOf('x', 'a < x b', 'b < a', 'y < a'))).toEqual(['x', 'a', 'b y']);
	});

	test('puts branches side by side without overlap, and what joins them in the middle', () => {
		const rows = rowsOf('x', 'a < x', 'b < x', 'c < x', 'y < a b c');
		const { nodes } = levelOf(rows);
		const x = (name: string) => nodes.find(({ row }) => rows[row]?.name === name)?.x ?? Number.NaN;
		expect(x('b') - x('a')).toBe(box.width + box.beside);
		expect(x('c') - x('b')).toBe(box.width + box.beside);
		expect(x('x')).toBe(x('b'));
		expect(x('y')).toBe(x('b'));
	});

	test('leads a connection that passes layers around them, the longer outside the shorter', () => {
		const rows = rowsOf('x', 'a < x', 'b < a', 'c < b a', 'y < c x');
		const { nodes, edges, width } = levelOf(rows);
		const lanes = edges.filter(({ lane }) => lane !== null);
		const right = Math.max(...nodes.map(({ x }) => x)) + box.width / 2;
		const [short, long] = lanes.map(({ lane }) => lane ?? 0).sort((one, other) => one - other);
		expect(lanes).toHaveLength(2);
		expect(short).toBeGreaterThan(right);
		expect(long).toBeGreaterThan(short ?? 0);
		expect(width).toBe(long);
	});

	test('has a level of its own for a nested model, and none for the parts of a wrapper', () => {
		const [outer, wrapper, model, inner] = rowsOf('x', 'w < x', 'm < w', 'i');
		if (!outer || !wrapper || !model || !inner) throw new Error('no rows');
		const levels = layOutGraph([
			outer,
			wrapper,
			{ ...inner, name: 'part', depth: 1, holder: 1 },
			{ ...model, isModel: true, inputs: [1] },
			{ ...inner, depth: 1, holder: 3 },
		]);
		expect(levels.map(({ holder, nodes }) => [holder, nodes.map(({ row }) => row)])).toEqual([
			[null, [0, 1, 3]],
			[3, [4]],
		]);
	});

	test('takes time that grows with the model only as its lines do', () => {
		const chain = Array.from({ length: 20_000 }, (_, index) =>
			index === 0 ? 'l0' : `l${index} < l${index - 1}${index > 3 ? ` l${index - 3}` : ''}`,
		);
		// A million names would be looked up one by one in the test itself.
		const rows = rowsOf('x').concat(
			chain.slice(1).map((_, index) => ({
				...(rowsOf('l')[0] as LayerRow),
				inputs: index > 3 ? [index, index - 3] : [index],
			})),
		);
		const start = performance.now();
		expect(levelOf(rows).nodes).toHaveLength(20_000);
		expect(performance.now() - start).toBeLessThan(2000);
	});
});

/** The names of one line in the order of the drawing do not matter here. */
function sorted(rows: readonly LayerRow[]) {
	const drawn = new Map(linesOf(rows).map((line) => [line.split(' ').sort().join(' '), line]));
	return (line: string) => drawn.get(line.split(' ').sort().join(' ')) ?? line;
}

describe('walking the graph by keys', () => {
	const rows = rowsOf('x', 'a < x', 'b < x', 'y < a b', 'z < x');
	const level = levelOf(rows);
	const neighbours = neighboursOf(level);
	const go = (...keys: readonly string[]) => {
		let step = { place: 0, choice: [] as readonly number[] };
		for (const key of keys) step = walk(level, neighbours, step.place, key, step.choice) ?? step;
		return rows[level.nodes[step.place]?.row ?? -1]?.name;
	};

	test('down and up follow the connections', () => {
		expect(go('ArrowDown', 'ArrowDown')).toBe('y');
		expect(go('ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp')).toBe('x');
		expect(go('ArrowUp')).toBe('x');
	});

	test('left and right choose among those that the step could have led to', () => {
		const reached = new Set([
			go('ArrowDown'),
			go('ArrowDown', 'ArrowRight'),
			go('ArrowDown', 'ArrowRight', 'ArrowRight'),
		]);
		expect([...reached].sort()).toEqual(['a', 'b', 'z']);
		expect(go('ArrowDown', 'ArrowRight', 'ArrowLeft')).toBe(go('ArrowDown'));
	});

	test('Home and End lead to the first and the last; other keys nowhere', () => {
		expect(go('End')).toBe('y');
		expect(go('End', 'Home')).toBe('x');
		expect(walk(level, neighbours, 0, 'a', [])).toBeNull();
	});
});
