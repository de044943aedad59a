import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import type { Element, ElementContent, Root, RootContent } from 'hast';
import rehypeParse from 'rehype-parse';
import rehypeRemark from 'rehype-remark';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';

/**
 * Writes every page once more as Markdown, beside it: `/errors/x/` is `/errors/x.md` as well, and the
 * home page is `/index.md`. Made from the built page, so that it says what the page says.
 */
export function markdownPages(home: string): AstroIntegration {
	return {
		name: 'markdown-pages',
		hooks: {
			'astro:build:done': ({ dir }) => {
				const root = fileURLToPath(dir);
				for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
					const path = file.replaceAll('\\', '/');
					if (!path.endsWith('index.html')) continue;
					const markdown = toMarkdown(readFileSync(root + path, 'utf8'), path, home);
					if (markdown !== null) writeFileSync(root + markdownPath(path), markdown);
				}
			},
		},
	};
}

/** `errors/x/index.html` → `errors/x.md`; `index.html` → `index.md`. */
export function markdownPath(path: string): string {
	return path.replace(/(.)\/index\.html$/, '$1.md').replace(/^index\.html$/, 'index.md');
}

/** The text of a built page as Markdown with full addresses; null where the page only leads on. */
export function toMarkdown(html: string, path: string, home: string): string | null {
	const address = new URL(path.replace(/index\.html$/, ''), home).href;
	const [main = ''] = /<main[\s\S]*<\/main>/.exec(html) ?? [];
	if (!main.includes('<h1')) return null;
	const page = unified().use(rehypeParse, { fragment: true }).parse(main);
	const root: Root = { type: 'root', children: content(page.children, address) };
	const tree = unified().use(rehypeRemark).runSync(root);
	const text = unified()
		.use(remarkGfm)
		.use(remarkStringify, { bullet: '-', rule: '-' })
		.stringify(tree as never);
	return `${text.trim()}\n\n---\n\nSource: <${address}>\n`;
}

const withoutText = new Set([
	'script',
	'style',
	'link',
	'button',
	'svg',
	'astro-island',
	'footer',
	'nav',
]);

/** What of a page is text: code as its lines, links with full addresses, pictures by their names. */
function content(
	nodes: readonly (RootContent | ElementContent)[],
	address: string,
): ElementContent[] {
	const kept: ElementContent[] = [];
	for (const node of nodes) {
		const next = node.type === 'element' ? element(node, address) : node;
		if (!next || (next.type !== 'text' && next.type !== 'element')) continue;
		// What stands apart by its design alone would run together.
		if (next.type === 'element' && kept.at(-1)?.type === 'element') kept.push(text(' '));
		kept.push(next);
	}
	return kept;
}

function element(node: Element, address: string): ElementContent | null {
	const { tagName, properties } = node;
	if (tagName === 'svg' && properties.ariaLabel) return text(`(${properties.ariaLabel})`);
	if (withoutText.has(tagName) || properties.hidden || properties.ariaHidden === 'true')
		return null;
	if (properties.className?.toString().includes('sl-anchor-link')) return null;
	if (tagName === 'pre') return code(node);
	const { href } = properties;
	const full = typeof href === 'string' ? { href: new URL(href, address).href } : {};
	return {
		...node,
		properties: { ...properties, ...full },
		children: content(node.children, address),
	};
}

/** Expressive Code makes an element of each line, and names the language beside them. */
function code(pre: Element): Element {
	const lines: string[] = [];
	each(pre, (element) => {
		if (element.properties.className?.toString() === 'ec-line') {
			lines.push(textOf(element).replace(/^\n$/, ''));
		}
	});
	const language = pre.properties.dataLanguage?.toString() ?? '';
	const className = language && language !== 'text' ? [`language-${language}`] : [];
	const source = lines.length > 0 ? lines.join('\n') : textOf(pre);
	return {
		...pre,
		children: [
			{ type: 'element', tagName: 'code', properties: { className }, children: [text(source)] },
		],
	};
}

const text = (value: string): ElementContent => ({ type: 'text', value });

function textOf(node: RootContent | ElementContent): string {
	if (node.type === 'text') return node.value;
	return node.type === 'element' ? node.children.map(textOf).join('') : '';
}

function each(node: Root | Element, see: (element: Element) => void): void {
	for (const child of node.children) {
		if (child.type !== 'element') continue;
		see(child);
		each(child, see);
	}
}
