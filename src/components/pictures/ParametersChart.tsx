import { useMemo } from 'preact/hooks';
import type { LayerRow } from '../../clinic/model/layer-table.ts';
import { fill } from '../../i18n/index.ts';
import type { PictureWords } from '../../i18n/pictures/en.ts';
import { Bar } from './Bar.tsx';
import { allParameters, type Forms, percentText, plural } from './figures.ts';

interface Props {
	readonly rows: readonly LayerRow[];
	/** Whether weights were given at all. */
	readonly hasWeights: boolean;
	readonly words: PictureWords;
	readonly language: string;
}

interface Part {
	readonly name: string;
	readonly note: string | null;
	readonly count: number;
}

const mostBars = 10;

/** Where the parameters of a model are: the layers with most of them, and their classes. */
export function ParametersChart({ rows, hasWeights, words, language }: Props) {
	const all = useMemo(() => allParameters(rows), [rows]);
	const byLayer = useMemo(() => largest(rows.map(partOf)), [rows]);
	const byClass = useMemo(() => largest(classesOf(rows)), [rows]);
	const { parameters: labels } = words;
	if (!all) return <p>{all === 0 || !hasWeights ? labels.none : labels.unknown}</p>;
	const number = new Intl.NumberFormat(language);
	const half = countToHalf(byLayer, all);
	return (
		<div class="parameters">
			<p>
				<span>
					{fill(labels.summary, { count: number.format(all), layers: number.format(rows.length) })}
				</span>{' '}
				<span>{fill(plural(labels.half, half, language), { count: number.format(half) })}</span>
			</p>
			<Bars
				title={labels.byLayer}
				parts={byLayer}
				all={all}
				rest={labels.rest}
				language={language}
			/>
			<Bars
				title={labels.byClass}
				parts={byClass}
				all={all}
				rest={labels.restClasses}
				language={language}
			/>
		</div>
	);
}

function partOf({ name, className, parameters, ownParameters }: LayerRow): Part {
	// What the layers in it hold may not be told apart: then all is its own.
	return { name, note: className, count: ownParameters ?? parameters ?? 0 };
}

function classesOf(rows: readonly LayerRow[]): Part[] {
	const counts = new Map<string, number>();
	for (const row of rows) {
		counts.set(row.className, (counts.get(row.className) ?? 0) + partOf(row).count);
	}
	return [...counts].map(([name, count]) => ({ name, note: null, count }));
}

/** Those that have any, the largest first. */
function largest(parts: readonly Part[]): readonly Part[] {
	return parts.filter(({ count }) => count > 0).sort((one, other) => other.count - one.count);
}

/** How many of the largest hold half of all. */
function countToHalf(parts: readonly Part[], all: number): number {
	let sum = 0;
	return (
		parts.findIndex(({ count }) => {
			sum += count;
			return sum >= all / 2;
		}) + 1
	);
}

interface BarsProps {
	readonly title: string;
	readonly parts: readonly Part[];
	readonly all: number;
	readonly rest: Forms;
	readonly language: string;
}

function Bars({ title, parts, all, rest, language }: BarsProps) {
	const number = new Intl.NumberFormat(language);
	const others = parts.slice(mostBars);
	const bars = parts.slice(0, mostBars).map((part) => ({ ...part, isRest: false }));
	if (others.length > 0) {
		const name = fill(plural(rest, others.length, language), {
			count: number.format(others.length),
		});
		const count = others.reduce((sum, part) => sum + part.count, 0);
		bars.push({ name, note: null, count, isRest: true });
	}
	const most = Math.max(...bars.map(({ count }) => count));
	return (
		<section>
			<h3 class="label">{title}</h3>
			<ol>
				{bars.map(({ name, note, count, isRest }, index) => (
					<li key={index} data-rest={isRest || undefined}>
						<span class="part-name">
							{isRest ? name : <code>{name}</code>}
							{note && <span>{note}</span>}
						</span>
						<span class="part-count">
							{number.format(count)} · {percentText(count / all, language)}
						</span>
						<Bar share={count / most} />
					</li>
				))}
			</ol>
		</section>
	);
}
