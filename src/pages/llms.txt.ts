import { getCollection } from 'astro:content';
import catalogue from 'virtual:catalogue/entries';
import { home } from '../../site.config.mjs';

/** What is here, for language models: https://llmstxt.org. Every page is there as Markdown. */
export async function GET() {
	const guides = (await getCollection('docs')).filter(({ id }) => !id.startsWith('zh-cn/'));
	const link = (path: string, title: string, text = '') =>
		`- [${title.replace(/[[\]]/g, '\\$&')}](${new URL(`${path}.md`, home)})${text && `: ${text}`}`;
	const text = [
		'# Keras Clinic',
		'> Why a Keras model will not load, and the fix with the least risk. Explains the Keras 2 → Keras 3 format break; what it says about Keras was run against real Keras. The troubleshooter examines pasted errors and dropped model files in the browser; nothing is uploaded.',
		`Every page is also Markdown: replace the last slash of its address by \`.md\`. Every page is also in Chinese, under ${new URL('zh-cn/', home)}. All diagnoses with their message signatures, as data: ${new URL('diagnoses.json', home)}.`,
		'## Guides',
		guides.map(({ id, data }) => link(id, data.title, data.description)).join('\n'),
		'## Errors',
		catalogue
			.map(({ slug, en }) => link(`errors/${slug}`, `${en.code} ${en.title}`, en.summary))
			.join('\n'),
	].join('\n\n');
	return new Response(`${text}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
