import { getCollection } from 'astro:content';
import catalogue from 'virtual:catalogue/entries';
import type { KnownPage } from '../not-found.ts';

/** Every page with its titles: what the page for unknown addresses looks through. */
export async function GET() {
	const docs = await getCollection('docs');
	const titles = new Map(docs.map(({ id, data }) => [id, data.title]));
	const guides = docs.flatMap(({ id, data }): KnownPage[] =>
		id.startsWith('zh-cn/')
			? []
			: [{ path: `/${id}/`, code: null, en: data.title, 'zh-cn': titles.get(`zh-cn/${id}`) ?? '' }],
	);
	const errors = catalogue.map(
		({ slug, en, 'zh-cn': zh }): KnownPage => ({
			path: `/errors/${slug}/`,
			code: en.code,
			en: en.title,
			'zh-cn': zh.title,
		}),
	);
	const own = ['/', '/errors/'].map(
		(path): KnownPage => ({ path, code: null, en: '', 'zh-cn': '' }),
	);
	return Response.json([...own, ...guides, ...errors]);
}
