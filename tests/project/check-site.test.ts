import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkSite } from '../../scripts/lib/check-site.mjs';

const folders: string[] = [];
afterEach(() => {
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const script = 'document.documentElement.dataset.theme = "dark"';
const policy = `default-src 'self'; script-src 'self' ${hash(script)}; style-src-attr 'unsafe-inline'`;

interface Parts {
	lang?: string;
	charset?: string;
	csp?: string;
	head?: string;
	canonical?: string;
	body?: string;
}

function page(address: string, parts: Parts = {}): string {
	const {
		lang = address.includes('/zh-cn/') ? 'zh-CN' : 'en',
		charset = '<meta charset="utf-8">',
		csp = `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
		head = '<title>T</title><meta name="description" content="D">',
		canonical = `<link rel="canonical" href="${address}">`,
		body = '<h1 id="top-of-it">T</h1>',
	} = parts;
	return `<!doctype html><html lang="${lang}"><head>${charset}${csp}${head}${canonical}<script>${script}</script></head><body>${body}</body></html>`;
}

/** A site with nothing to find fault with, some of its files replaced or added. */
function site(files: Record<string, string>, base = '/') {
	const origin = `https://clinic.example${base}`;
	const h1 = '<h1 id="top-of-it">T</h1>';
	const sound: Record<string, string> = {
		'index.html': page(origin, {
			body: `${h1}<a href="${base}guide/#top-of-it">G</a><a hreflang="zh-CN" href="${base}zh-cn/">中文</a>`,
		}),
		'guide/index.html': page(`${origin}guide/`, {
			body: `${h1}<a href="../?a=1#x=1">H</a><starlight-lang-select><select><option value="${base}zh-cn/guide/"></select></starlight-lang-select>`,
		}),
		'zh-cn/index.html': page(`${origin}zh-cn/`, {
			body: `${h1}<a href="guide/">G</a><a href="https://keras.io/">K</a><a href="mailto:a@b">M</a>`,
		}),
		'zh-cn/guide/index.html': page(`${origin}zh-cn/guide/`),
		'guides/a/index.html': page(`${origin}guides/a/`),
		'zh-cn/guides/a/index.html': page(`${origin}zh-cn/guides/a/`),
		'404.html': page(`${origin}404/`, { body: `${h1}<a href="${base}">H</a>` }),
		'old/index.html': `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>Moved</title><meta http-equiv="refresh" content="0;url=${base}guide/"><link rel="canonical" href="${origin}guide/">`,
		'llms.txt': `Guide: ${origin}guide/.`,
		'a.css': '@font-face { src: url(/a.woff2) } p { background: url("data:image/png;base64,AA") }',
	};
	const folder = mkdtempSync(join(tmpdir(), 'keras-clinic-site-'));
	folders.push(folder);
	for (const [name, text] of Object.entries({ ...sound, ...files })) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), text);
	}
	return folder;
}

const faultsOf = (folder: string, base = '/') =>
	checkSite(folder, base).flatMap(({ faults }) => faults);

test.each(['/', '/keras-clinic/'])('a sound site under %s has no faults', (base) => {
	const checks = checkSite(site({}, base), base);
	expect(checks.flatMap(({ faults }) => faults)).toEqual([]);
	expect(checks.filter(({ checked }) => checked === 0)).toEqual([]);
});

const guide = 'https://clinic.example/guide/';
const inGuide = (body: string) => ({
	'guide/index.html': page(guide, { body: `<h1>T</h1>${body}` }),
	'index.html': page('https://clinic.example/'),
});
const guideWith = (parts: Parts) => ({
	'guide/index.html': page(guide, parts),
	'index.html': page('https://clinic.example/'),
});

