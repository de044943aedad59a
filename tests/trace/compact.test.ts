import { expect, test } from 'vitest';
import { compact } from '../../src/clinic/evidence/trace/compact.ts';

const message = "ValueError: Unrecognized keyword arguments: ['batch_shape']";
const expected = compact(message).text;

test.each([
	['as printed', message],
	['wrapped in the middle of a word', message.replace('keyword', 'key\nword')],
	['with typographic quotes', message.replaceAll("'", '’')],
	['with colours', `\u001b[0;31mValueError\u001b[0m: ${message.slice(12)}`],
	['with colours that lost their escape', `[0;31mValueError[0m: ${message.slice(12)}`],
	['quoted in an e-mail', `> ${message.replace('keyword', '\n> keyword')}`],
	[
		'logged on each line',
		`2024-05-01 12:00:01,123 - ERROR - ${message.replace('keyword ', '\n2024-05-01 12:00:01,124 - ERROR - keyword ')}`,
	],
	['as HTML', `<span class="ansi-red-fg">${message.replaceAll("'", '&#39;')}</span>`],
	['with the punctuation of Chinese', message.replace(':', '：').replace('[', '［')],
	['marked as right to left', `\u202e\u2067${message}\u2069`],
	['escaped for Markdown', message.replace('_', '\\_')],
	['with zero-width and wide spaces', message.replaceAll(' ', '\u3000\u200b')],
])('a message %s is the same message', (_, text) => {
	expect(compact(text).text).toBe(expected);
});

test('each character knows where it stood', () => {
	const { text, offsets } = compact(`> ${message}`);
	const at = text.indexOf('batch_shape');
	expect(`> ${message}`.slice(offsets[at])).toMatch(/^batch_shape/);
});

test('a Python class in angle brackets is no HTML tag', () => {
	expect(compact("<span>x</span> <class 'keras.src.Dense'>").text).toBe('x<classkeras.src.dense>');
});

test('control characters and lone surrogates do no harm', () => {
	expect(() => compact('\u0000\ud800\udfff\u001b[\u001b]\\')).not.toThrow();
});
