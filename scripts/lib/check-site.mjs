import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressesInCss, scalesOf } from './page-weight.mjs';
import { fileAt, filesOf, httpEquiv, isInside, readPage } from './pages.mjs';

/**
 * What one check found.
 *
 * @typedef {{ name: string, checked: number, faults: string[] }} Check
 */

/** Stands for the site's own host while addresses without one are resolved. */
const anyHost = 'http://this-site.invalid';
const chinese = 'zh-cn/';
const notFound = '404.html';

/** The attributes that make a browser fetch something or go somewhere. */
const linkAttributes = ['href', 'src', 'poster', 'data', 'action', 'formaction'];
/** The relations of a `link` that only say something about the page. */
const statements = new Set(['canonical', 'alternate', 'author', 'license', 'prev', 'next', 'me']);

/**
 * Checks the built site in a folder that is served under a base path.
 *
 * @param {string} folder
 * @returns {Check[]}
 */
export function checkSite(folder, base = '/') {
	const files = filesOf(folder);
	const pages = files
		.filter((file) => file.endsWith('.html'))
		.map((file) => readPage(folder, file, base));
	const full = pages.filter(({ stub }) => !stub);
	const site = { folder, base, files, pages, full, origin: originOf(pages) };
	return [
		checkLinks(site),
		checkAddresses(site),
		checkLanguageOfLinks(site),
		checkTwins(site),
		checkLanguageOfPages(site),
		checkPolicyPlace(site),
		checkInlineCode(site),
		checkThirdParties(site),
		checkHeads(site),
		checkWeight(site),
	];
}

/** The site's address, as its own home page gives it. */
function originOf(pages) {
	const home = pages.find(({ file }) => file === 'index.html');
	const canonical = home && relation(home, 'canonical')[0]?.attributes.href;
	return canonical && URL.canParse(canonical) ? new URL(canonical).origin : anyHost;
}

/** Every internal link, and its #fragment, leads to something. */
function checkLinks({ folder, base, pages, origin }) {
	const byFile = new Map(pages.map((page) => [page.file, page]));
	const check = start('links and anchors resolve');
	for (const page of pages) {
		for (const { url, raw } of linksOf(page, origin)) {
			if (url === undefined) {
				check.checked++;
				check.faults.push(`${page.file}: "${raw}" is not an address`);
				continue;
			}
			if (url.origin !== origin && url.origin !== anyHost) continue;
			// "Not found" is shown at any address; that it names for itself leads back to it.
			if (page.file === notFound && url.pathname.endsWith('/404/')) continue;
			check.checked++;
			const fault = faultOfTarget(folder, base, url) ?? faultOfAnchor(folder, base, url, byFile);
			if (fault) check.faults.push(`${page.file}: "${raw}" ${fault}`);
		}
	}
	return check;
}

function faultOfTarget(folder, base, url) {
	if (!url.pathname.startsWith(base)) return `is outside of ${base}`;
	const target = fileAt(folder, url.pathname.slice(base.length - 1));
	if (target === undefined) return 'leads to nothing';
	return target.redirects ? 'lacks its trailing slash' : undefined;
}

function faultOfAnchor(folder, base, url, byFile) {
	const [fragment] = decodeURIComponent(url.hash.slice(1)).split(':~:');
	// "#key=value" is read by scripts; it points at no place in the page.
	if (fragment === '' || fragment === 'top' || fragment.includes('=')) return undefined;
	const { file } = fileAt(folder, url.pathname.slice(base.length - 1));
	const page = byFile.get(file);
	return page === undefined || page.anchors.has(fragment)
		? undefined
		: `points at no element of ${file}`;
}

