import { useMemo, useState } from 'preact/hooks';
import type { FileFacts } from '../../clinic/evidence/files/facts.ts';
import { formatBytes } from '../../clinic/report/bytes.ts';
import { type Branch, branchesOf, type Entry, entriesOf } from '../../clinic/report/contents.ts';
import { shapeText } from '../../clinic/report/shape-text.ts';
import { fill } from '../../i18n/index.ts';
import type { PictureWords } from '../../i18n/pictures/en.ts';
import { Bar } from './Bar.tsx';

interface Props {
	readonly facts: FileFacts;
	readonly words: PictureWords;
	readonly language: string;
}

/** What a file holds as a tree: archive members, HDF5 groups and datasets, the largest first. */
export function ContentsTree({ facts, words, language }: Props) {
	const entries = useMemo(() => entriesOf(facts), [facts]);
	const all = entries.reduce((sum, { bytes }) => sum + bytes, 0);
	return (
		<div class="contents">
			<Level
				entries={entries}
				depth={0}
				all={all}
				label={words.contents.label}
				words={words}
				language={language}
			/>
		</div>
	);
}

interface LevelProps {
	readonly entries: readonly Entry[];
	readonly depth: number;
	/** The bytes of the whole tree. */
	readonly all: number;
	readonly label?: string;
	readonly words: PictureWords;
	readonly language: string;
}

/** So many at first, and so many more each time that one asks. */
const first = 24;
const more = 200;

function Level({ entries, depth, all, label, words, language }: LevelProps) {
	const branches = useMemo(() => branchesOf(entries, depth), [entries, depth]);
	const [shown, setShown] = useState(first);
	const left = branches.length - shown;
	return (
		<ul aria-label={label}>
			{branches.slice(0, shown).map((branch) => (
				<li key={branch.name}>
					{branch.below.length > 0 ? (
						<Folder branch={branch} depth={depth} all={all} words={words} language={language} />
					) : (
						<Line branch={branch} all={all} words={words} language={language} />
					)}
				</li>
			))}
			{left > 0 && (
				<li>
					<button type="button" class="plain" onClick={() => setShown(shown + more)}>
						{fill(words.contents.more, { count: Math.min(left, more) })}
					</button>
				</li>
			)}
		</ul>
	);
}

interface BranchProps extends Omit<LevelProps, 'entries' | 'depth' | 'label'> {
	readonly branch: Branch;
}

/** Opened at first where most of the file is. */
function Folder({ branch, depth, ...props }: BranchProps & { readonly depth: number }) {
	const [open, setOpen] = useState(depth < 2 && branch.bytes > props.all / 2);
	return (
		<details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>
				<Line branch={branch} {...props} />
			</summary>
			{open && <Level entries={branch.below} depth={depth + 1} {...props} />}
		</details>
	);
}

function Line({ branch, all, words, language }: BranchProps) {
	const { name, bytes, entry, below } = branch;
	const tensor = entry?.tensor;
	return (
		<span class="content-line" data-leftover={entry?.leftover || undefined}>
			<code>{below.length > 0 ? `${name}/` : name}</code>
			<span class="content-note">
				{tensor && `${shapeText(tensor.shape)} ${tensor.dtype}`}
				{entry?.leftover && words.contents.leftover}
			</span>
			<Bar share={all > 0 ? bytes / all : 0} />
			<span class="content-size">{formatBytes(bytes, language)}</span>
		</span>
	);
}
