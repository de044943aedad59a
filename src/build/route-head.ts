import { defineRouteMiddleware } from '@astrojs/starlight/route-data';
import displayFont from '@fontsource-variable/familjen-grotesk/files/familjen-grotesk-latin-wght-normal.woff2?url';
import { home } from '../../site.config.mjs';
import { strings } from '../i18n/index.ts';
import { markdownPath } from './markdown-pages.ts';
import { socialPath } from './social-images.ts';

/** What every page says of itself to programs: its Markdown twin, and what it is (schema.org). */
export const onRequest = defineRouteMiddleware((context) => {
	const { starlightRoute: route } = context.locals;
	// Headings would break their lines again when it comes late.
	route.head.push({
		tag: 'link',
		attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: displayFont, crossorigin: '' },
	});
	if (route.id === '404') return;
	const language = route.locale === 'zh-cn' ? 'zh-cn' : 'en';
	const words = strings[language];
	const prefix = language === 'en' ? '' : `${language}/`;
	const path = route.id.replace(/^zh-cn(\/|$)/, '').replace(/^index$/, '');
	const folder = path === '' ? prefix : `${prefix}${path}/`;
	const address = new URL(folder, home).href;
	const { title, description } = route.entry.data;
	const inErrors = path.startsWith('errors/') ? [['errors/', words.page.indexTitle]] : [];
	const trail = [['', words.footer.home], ...inErrors].map(([to, name]) => ({
		name,
		item: new URL(prefix + to, home).href,
	}));
	route.head.push(
		{
			tag: 'link',
			attrs: {
				rel: 'alternate',
				type: 'text/markdown',
				href: new URL(markdownPath(`${folder}index.html`), home).href,
			},
		},
		{
			tag: 'meta',
			attrs: {
				property: 'og:image',
				content: new URL(socialPath(`${folder}index.html`), home).href,
			},
		},
		{ tag: 'meta', attrs: { property: 'og:image:alt', content: title } },
		structuredData({
			'@type': path === '' ? 'WebApplication' : 'TechArticle',
			name: title,
			headline: title,
			description,
			url: address,
			inLanguage: route.lang,
			...(path === ''
				? { applicationCategory: 'DeveloperApplication', offers: { '@type': 'Offer', price: '0' } }
				: { isPartOf: { '@type': 'WebSite', name: 'Keras Clinic', url: home } }),
		}),
		...(path === ''
			? []
			: [
					structuredData({
						'@type': 'BreadcrumbList',
						itemListElement: [...trail, { name: title, item: address }].map((step, index) => ({
							'@type': 'ListItem',
							position: index + 1,
							...step,
						})),
					}),
				]),
	);
});

/** Data of schema.org for the head of a page; `<` is written so that no text can end the element. */
export function structuredData(data: object) {
	const content = JSON.stringify({ '@context': 'https://schema.org', ...data });
	return {
		tag: 'script' as const,
		attrs: { type: 'application/ld+json' },
		content: content.replaceAll('<', '\\u003c'),
	};
}
