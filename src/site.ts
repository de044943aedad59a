/** A root-relative path (`/errors/x/`) under the base path that the site is served from. */
export function href(path: string): string {
	return import.meta.env.BASE_URL.replace(/\/$/, '') + path;
}

export const languages = ['en', 'zh-cn'] as const;
export type Language = (typeof languages)[number];

/** The root-relative path of a page in a language: English stands at the root. */
export function localPath(language: Language, path: string): string {
	return href(language === 'en' ? path : `/${language}${path}`);
}
