import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/load.ts';
import { rules } from '../../src/catalogue/views.ts';
import { diagnoseTrace } from '../../src/clinic/diagnosis/match-trace.ts';
import { compile } from '../../src/clinic/diagnosis/signature.ts';
import { recogniseUnrelated } from '../../src/clinic/diagnosis/unrelated.ts';
import { readTrace } from '../../src/clinic/evidence/trace/read-trace.ts';
import { unrelatedMessages } from '../../src/clinic/knowledge/unrelated.ts';
import { unrelatedWords } from '../../src/i18n/unrelated.ts';

const idsIn = (text: string) => {
	const found = recogniseUnrelated(text);
	return found ? [found.id] : [];
};

test('each row has its own id and says what it is in both languages', () => {
	expect(new Set(unrelatedMessages.map(({ id }) => id)).size).toBe(unrelatedMessages.length);
	for (const row of unrelatedMessages) {
		expect(row.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
	}
	const families = new Set(unrelatedMessages.map(({ family }) => family));
	expect(new Set(Object.keys(unrelatedWords))).toEqual(families);
	for (const words of Object.values(unrelatedWords)) {
		expect(words.en.length).toBeGreaterThan(40);
		expect(words['zh-cn']).toMatch(/\p{Script=Han}/u);
	}
});

const known: Readonly<Record<string, string>> = {
	'common-package': 'sklearn',
	'other-distribution': 'foo 1.2',
	'program-name': 'load_model',
	'data-shape': '(32, 28)',
	'data-file': 'train.csv',
};
/** A row's message with its placeholders filled. */
const filled = (text: string) =>
	text.replace(
		/\{[a-z]+(?::([a-z-]+))?\}/g,
		(_, table: string | undefined) => (table ? known[table] : undefined) ?? '12',
	);

test.each(unrelatedMessages)('$id is found in its own message', ({ id, text }) => {
	expect(idsIn(filled(text))).toEqual([id]);
});

test('a conflict or a missing module of Keras or TensorFlow is not among them', () => {
	expect(idsIn("ModuleNotFoundError: No module named 'keras.engine'")).toEqual([]);
	expect(
		idsIn(
			'This behaviour is the source of the following dependency conflicts.\ntensorflow 2.15.0 requires keras<2.16,>=2.15.0, but you have keras 3.0.3 which is incompatible.',
		),
	).toEqual([]);
});

describe('no message that the catalogue answers', () => {
	const catalogue = loadCatalogue();
	const answered = compile(rules(catalogue));
	const examples = catalogue.flatMap(({ slug, examples }) =>
		Object.entries(examples).map(([name, text]) => ({ name: `${slug}/${name}`, text })),
	);
	test.each(examples)('$name', ({ text }) => {
		expect(idsIn(text)).toEqual([]);
	});

	test.each(unrelatedMessages)('$id has no diagnosis', ({ text }) => {
		expect(diagnoseTrace(readTrace(filled(text)), answered)).toEqual([]);
	});
});
