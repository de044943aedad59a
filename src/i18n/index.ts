import { en, type Strings } from './en.ts';
import { zhCn } from './zh-cn.ts';

export type { Strings } from './en.ts';
export { fill } from './en.ts';

export const strings: Readonly<Record<'en' | 'zh-cn', Strings>> = { en, 'zh-cn': zhCn };
