import { useState } from 'preact/hooks';
import type { LayerDifference } from '../../clinic/treatment/convert/config-difference.ts';
import type { Edit, EditId } from '../../clinic/treatment/convert/context.ts';
import type { ConversionWords } from '../../i18n/conversion/words.ts';
import { fill, type Strings } from '../../i18n/index.ts';

type Reasons = Strings['conversion']['edits'];
type Line = LayerDifference['lines'][number];

interface Props {
	readonly difference: readonly LayerDifference[];
	readonly edits: readonly Edit[];
	readonly words: ConversionWords['panel'];
	readonly reasons: Reasons;
}

/** Layers that are shown before one asks for more. */
const layersAtOnce = 50;

/** The old and the new configuration, layer by layer, each change with its reason. */
export function ConversionDifference({ difference, edits, words, reasons }: Props) {
	const [shown, setShown] = useState(layersAtOnce);
	const counts = new Map<EditId, number>();
	for (const { id } of edits) counts.set(id, (counts.get(id) ?? 0) + 1);
	const left = difference.length - shown;
	return (
		<details class="difference">
			<summary>{fill(words.difference, { count: difference.length })}</summary>
			<ul class="difference-reasons">
				{[...counts].map(([id, count]) => (
					<li key={id}>
						{reasons[id]} <span class="count">{fill(words.times, { count })}</span>
					</li>
				))}
				<li>{words.form}</li>
			</ul>
			<ol class="difference-layers">
				{difference.slice(0, shown).map((one) => (
					<li key={one.layer}>
						<Layer difference={one} words={words} reasons={reasons} />
					</li>
				))}
			</ol>
			{left > 0 && (
				<button type="button" class="button" onClick={() => setShown(shown + layersAtOnce)}>
					{fill(words.moreLayers, { count: Math.min(left, layersAtOnce), left })}
				</button>
			)}
		</details>
	);
}

/** Its lines are made when it is opened: a model may have thousands of layers. */
function Layer(props: {
	readonly difference: LayerDifference;
	readonly words: ConversionWords['panel'];
	readonly reasons: Reasons;
}) {
	const { words, reasons, difference } = props;
	const { layer, classBefore, classAfter, lines, edits } = difference;
	const [isOpen, setOpen] = useState(false);
	const count = (wanted: Line['kind']) => lines.filter(({ kind }) => kind === wanted).length;
	const classes = [...new Set([classBefore, classAfter].filter((one) => one !== null))];
	return (
		<details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
			<summary>
				<code>{layer === '' ? words.wholeModel : layer}</code> {classes.join(' → ')}{' '}
				{classBefore === null && <em>{words.newLayer}</em>}
				{classAfter === null && <em>{words.goneLayer}</em>}
				<span class="difference-counts">
					<span class="added">+{count('added')}</span>{' '}
					<span class="removed">−{count('removed')}</span>
				</span>
			</summary>
			{isOpen && (
				<>
					{edits.length > 0 && (
						<ul class="difference-edits">
							{edits.map((edit) => (
								<li key={`${edit.id} ${edit.layer} ${edit.subject}`}>
									{reasons[edit.id]}: <EditValues edit={edit} />
								</li>
							))}
						</ul>
					)}
					{edits.length === 0 && <p>{words.onlyForm}</p>}
					<div class="difference-lines">
						{runsOf(lines).map((run, index) =>
							run.isFolded ? (
								<details key={index}>
									<summary>{fill(words.unchangedLines, { count: run.lines.length })}</summary>
									<Lines lines={run.lines} />
								</details>
							) : (
								<Lines key={index} lines={run.lines} />
							),
						)}
					</div>
				</>
			)}
		</details>
	);
}

function EditValues({ edit: { id, subject, before, after } }: { readonly edit: Edit }) {
	const isPair = id !== 'argument-dropped' && before !== null;
	return (
		<>
			{before !== subject && subject}
			{before !== null && <code>{JSON.stringify(before)}</code>}
			{isPair && ' → '}
			{after !== null && <code>{JSON.stringify(after)}</code>}
		</>
	);
}

const signs = { same: ' ', added: '+', removed: '−' } as const;

function Lines({ lines }: { readonly lines: readonly Line[] }) {
	return (
		<pre>
			{lines.map(({ kind, text }, index) => {
				const line = `${signs[kind]} ${text}\n`;
				if (kind === 'added') return <ins key={index}>{line}</ins>;
				if (kind === 'removed') return <del key={index}>{line}</del>;
				return <span key={index}>{line}</span>;
			})}
		</pre>
	);
}

/** Lines around a change that are shown with it. */
const context = 3;

/** Lines that stay the same are folded, but for those next to a change. */
function runsOf(
	lines: readonly Line[],
): { readonly isFolded: boolean; readonly lines: readonly Line[] }[] {
	const near = new Set<number>();
	for (const [index, { kind }] of lines.entries()) {
		if (kind === 'same') continue;
		for (let at = index - context; at <= index + context; at++) near.add(at);
	}
	const runs: { isFolded: boolean; lines: Line[] }[] = [];
	for (const [index, line] of lines.entries()) {
		const isFolded = !near.has(index);
		const last = runs.at(-1);
		if (last?.isFolded === isFolded) last.lines.push(line);
		else runs.push({ isFolded, lines: [line] });
	}
	return runs;
}
