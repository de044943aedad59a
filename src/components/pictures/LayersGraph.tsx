import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { LayerRow } from '../../clinic/model/layer-table.ts';
import { box, type GraphLevel, topOf } from '../../clinic/report/layer-graph.ts';
import { shapeText } from '../../clinic/report/shape-text.ts';
import { fill } from '../../i18n/index.ts';
import type { PictureWords } from '../../i18n/pictures/en.ts';
import {
	boxesPath,
	edgesIn,
	edgesPath,
	neighboursOf,
	nodesIn,
	type View,
} from './graph-drawing.ts';
import { LayerDetails } from './LayerDetails.tsx';
import { useDrag } from './use-drag.ts';
import { walk } from './walk.ts';

interface Props {
	readonly rows: readonly LayerRow[];
	/** The model itself first. */
	readonly graph: readonly GraphLevel[];
	readonly modelName: string;
	/** The row that is shown; another one comes with `onShow`. */
	readonly row: number | null;
	readonly onShow: (row: number) => void;
	readonly words: PictureWords;
	readonly language: string;
}

const scales = [0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1, 1.25, 1.6, 2];
/** Below it the names cannot be read, and boxes are drawn without. */
const readable = 0.5;
/** Around the drawing, in pixels. */
const margin = 24;
/** Drawn beyond what is seen, so that scrolling shows no gap. */
const beyond = 240;

/**
 * The layers of a model and their connections. Scrolling moves it; only what is seen is in the page. One
 * box can be reached with Tab, the others from it along the connections.
 */
