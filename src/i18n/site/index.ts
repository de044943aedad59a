import type { Language } from '../../site.ts';
import { site as en, type SiteWords } from './en.ts';
import { site as zhCn } from './zh-cn.ts';

export const siteStrings: Readonly<Record<Language, SiteWords>> = { en, 'zh-cn': zhCn };
