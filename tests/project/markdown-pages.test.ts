import { expect, test } from 'vitest';
import { markdownPath, toMarkdown } from '../../src/build/markdown-pages.ts';

const home = 'https://example.org/base/';
const page = (main: string) => `<html><body><nav>Menu</nav><main>${main}</main></body></html>`;

test('a page stands beside its address', () => {
	expect(markdownPath('errors/x/index.html')).toBe('errors/x.md');
	expect(markdownPath('zh-cn/index.html')).toBe('zh-cn.md');
	expect(markdownPath('index.html')).toBe('index.md');
});

test('text, code with its lines, links with full addresses; no scripts, no buttons', () => {
	const html = page(
		`<h1>Title</h1><p><a href="/base/e/K201/">K201</a> and <code>x</code></p><script>no()</script>
		<span>one</span><span>two</span>
		<pre data-language="python"><code><div class="ec-line"><span>if a:</span></div><div class="ec-line">
</div><div class="ec-line">    b()</div></code></pre><button>Copy</button>
		<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>`,
	);
	const markdown = toMarkdown(html, 'guides/a/index.html', home);
	expect(markdown).toContain('# Title');
	expect(markdown).toContain('[K201](https://example.org/base/e/K201/) and `x`');
	expect(markdown).toContain('```python\nif a:\n\n    b()\n```');
	expect(markdown).toContain('| a |');
	expect(markdown).toContain('one two');
	expect(markdown).toContain('Source: <https://example.org/base/guides/a/>');
	expect(markdown).not.toMatch(/no\(\)|Copy|Menu/);
});

test('a page that only leads on has no text of its own', () => {
	expect(toMarkdown('<html><body><p>On</p></body></html>', 'a/index.html', home)).toBeNull();
});
