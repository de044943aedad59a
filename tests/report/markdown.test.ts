import { expect, test } from 'vitest';
import { issueMarkdown } from '../../src/clinic/report/markdown.ts';
import { strings } from '../../src/i18n/index.ts';

const report = {
	trace: null,
	facts: null,
	diagnoses: [],
	forecast: [],
	install: [],
	treatments: [],
	notice: null,
} as const;
const diagnosis = {
	code: 'K203',
	slug: 'directory-weights-missing',
	cause: 'archive-weights-missing',
	confidence: 'certain',
	evidence: [{ from: 'trace', quote: 'said ```` here', line: 1, start: 0, end: 5 }],
	values: { path: 'my.keras' },
} as const;
const explanation = {
	code: 'K203',
	title: 'A `title`',
	summary: 'Because.',
	fixes: [
		{
			id: 'x',
			risk: 'none',
			title: 'Do',
			text: 'It.',
			code: 'load("{{path="m"}}")',
			language: 'python',
		},
	],
	wrongFix: undefined,
	isSymptom: false,
	question: undefined,
} as const;

test('an issue gets cause, evidence, fix and the permanent link', () => {
	const markdown = issueMarkdown(
		report,
		diagnosis,
		explanation,
		strings.en,
		'https://example.org/base/',
	);
	expect(markdown).toContain('**Cause:** Because.');
	expect(markdown).toContain('```python\nload("my.keras")\n```');
	expect(markdown).toContain('https://example.org/base/e/K203/');
});

test('backticks in the evidence do not end its fence', () => {
	const markdown = issueMarkdown(
		report,
		diagnosis,
		explanation,
		strings.en,
		'https://example.org/',
	);
	expect(markdown).toContain('`````text\nsaid ```` here\n`````');
});