test.each<[string, Record<string, string>, RegExp]>([
	['a dead link', inGuide('<a href="/gone/">x</a>'), /"\/gone\/" leads to nothing/],
	['a dead image', inGuide('<img srcset="/a.png 2x" alt="">'), /"\/a.png" leads to nothing/],
	['a dead anchor', inGuide('<a href="#gone">x</a>'), /"#gone" points at no element/],
	['a dead anchor elsewhere', inGuide('<a href="/#gone">x</a>'), /no element of index.html/],
	['a link without slash', inGuide('<a href="/zh-cn" hreflang="zh">x</a>'), /trailing slash/],
	['a broken address', inGuide('<a href="/%E4%">x</a>'), /is not an address/],
	['a dead full address', inGuide(`<a href="${guide}gone">x</a>`), /leads to nothing/],
	[
		'a dead redirection',
		{ 'old/index.html': '<meta http-equiv=refresh content="0;url=/x/">' },
		/x/,
	],
	['a dead address in data', { 'llms.txt': `${guide}gone.` }, /^llms.txt: "[^"]*gone" leads to/],
	[
		'a link out of the language',
		{
			'zh-cn/guide/index.html': page(`https://clinic.example/zh-cn/guide/`, {
				body: '<h1>T</h1><a href="/guide/">x</a>',
			}),
		},
		/"\/guide\/" although there is zh-cn\/guide\/index.html/,
	],
	['a link into the other language', inGuide('<a href="/zh-cn/">x</a>'), /although there is index/],
	['a page without twin', { 'a/index.html': page('https://clinic.example/a/') }, /has no zh-cn\/a/],
	[
		'a heavy guide',
		{
			'guides/a/index.html': page('https://clinic.example/guides/a/', {
				body: '<h1>T</h1><script type="module" src="/b.js"></script>',
			}),
			'b.js': 'import"./c.js";',
			'c.js': `"${randomBytes(40_000).toString('base64')}"`,
		},
		/^guides\/a\/index.html: \d{5} bytes of scripts/,
	],
	[
		'a guide with a heavy font',
		{
			'guides/a/index.html': page('https://clinic.example/guides/a/', {
				body: '<h1>T</h1><link rel="stylesheet" href="/b.css">',
			}),
			'b.css': '@font-face{src:url(/_astro/f.woff2);unicode-range:U+??}',
			'_astro/f.woff2': randomBytes(60_000).toString('base64'),
		},
		/^guides\/a\/index.html: \d{5} bytes in all/,
	],
	['a wrong language', guideWith({ lang: 'zh-CN' }), /lang is "zh-CN", not "en"/],
	['no policy', guideWith({ csp: '' }), /0 policies/],
	[
		'two policies',
		guideWith({ head: '<meta http-equiv="content-security-policy" content="">' }),
		/2 pol/,
	],
	[
		'a late policy',
		guideWith({ charset: '<meta charset="utf-8"><script src="/a.css"></script>' }),
		/not right after/,
	],
	['no charset first', guideWith({ charset: '<title>T</title>' }), /charset is not the first/],
	['a script without hash', inGuide('<script>1</script>'), /no hash for <script>1/],
	['a style without hash', inGuide('<style>p{}</style>'), /no hash for <style>p/],
	['an inline handler', inGuide('<p onclick="1">x</p>'), /<p onclick="1">/],
	['a script address', inGuide('<a href="javascript:1">x</a>'), /javascript:1/],
	[
		'unsafe-inline',
		guideWith({ csp: policyMeta("script-src 'unsafe-inline'") }),
		/'unsafe-inline'/,
	],
	[
		'a style attribute',
		guideWith({ csp: policyMeta("default-src 'self'"), body: '<h1 style="color:red">T</h1>' }),
		/no leave for <h1/,
	],
	[
		'a script from elsewhere',
		inGuide('<script src="https://cdn.example/a.js"></script>'),
		/loads https:\/\/cdn/,
	],
	[
		'a font from elsewhere',
		inGuide('<link rel="preload" as="font" href="//cdn.example/a.woff2">'),
		/loads \/\/cdn/,
	],
	[
		'a frame from elsewhere',
		inGuide('<iframe src="https://cdn.example/"></iframe>'),
		/<iframe> loads/,
	],
	[
		'a style sheet that loads from elsewhere',
		{ 'a.css': '@import "https://cdn.example/a.css"' },
		/a.css loads https/,
	],
	['no title', guideWith({ head: '<meta name="description" content="D">' }), /no single title/],
	['no description', guideWith({ head: '<title>T</title>' }), /no single description/],
	[
		'an empty description',
		guideWith({ head: '<title>T</title><meta name="description" content=" ">' }),
		/no single desc/,
	],
	['no h1', guideWith({ body: '<h2>T</h2>' }), /0 h1/],
	['no canonical address', guideWith({ canonical: '' }), /0 canonical/],
	[
		'a wrong canonical address',
		guideWith({ canonical: '<link rel="canonical" href="https://clinic.example/">' }),
		/canonical is https/,
	],
])('%s is found', (_name, files, fault) => {
	expect(faultsOf(site(files)).join('\n')).toMatch(fault);
});

function policyMeta(content: string): string {
	return `<meta http-equiv="content-security-policy" content="${content}">`;
}

test('a link that leaves the base path is found', () => {
	const files = {
		'a/index.html': page('https://clinic.example/b/a/', { body: '<a href="/guide/">x</a>' }),
	};
	expect(faultsOf(site(files, '/b/'), '/b/').join('\n')).toMatch(/"\/guide\/" is outside of \/b\//);
});
