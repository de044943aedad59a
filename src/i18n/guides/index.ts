import type { Language } from '../../site.ts';
import { guides as en, type GuideWords } from './en.ts';
import { guides as zhCn } from './zh-cn.ts';

export const guideStrings: Readonly<Record<Language, GuideWords>> = { en, 'zh-cn': zhCn };
