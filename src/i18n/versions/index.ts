import type { Language } from '../../site.ts';
import { en, type VersionWords } from './en.ts';
import { zhCn } from './zh-cn.ts';

export type { VersionWords } from './en.ts';

export const versionWords: Readonly<Record<Language, VersionWords>> = { en, 'zh-cn': zhCn };