export function LayersGraph(props: Props) {
	const { rows, graph, modelName, row, onShow, words, language } = props;
	const labels = words.graph;
	const level = levelOf(graph, rows, row);
	const neighbours = useMemo(() => neighboursOf(level), [level]);
	const most = useMemo(
		() => level.nodes.reduce((most, node) => Math.max(most, rows[node.row]?.parameters ?? 0), 1),
		[level],
	);
	const current = Math.max(
		0,
		level.nodes.findIndex((node) => node.row === row),
	);
	const [scale, setScale] = useState(1);
	const [view, setView] = useState<View>({ left: 0, top: 0, right: 1200, bottom: 800 });
	/** Among which layers left and right choose: those that the last step could have led to. */
	const choice = useRef<readonly number[]>([]);
	const scroller = useRef<HTMLDivElement>(null);
	const takesFocus = useRef(false);
	const number = new Intl.NumberFormat(language);
	const compact = new Intl.NumberFormat(language, { notation: 'compact' });

	const look = () => {
		const frame = scroller.current;
		if (!frame) return;
		const left = frame.scrollLeft - drawingLeft(frame);
		const top = frame.scrollTop - margin;
		setView({
			left: (left - beyond) / scale,
			top: (top - beyond) / scale,
			right: (left + frame.clientWidth + beyond) / scale,
			bottom: (top + frame.clientHeight + beyond) / scale,
		});
	};
	useEffect(() => {
		const watcher = new ResizeObserver(look);
		if (scroller.current) watcher.observe(scroller.current);
		return () => watcher.disconnect();
	}, [scale]);
	// The box that is shown is brought into the middle when it would be cut.
	useLayoutEffect(() => {
		const frame = scroller.current;
		const node = level.nodes[current];
		if (!frame || !node) return;
		const middle = drawingLeft(frame) + node.x * scale;
		const top = margin + topOf(node.line) * scale;
		const half = (box.width / 2) * scale;
		const isAside =
			middle - half < frame.scrollLeft || middle + half > frame.scrollLeft + frame.clientWidth;
		const isOff =
			top < frame.scrollTop || top + box.height * scale > frame.scrollTop + frame.clientHeight;
		if (isAside) frame.scrollLeft = middle - frame.clientWidth / 2;
		if (isOff) frame.scrollTop = top - (frame.clientHeight - box.height * scale) / 2;
		look();
	}, [level, current, scale]);
	// Before the next key comes: the box that had the focus may be gone.
	useLayoutEffect(() => {
		if (!takesFocus.current) return;
		takesFocus.current = false;
		const node = scroller.current?.querySelector<HTMLElement>('[aria-current=true]');
		node?.focus({ preventScroll: true });
	});
	useDrag(scroller);

	const show = (place: number) => {
		const node = level.nodes[place];
		if (node) onShow(node.row);
	};
	const enter = (place: number) => {
		const inner = graph.find(({ holder }) => holder === level.nodes[place]?.row);
		const first = inner?.nodes[0];
		if (!first) return false;
		choice.current = [];
		onShow(first.row);
		return true;
	};
	const leave = () => {
		if (level.holder === null) return false;
		choice.current = [];
		onShow(level.holder);
		return true;
	};
	const zoom = (steps: number) => {
		const at = scales.findIndex((one) => one >= scale);
		setScale(scales[Math.min(scales.length - 1, Math.max(0, at + steps))] ?? 1);
	};
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		const step = walk(level, neighbours, current, event.key, choice.current);
		if (step) {
			choice.current = step.choice;
			show(step.place);
		} else if (event.key === '+' || event.key === '=') zoom(1);
		else if (event.key === '-') zoom(-1);
		else if (event.key === '0') setScale(1);
		else if (event.key === 'Enter' ? !enter(current) : event.key !== 'Escape' || !leave()) return;
		event.preventDefault();
		takesFocus.current = true;
	};

	const names = (places: readonly number[]) =>
		places.map((place) => rows[level.nodes[place]?.row ?? -1]?.name).join(', ');
	const describe = (place: number, of: LayerRow) => {
		const { inputs = [], outputs = [] } = neighbours[place] ?? {};
		return [
			fill(labels.node, { name: of.name, className: of.className }),
			of.outputShape && fill(labels.shapeOf, { shape: shapeText(of.outputShape) ?? '' }),
			of.parameters && fill(labels.parametersOf, { count: number.format(of.parameters) }),
			of.calls > 1 && fill(labels.calls, { count: of.calls }),
			inputs.length > 0 && fill(labels.from, { names: names(inputs) }),
			outputs.length > 0 && fill(labels.to, { names: names(outputs) }),
			of.isModel && labels.nested,
		]
			.filter(Boolean)
			.join('; ');
	};

	const inView = nodesIn(level, view);
	const isReadable = scale >= readable;
	const drawn = isReadable ? [...new Set([...inView, current])] : [current];
	const isOfCurrent = ({ from, to }: { from: number; to: number }) =>
		from === current || to === current;
	const edges = edgesIn(level, view);
	const shown = rows[level.nodes[current]?.row ?? -1];

	return (
		<div class="graph">
			<div class="graph-bar">
				<nav aria-label={labels.whole}>
					{holdersOf(rows, level).map((holder) => (
						<button
							type="button"
							class="plain"
							key={holder ?? 'model'}
							disabled={holder === level.holder}
							onClick={() => onShow(graph.find((one) => one.holder === holder)?.nodes[0]?.row ?? 0)}
						>
							{holder === null ? modelName : rows[holder]?.name}
						</button>
					))}
				</nav>
				<div class="graph-zoom">
					<button type="button" class="button" aria-label={labels.zoomOut} onClick={() => zoom(-1)}>
						−
					</button>
					<button
						type="button"
						class="button"
						aria-label={fill(labels.zoomReset, { percent: `${Math.round(scale * 100)} %` })}
						onClick={() => setScale(1)}
					>
						{Math.round(scale * 100)} %
					</button>
					<button type="button" class="button" aria-label={labels.zoomIn} onClick={() => zoom(1)}>
						+
					</button>
				</div>
			</div>
			<div
				class="graph-frame"
				role="application"
				aria-label={fill(labels.label, { name: modelName })}
				aria-describedby="graph-help"
				ref={scroller}
				onScroll={look}
				onKeyDown={onKeyDown}
			>
				<div
					class="graph-sheet"
					style={{
						width: `${level.width * scale + 2 * margin}px`,
						height: `${level.height * scale + 2 * margin}px`,
					}}
				>
					<div
						class="graph-drawing"
						style={{ transform: `translate(${margin}px, ${margin}px) scale(${scale})` }}
					>
						<svg width="1" height="1" aria-hidden="true">
							<path class="edges" d={edgesPath(level, edges)} />
							<path class="edges edges-current" d={edgesPath(level, edges.filter(isOfCurrent))} />
							{!isReadable && <path class="boxes" d={boxesPath(level, inView)} />}
						</svg>
						{drawn.map((place) => {
							const node = level.nodes[place];
							const of = node && rows[node.row];
							return (
								of && (
									<button
										type="button"
										class="node"
										key={node.row}
										tabIndex={place === current ? 0 : -1}
										aria-current={place === current}
										data-end={
											(neighbours[place]?.inputs.length === 0 && 'input') ||
											(neighbours[place]?.outputs.length === 0 && 'output') ||
											undefined
										}
										data-model={of.isModel || undefined}
										data-custom={of.isCustom || undefined}
										style={{
											left: `${node.x - box.width / 2}px`,
											top: `${topOf(node.line)}px`,
											width: `${box.width}px`,
											height: `${box.height}px`,
											'--share': (of.parameters ?? 0) / most,
										}}
										onClick={() => {
											choice.current = [];
											show(place);
										}}
										onDblClick={() => enter(place)}
									>
										<span class="sr-only">{describe(place, of)}</span>
										<b aria-hidden="true">{of.name}</b>
										<span aria-hidden="true">
											{of.parameters ? <i>{compact.format(of.parameters)}</i> : null}
											{of.className}
										</span>
										<span aria-hidden="true">{shapeText(of.outputShape)}</span>
									</button>
								)
							);
						})}
					</div>
				</div>
			</div>
			{shown && (
				<LayerDetails
					rows={rows}
					row={level.nodes[current]?.row ?? 0}
					inputs={(neighbours[current]?.inputs ?? []).map((place) => level.nodes[place]?.row ?? 0)}
					outputs={(neighbours[current]?.outputs ?? []).map(
						(place) => level.nodes[place]?.row ?? 0,
					)}
					onShow={onShow}
					onOpen={shown.isModel ? () => enter(current) : null}
					words={words}
					language={language}
				/>
			)}
			<p class="graph-help" id="graph-help">
				<b>{labels.keys}</b> {labels.help}
			</p>
		</div>
	);
}

/** Where the drawing begins in what scrolls: one that is narrower stands in the middle. */
function drawingLeft(frame: HTMLElement): number {
	const sheet = frame.firstElementChild;
	return margin + (sheet instanceof HTMLElement ? sheet.offsetLeft - frame.offsetLeft : 0);
}

/** The level that a row is drawn in: of a part of a wrapper, that of the wrapper. */
function levelOf(
	graph: readonly GraphLevel[],
	rows: readonly LayerRow[],
	row: number | null,
): GraphLevel {
	const holder = row === null ? null : (rows[row]?.holder ?? null);
	const [outermost] = graph;
	if (!outermost) throw new Error('a graph has at least one level');
	return graph.find((level) => level.holder === holder) ?? outermost;
}

/** The models that a level is in, from the outermost, with its own. */
function holdersOf(rows: readonly LayerRow[], { holder }: GraphLevel): readonly (number | null)[] {
	const holders: (number | null)[] = [holder];
	for (let one = holder; one !== null; holders.unshift(one)) one = rows[one]?.holder ?? null;
	return holders;
}
