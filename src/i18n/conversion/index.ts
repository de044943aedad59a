import { conversion as en } from './en.ts';
import type { ConversionWords } from './words.ts';
import { conversion as zhCn } from './zh-cn.ts';

/** Both languages at once, for the command line and tests; the page loads the one that it needs. */
export const conversionWords: Readonly<Record<'en' | 'zh-cn', ConversionWords>> = {
	en,
	'zh-cn': zhCn,
};
