import type { Damage } from '../clinic/evidence/files/facts.ts';
import type { Notice } from '../clinic/report/report.ts';
import { fill, type Strings } from './en.ts';

/** A notice in the words of a language; what is known about a text or a damage is part of it. */
export function noticeText(notice: Notice, words: Strings, language: 'en' | 'zh-cn'): string {
	const { values } = notice;
	const damage = values['damage'] as Damage['kind'] | undefined;
	const what = damage ? words.damages[damage] : (values[language] ?? '');
	return fill(words.notices[notice.id], { ...values, what });
}
