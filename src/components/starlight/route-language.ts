import type { Language } from '../../site.ts';

/** Starlight calls the root locale `undefined`. */
export function routeLanguage(locale: string | undefined): Language {
	return locale === 'zh-cn' ? 'zh-cn' : 'en';
}
