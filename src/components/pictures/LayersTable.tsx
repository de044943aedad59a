import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { LayerRow } from '../../clinic/model/layer-table.ts';
import { shapeText } from '../../clinic/report/shape-text.ts';
import { fill } from '../../i18n/index.ts';
import type { PictureWords } from '../../i18n/pictures/en.ts';
import { Bar } from './Bar.tsx';
import { allParameters } from './figures.ts';

interface Props {
	readonly rows: readonly LayerRow[];
	readonly words: PictureWords;
	readonly language: string;
	/** Shows a layer in the graph; null where there is none. */
	readonly onShow: ((row: number) => void) | null;
}

/** In pixels, as the style sheet has it: rows are not measured. */
const rowHeight = 44;
/** Drawn above and below what is seen, so that scrolling shows no gap. */
const beyond = 12;

/** All layers with what is known of each; only the rows that are seen are in the page. */
export function LayersTable({ rows, words, language, onShow }: Props) {
	const [wanted, setWanted] = useState('');
	const [sorted, setSorted] = useState(false);
	const [seen, setSeen] = useState({ first: 0, count: 24 });
	const scroller = useRef<HTMLDivElement>(null);
	const number = new Intl.NumberFormat(language);
	const { layers: labels } = words;

	const places = useMemo(() => select(rows, wanted, sorted), [rows, wanted, sorted]);
	const all = useMemo(() => allParameters(rows) ?? 0, [rows]);
	const look = () => {
		const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
		const first = Math.max(0, Math.floor(scrollTop / rowHeight) - beyond);
		const count = Math.ceil(clientHeight / rowHeight) + 2 * beyond;
		if (first !== seen.first || count !== seen.count) setSeen({ first, count });
	};
	useLayoutEffect(() => {
		scroller.current?.scrollTo({ top: 0 });
		look();
	}, [places]);

	const shown = places.slice(seen.first, seen.first + seen.count);
	const after = places.length - seen.first - shown.length;
	const values = { count: number.format(rows.length), found: number.format(places.length) };
	return (
		<div class="layers">
			<div class="layers-find">
				<label for="find-layer">{labels.find}</label>
				<input
					id="find-layer"
					type="search"
					autocomplete="off"
					spellcheck={false}
					placeholder={labels.findHint}
					value={wanted}
					onInput={(event) => setWanted(event.currentTarget.value)}
				/>
				<span role="status">{fill(wanted ? labels.found : labels.count, values)}</span>
			</div>
			<section
				class="layers-scroll"
				ref={scroller}
				aria-label={labels.label}
				tabIndex={0}
				onScroll={look}
			>
				<table aria-rowcount={places.length + 1}>
					<thead>
						<tr aria-rowindex={1}>
							<th scope="col">{labels.name}</th>
							<th scope="col" class="wide">
								{labels.className}
							</th>
							<th scope="col">{labels.shape}</th>
							<th scope="col" class="wide">
								{labels.dtype}
							</th>
							<th scope="col" class="number" aria-sort={sorted ? 'descending' : 'none'}>
								<button
									type="button"
									class="plain"
									title={labels.sortByParameters}
									aria-pressed={sorted}
									onClick={() => setSorted(!sorted)}
								>
									{labels.parameters}
								</button>
							</th>
						</tr>
					</thead>
					<tbody>
						<Gap rows={seen.first} />
						{shown.map((place, index) => {
							const row = rows[place];
							return (
								row && (
									<Row
										key={place}
										row={row}
										index={seen.first + index}
										share={all > 0 ? (row.parameters ?? 0) / all : 0}
										indented={!sorted && wanted === ''}
										parameters={
											row.parameters === null ? words.unknown : number.format(row.parameters)
										}
										words={words}
										onShow={onShow && (() => onShow(place))}
									/>
								)
							);
						})}
						<Gap rows={after} />
					</tbody>
				</table>
				{places.length === 0 && <p>{labels.none}</p>}
			</section>
		</div>
	);
}

/** The places of the rows that have all the words in them. */
function select(rows: readonly LayerRow[], wanted: string, sorted: boolean): readonly number[] {
	const parts = wanted.toLowerCase().split(/\s+/).filter(Boolean);
	const found = [...rows.keys()].filter((place) => {
		const row = rows[place];
		if (!row || parts.length === 0) return true;
		const text = [row.name, row.className, shapeText(row.outputShape), row.dtype]
			.join(' ')
			.toLowerCase();
		return parts.every((part) => text.includes(part));
	});
	const count = (place: number) => rows[place]?.parameters ?? -1;
	return sorted ? found.sort((one, other) => count(other) - count(one) || one - other) : found;
}

/** As many as there are on a narrow screen: one more would make a column. */
const narrowColumns = 3;

/** The room of rows that are not in the page. */
function Gap({ rows }: { readonly rows: number }) {
	if (rows <= 0) return null;
	return (
		<tr aria-hidden="true">
			<td
				colSpan={narrowColumns}
				style={{ height: `${rows * rowHeight}px`, padding: 0, border: 0 }}
			/>
		</tr>
	);
}

interface RowProps {
	readonly row: LayerRow;
	/** Counted from 0 among the rows that are found. */
	readonly index: number;
	readonly share: number;
	readonly indented: boolean;
	readonly parameters: string;
	readonly words: PictureWords;
	readonly onShow: (() => void) | null;
}

function Row({ row, index, share, indented, parameters, words, onShow }: RowProps) {
	const { name, className, depth, outputShape, dtype, isCustom } = row;
	const shape = shapeText(outputShape) ?? words.unknown;
	const custom = isCustom && (
		<span class="custom" title={words.layers.custom}>
			{' '}
			<span aria-hidden="true">◆</span>
			<span class="sr-only">{words.layers.custom}</span>
		</span>
	);
	return (
		<tr aria-rowindex={index + 2}>
			<th scope="row" style={{ '--depth': indented ? depth : 0 }}>
				{onShow ? (
					<button
						type="button"
						class="plain"
						title={fill(words.layers.showInGraph, { name })}
						onClick={onShow}
					>
						{name}
					</button>
				) : (
					<span title={name}>{name}</span>
				)}
				<span class="narrow">
					{className}
					{custom}
				</span>
			</th>
			<td class="wide" title={className}>
				{className}
				{custom}
			</td>
			<td title={shape}>
				{shape}
				<span class="narrow">{dtype}</span>
			</td>
			<td class="wide">{dtype ?? words.unknown}</td>
			<td class="number">
				{parameters}
				{share > 0 && <Bar share={share} />}
			</td>
		</tr>
	);
}
