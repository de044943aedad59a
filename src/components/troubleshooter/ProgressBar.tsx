import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { formatBytes } from '../../clinic/report/bytes.ts';
import type { ConversionWords } from '../../i18n/conversion/words.ts';
import { fill } from '../../i18n/index.ts';
import type { ConversionProgress } from '../../worker/browser.ts';
import { TimeLeft } from './time-left.ts';

/** How far a conversion is, by bytes, and how long it will take; it writes first, then reads again. */
export function ProgressBar(props: {
	readonly progress: ConversionProgress | null;
	readonly words: ConversionWords['panel'];
	readonly language: 'en' | 'zh-cn';
	readonly children: ComponentChildren;
}) {
	const { progress, words, language } = props;
	const id = useId();
	const times = useRef(new Map<string, TimeLeft>());
	const { step = 'writing', done = 0, total = 0 } = progress ?? {};
	const now = performance.now();
	const time = times.current.get(step) ?? new TimeLeft(now);
	times.current.set(step, time);
	const left = progress ? time.after(done, total, now) : null;
	return (
		<div class="progress">
			<p id={id} role="status">
				{words[step]}
			</p>
			<progress
				aria-labelledby={id}
				{...(total > 0 && { max: total, value: Math.min(done, total) })}
			/>
			<p class="progress-numbers">
				{total > 0 &&
					fill(words.amount, {
						done: formatBytes(done, language),
						total: formatBytes(total, language),
					})}
				{left !== null && ` · ${timeText(left, words)}`}
			</p>
			{props.children}
		</div>
	);
}

function timeText(seconds: number, words: ConversionWords['panel']): string {
	return seconds < 90
		? fill(words.secondsLeft, { count: Math.max(1, Math.round(seconds)) })
		: fill(words.minutesLeft, { count: Math.round(seconds / 60) });
}
