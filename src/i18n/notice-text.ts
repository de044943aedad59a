import type { Damage } from '../clinic/evidence/files/facts.ts';
import type { UnrelatedFamily } from '../clinic/knowledge/unrelated.ts';
import type { Notice } from '../clinic/report/report.ts';
import { fill, type Strings } from './en.ts';

/**
 * A notice in the words of a language; what is known about a text or a damage is part of it. What an
 * unrelated message is about is loaded only where there is one.
 */
export async function noticeText(
	notice: Notice,
	words: Strings,
	language: 'en' | 'zh-cn',
): Promise<string> {
	const { values } = notice;
	const damage = values['damage'] as Damage['kind'] | undefined;
	const family = values['family'] as UnrelatedFamily | undefined;
	const what = damage
		? words.damages[damage]
		: family
			? (await import('./unrelated.ts')).unrelatedWords[family][language]
			: '';
	return fill(words.notices[notice.id], { ...values, what });
}
