import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parse } from 'parse5';

/**
 * A page of the built site, as the checks see it.
 *
 * @typedef {object} Page
 * @property {string} file path inside the built folder
 * @property {string} path path of its address, base included
 * @property {Element[]} elements every element, in document order
 * @property {Set<string>} anchors what a #fragment can point at
 * @property {boolean} stub a page that only sends the reader on
 */

/**
 * @typedef {object} Element
 * @property {string} tag
 * @property {Record<string, string>} attributes
 * @property {Element | undefined} parent
 * @property {string} text its own text, without that of its children
 */

/** Every file of the built site, as paths with forward slashes. */
export function filesOf(folder) {
	return readdirSync(folder, { recursive: true })
		.map((file) => join(folder, file))
		.filter((file) => statSync(file).isFile())
		.map((file) => relative(folder, file).split(sep).join('/'))
		.sort();
}

/** @returns {Page} */
export function readPage(folder, file, base) {
	const elements = [...walk(parse(readFileSync(join(folder, file), 'utf8')), undefined)];
	return {
		file,
		path: base + file.replace(/(^|\/)index\.html$/, '$1'),
		elements,
		anchors: new Set(
			elements.flatMap(({ tag, attributes: { id, name } }) => [id, tag === 'a' ? name : undefined]),
		),
		stub: elements.some(({ attributes }) => httpEquiv(attributes) === 'refresh'),
	};
}

/** @returns {Generator<Element>} */
function* walk(node, parent) {
	let element = parent;
	if (node.tagName !== undefined) {
		element = {
			tag: node.tagName,
			attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
			parent,
			text: node.childNodes
				.filter(({ nodeName }) => nodeName === '#text')
				.map(({ value }) => value)
				.join(''),
		};
		yield element;
	}
	// What a template holds becomes part of the page later.
	for (const child of (node.content ?? node).childNodes ?? []) yield* walk(child, element);
}

/** The `http-equiv` of a meta element, as browsers compare it. */
export const httpEquiv = (attributes) => attributes['http-equiv']?.toLowerCase();

/** Whether an element is inside another with that tag. */
export function isInside(element, tag) {
	for (let at = element.parent; at !== undefined; at = at.parent) if (at.tag === tag) return true;
	return false;
}

/**
 * The file a host answers with, and whether it would redirect there first.
 *
 * @param {string} path an address inside the site, base removed
 */
export function fileAt(folder, path) {
	const local = decodeURIComponent(path).replace(/^\//, '');
	const file = local === '' || local.endsWith('/') ? `${local}index.html` : local;
	const found = statSync(join(folder, file), { throwIfNoEntry: false });
	if (found?.isFile()) return { file, redirects: false };
	const index = `${file}/index.html`;
	return existsSync(join(folder, index)) ? { file: index, redirects: true } : undefined;
}
