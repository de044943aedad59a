import { pathToFileURL } from 'node:url';
import { markdownToHtml } from 'satteri';
import { expect, test } from 'vitest';
import { codeMarks } from '../../src/build/code-marks.ts';

/** The information string of the one fence of a page, after the marks were read. */
function meta(fence: string, page = '/guides/x.mdx'): string {
	let seen = '';
	markdownToHtml(`${fence}\n1\n\`\`\``, {
		fileURL: pathToFileURL(page),
		mdastPlugins: [codeMarks, { name: 'see', code: (node) => void (seen = node.meta ?? '') }],
	});
	return seen;
}

test('the reader is told what a piece of code needs, how it fails, and what is an output', () => {
	expect(meta('```python needs="tf_keras"')).toContain('title="Not run here: needs tf_keras"');
	expect(meta('```python raises="ValueError: x"')).toContain('title="Fails: ValueError: x"');
	expect(meta('```text wrap output')).toContain('title="Output"');
});

test('in the language of the page', () => {
	expect(meta('```text output', '/zh-cn/guides/x.mdx')).toContain('title="输出"');
});

test('a message with quotes stays whole', () => {
	expect(meta('```python raises=\'Layer "dense" expects\'')).toContain(
		'title=\'Fails: Layer "dense" expects\'',
	);
});

test('what has no mark is left alone', () => {
	expect(meta('```python wrap')).toBe('wrap');
	expect(meta('```bash title="uv"')).toBe('title="uv"');
});
