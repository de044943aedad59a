import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/load.ts';
import { rules } from '../../src/catalogue/views.ts';
import { diagnoseTrace } from '../../src/clinic/diagnosis/match-trace.ts';
import { compile } from '../../src/clinic/diagnosis/signature.ts';
import { readTrace } from '../../src/clinic/evidence/trace/read-trace.ts';

const catalogue = loadCatalogue();
const matcher = compile(rules(catalogue));
const examples = catalogue.flatMap(({ slug, examples }) =>
	Object.values(examples).map((text) => ({ slug, text })),
);
const lines = (text: string, change: (line: string) => string) =>
	text.split('\n').map(change).join('\n');

/** How a text looks when it was pasted out of somewhere, and how many of the examples must survive it. */
const forms: readonly (readonly [string, number, (text: string) => string])[] = [
	['quoted in an e-mail', 1, (text) => lines(text, (line) => `> ${line}`)],
	['quoted twice', 1, (text) => lines(text, (line) => `> > ${line}`)],
	['logged', 1, (text) => lines(text, (line) => `2024-05-01 12:00:01,123 - ERROR - ${line}`)],
	['out of a container', 0.98, (text) => lines(text, (line) => `app-1  | ${line}`)],
	['indented as code', 0.99, (text) => lines(text, (line) => `    ${line}`)],
	['in a box', 0.98, (text) => lines(text, (line) => `│ ${line.padEnd(90)} │`)],
	['in a fence', 1, (text) => `\`\`\`python-traceback\n${text}\n\`\`\``],
	['with Windows line ends', 1, (text) => text.replaceAll('\n', '\r\n')],
	['in colours', 1, (text) => text.replace(/(\w+Error)/g, '\u001b[0;31m$1\u001b[0m')],
	['with typographic quotes', 0.99, (text) => text.replaceAll("'", '’').replaceAll('"', '”')],
	['in a Chinese article', 0.99, (text) => `加载模型时报错：\n\n${text}\n\n求助！`],
	['in an English question', 0.99, (text) => `${text}\n\nDoes anybody know why?`],
	['wrapped at 80 columns', 0.95, (text) => text.replace(/.{80}(?!$)/gm, '$&\n')],
];

describe.each(forms)('%s', (_, share, change) => {
	test('an example leads to the same page', () => {
		const right = examples.filter(
			({ slug, text }) => diagnoseTrace(readTrace(change(text)), matcher)[0]?.slug === slug,
		);
		expect(right.length / examples.length).toBeGreaterThanOrEqual(share);
	});
});