/** The site's full addresses in feeds, maps and data lead to something. */
function checkAddresses({ folder, base, files, origin }) {
	const check = start('addresses in text and data files resolve');
	for (const file of files.filter((name) => /\.(json|md|txt|xml)$/.test(name))) {
		const text = readFileSync(join(folder, file), 'utf8');
		for (const [word] of text.matchAll(/https?:\/\/[^\s"'`<>()[\]{}\\|，。；、）】」]+/g)) {
			const address = word.replace(/[.,;:!?]+$/, '');
			const url = addressOf(address);
			if (url?.origin !== origin) continue;
			check.checked++;
			const fault = faultOfTarget(folder, base, url);
			if (fault) check.faults.push(`${file}: "${address}" ${fault}`);
		}
	}
	return check;
}

/** A link stays in the page's language where it can, unless it says that it does not. */
function checkLanguageOfLinks({ folder, base, full, origin }) {
	const check = start('links stay in their language');
	for (const page of full) {
		for (const { element, url, raw } of linksOf(page, origin)) {
			if (element.tag !== 'a' || 'hreflang' in element.attributes) continue;
			if (isInside(element, 'starlight-lang-select')) continue;
			if (url === undefined || (url.origin !== origin && url.origin !== anyHost)) continue;
			if (!url.pathname.startsWith(base)) continue;
			const target = fileAt(folder, url.pathname.slice(base.length - 1))?.file;
			if (!target?.endsWith('.html')) continue;
			check.checked++;
			if (isChinese(target) === isChinese(page.file)) continue;
			if (fileAt(folder, `/${twinOf(target)}`) !== undefined) {
				check.faults.push(`${page.file}: "${raw}" although there is ${twinOf(target)}`);
			}
		}
	}
	return check;
}

/** Each page is there in both languages. Hosts know one page for "not found" only. */
function checkTwins({ full }) {
	const there = new Set(full.map(({ file }) => file));
	const check = start('pages are there in both languages');
	for (const { file } of full) {
		if (file === notFound) continue;
		check.checked++;
		if (!there.has(twinOf(file))) check.faults.push(`${file} has no ${twinOf(file)}`);
	}
	return check;
}

/** Each page says in which language it is. */
function checkLanguageOfPages({ full }) {
	const check = start('pages name their language');
	for (const { file, elements } of full) {
		check.checked++;
		const { lang = '' } = elements.find(({ tag }) => tag === 'html')?.attributes ?? {};
		const expected = isChinese(file) ? 'zh-cn' : 'en';
		if (lang.toLowerCase() !== expected) {
			check.faults.push(`${file}: lang is "${lang}", not "${expected}"`);
		}
	}
	return check;
}

/** The policy holds only for what comes after it. */
function checkPolicyPlace({ pages }) {
	const check = start('one content security policy, right after the charset');
	for (const { file, elements } of pages) {
		check.checked++;
		const inHead = elements.filter(({ parent }) => parent?.tag === 'head');
		const policies = elements.filter(isPolicy);
		if (policies.length !== 1) {
			check.faults.push(`${file}: ${policies.length} policies`);
		} else if (!('charset' in (inHead[0]?.attributes ?? {}))) {
			check.faults.push(`${file}: the charset is not the first thing in the head`);
		} else if (inHead[1] !== policies[0]) {
			check.faults.push(`${file}: the policy is not right after the charset`);
		}
	}
	return check;
}

/** The policy lets every inline script and style of its page run, each by its hash. */
function checkInlineCode({ pages }) {
	const check = start('inline scripts and styles are in the policy by hash');
	for (const { file, elements } of pages) {
		const policy = directives(elements.find(isPolicy)?.attributes.content ?? '');
		const script = policy['script-src-elem'] ?? policy['script-src'] ?? policy['default-src'] ?? [];
		const style = policy['style-src-elem'] ?? policy['style-src'] ?? policy['default-src'] ?? [];
		const attribute =
			policy['style-src-attr'] ?? policy['style-src'] ?? policy['default-src'] ?? [];
		for (const sources of [script, style]) {
			check.checked++;
			if (sources.includes("'unsafe-inline'")) check.faults.push(`${file}: 'unsafe-inline'`);
		}
		for (const { tag, attributes, text } of elements) {
			const sources = { script, style }[tag];
			if (sources && !('src' in attributes) && !isData(tag, attributes)) {
				check.checked++;
				if (!sources.includes(hashOf(text))) {
					check.faults.push(`${file}: no hash for <${tag}>${text.trim().slice(0, 60)}`);
				}
			}
			if ('style' in attributes) {
				check.checked++;
				if (!attribute.includes("'unsafe-inline'")) {
					check.faults.push(`${file}: no leave for <${tag} style="${attributes.style}">`);
				}
			}
			for (const [name, value] of Object.entries(attributes)) {
				if (!/^on/.test(name) && !/^\s*javascript:/i.test(value)) continue;
				check.checked++;
				check.faults.push(`${file}: no policy lets <${tag} ${name}="${value}"> run`);
			}
		}
	}
	return check;
}

/** Nothing that a page loads by itself comes from another host. */
function checkThirdParties({ folder, files, pages, origin }) {
	const check = start('nothing is loaded from another host');
	for (const page of pages) {
		for (const { element, url, raw } of linksOf(page, origin)) {
			if (!isLoaded(element) || url === undefined) continue;
			check.checked++;
			if (url.origin !== origin && url.origin !== anyHost) {
				check.faults.push(`${page.file}: <${element.tag}> loads ${raw}`);
			}
		}
		for (const { tag, attributes, text } of page.elements) {
			const css = tag === 'style' ? text : (attributes.style ?? '');
			for (const address of addressesInCss(css)) {
				check.checked++;
				if (isElsewhere(address)) check.faults.push(`${page.file}: a style loads ${address}`);
			}
		}
	}
	for (const file of files.filter((name) => name.endsWith('.css'))) {
		for (const address of addressesInCss(readFileSync(join(folder, file), 'utf8'))) {
			check.checked++;
			if (isElsewhere(address)) check.faults.push(`${file} loads ${address}`);
		}
	}
	return check;
}

/** What search engines and screen readers read first. */
function checkHeads({ full, origin }) {
	const check = start('title, description, canonical address and one h1');
	for (const page of full) {
		const { file, path, elements } = page;
		const title = elements.filter(({ tag, parent }) => tag === 'title' && parent?.tag === 'head');
		const description = elements.filter(({ attributes: { name } }) => name === 'description');
		const canonical = relation(page, 'canonical');
		const headings = elements.filter(({ tag }) => tag === 'h1');
		const faults = [
			title.length === 1 && title[0].text.trim() !== '' ? '' : 'no single title',
			description.length === 1 && description[0].attributes.content?.trim()
				? ''
				: 'no single description',
			headings.length === 1 ? '' : `${headings.length} h1`,
			canonical.length === 1 ? '' : `${canonical.length} canonical addresses`,
		];
		if (canonical.length === 1 && file !== notFound && origin !== anyHost) {
			const { href } = canonical[0].attributes;
			if (href !== origin + path) faults.push(`canonical is ${href}, not ${origin}${path}`);
		}
		check.checked++;
		check.faults.push(...faults.filter(Boolean).map((fault) => `${file}: ${fault}`));
	}
	return check;
}

/** Guides open fast on a phone: bytes after gzip, of scripts and of all but pictures. */
const budget = { script: 35_000, all: 60_000 };

function checkWeight({ folder, base, full, origin }) {
	const check = start('guides stay within 35 kB of scripts and 60 kB in all');
	const weigh = scalesOf(folder, base);
	for (const page of full.filter(({ file }) => /^(?:zh-cn\/)?guides\//.test(file))) {
		const loaded = [...linksOf(page, origin)]
			.filter(({ element, url }) => isLoaded(element) && url?.pathname.startsWith(base))
			.map(({ url }) => url.pathname.slice(base.length));
		const { script, all } = weigh([page.file, ...loaded]);
		check.checked++;
		if (script > budget.script) check.faults.push(`${page.file}: ${script} bytes of scripts`);
		if (all > budget.all) check.faults.push(`${page.file}: ${all} bytes in all`);
	}
	return check;
}

/** @returns {Check} */
function start(name) {
	return { name, checked: 0, faults: [] };
}

/** Every address that a page links to or loads, and that is not mail or the like. */
function* linksOf(page, origin) {
	const here = new URL(page.path, origin);
	for (const element of page.elements) {
		for (const raw of addressesOf(element)) {
			const url = addressOf(raw, here);
			if (url === undefined || ['http:', 'https:'].includes(url.protocol)) {
				yield { element, raw, url };
			}
		}
	}
}

function addressOf(raw, here) {
	try {
		const url = new URL(raw, here);
		decodeURIComponent(url.pathname + url.hash);
		return url;
	} catch {
		return undefined;
	}
}

function addressesOf(element) {
	const { tag, attributes } = element;
	const addresses = linkAttributes.map((name) => attributes[name]);
	const sets = [attributes.srcset, attributes.imagesrcset].filter(Boolean);
	for (const set of sets)
		addresses.push(...set.split(',').map((part) => part.trim().split(/\s/)[0]));
	if (tag === 'meta' && httpEquiv(attributes) === 'refresh') {
		addresses.push(attributes.content?.split(/url\s*=/i)[1]?.trim());
	}
	if (tag === 'meta' && /^(og|twitter):(image|url)$/.test(attributes.property ?? attributes.name)) {
		addresses.push(attributes.content);
	}
	if (tag === 'option' && isInside(element, 'starlight-lang-select')) {
		addresses.push(attributes.value);
	}
	return addresses.filter((address) => address !== undefined);
}

/** Whether the browser fetches what the element names without being asked. */
function isLoaded({ tag, attributes }) {
	if (['a', 'area', 'button', 'form', 'input', 'meta', 'option'].includes(tag)) return false;
	if (tag !== 'link') return true;
	return !(attributes.rel ?? '').split(/\s+/).every((name) => statements.has(name.toLowerCase()));
}

const isElsewhere = (address) => /^(?:https?:)?\/\//i.test(address);

const isPolicy = ({ tag, attributes }) =>
	tag === 'meta' && httpEquiv(attributes) === 'content-security-policy';

function directives(policy) {
	return Object.fromEntries(
		policy
			.split(';')
			.map((directive) => directive.trim().split(/\s+/))
			.map(([name, ...sources]) => [name.toLowerCase(), sources]),
	);
}

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** A script element that browsers do not run. */
function isData(tag, { type = '' }) {
	if (tag !== 'script') return false;
	return !/^(?:|module|importmap|speculationrules|(?:text|application)\/(?:java|ecma)script)$/i.test(
		type.trim(),
	);
}

function relation({ elements }, name) {
	return elements.filter(
		({ tag, attributes: { rel = '' } }) =>
			tag === 'link' && rel.toLowerCase().split(/\s+/).includes(name),
	);
}

const isChinese = (file) => file.startsWith(chinese);
const twinOf = (file) => (isChinese(file) ? file.slice(chinese.length) : chinese + file);
