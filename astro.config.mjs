import { satteri } from '@astrojs/markdown-satteri';
import preact from '@astrojs/preact';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { base, home, site } from './site.config.mjs';
import { basePathLinks } from './src/build/base-path-links.ts';
import { codeMarks } from './src/build/code-marks.ts';
import { contentSecurityPolicy } from './src/build/content-security-policy.ts';
import { markdownPages } from './src/build/markdown-pages.ts';
import { socialImages } from './src/build/social-images.ts';
import { catalogue } from './src/catalogue/plugin.ts';

/** A part of the book: the pages of its folder, after those whose addresses are older than the parts. */
const part = (label, chinese, folder, ...older) => ({
	label,
	translations: { 'zh-CN': chinese },
	items: [...older, { autogenerate: { directory: `guides/${folder}` } }],
});
const guides = [
	part('Start', '从这里开始', 'start', 'guides/format-break', 'guides/fix-a-model'),
	part('Formats', '文件格式', 'formats'),
	part('Migrate', '迁移', 'migrate'),
	part('Stay', '留在 Keras 2', 'stay'),
	part('Prevent', '预防', 'prevent', 'guides/best-practices'),
	part('For maintainers', '给维护者', 'maintainers'),
];

export default defineConfig({
	site,
	base,
	outDir: process.env.OUT_DIR || './dist',
	trailingSlash: 'always',
	markdown: { processor: satteri({ mdastPlugins: [basePathLinks(base), codeMarks] }) },
	vite: {
		plugins: [catalogue()],
		// ES modules, so that the HDF5 reader stays a file of its own until a model needs it.
		worker: { format: 'es', plugins: () => [catalogue()] },
	},
	integrations: [
		starlight({
			title: 'Keras Clinic',
			description: 'Why a Keras model will not load, and the fix with the least risk.',
			favicon: '/favicon.svg',
			defaultLocale: 'root',
			locales: {
				root: { label: 'English', lang: 'en' },
				'zh-cn': { label: '简体中文', lang: 'zh-CN' },
			},
			disable404Route: true,
			routeMiddleware: './src/build/route-head.ts',
			customCss: ['@fontsource-variable/familjen-grotesk/index.css', './src/styles/theme.css'],
			components: {
				Header: './src/components/starlight/Header.astro',
				SiteTitle: './src/components/starlight/SiteTitle.astro',
				PageTitle: './src/components/starlight/PageTitle.astro',
				Footer: './src/components/starlight/Footer.astro',
				Search: './src/components/starlight/Search.astro',
			},
			// Code that scrolls sideways would be a landmark of its own on every page, and unread on a phone.
			expressiveCode: {
				styleOverrides: { borderRadius: '0.4rem' },
				defaultProps: { wrap: true },
			},
			sidebar: [
				{ label: 'Troubleshooter', translations: { 'zh-CN': '排查工具' }, link: '/' },
				...guides,
				{ label: 'Every error', translations: { 'zh-CN': '全部错误' }, link: '/errors/' },
				{ label: 'Add an error', translations: { 'zh-CN': '添加报错' }, slug: 'contributing' },
			],
		}),
		preact(),
		socialImages(),
		contentSecurityPolicy(),
		markdownPages(home),
	],
});
