import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/load.ts';
import { rules } from '../../src/catalogue/views.ts';
import { slugsOfFileRules } from '../../src/clinic/diagnosis/diagnose-file.ts';
import { diagnoseTrace } from '../../src/clinic/diagnosis/match-trace.ts';
import { compile, findSignatures } from '../../src/clinic/diagnosis/signature.ts';
import { compact } from '../../src/clinic/evidence/trace/compact.ts';
import { readTrace } from '../../src/clinic/evidence/trace/read-trace.ts';
import { slugsOfForecast } from '../../src/clinic/forecast/forecast.ts';

const catalogue = loadCatalogue();
const matcher = compile(rules(catalogue));
const slugs = catalogue.map(({ slug }) => slug);

test('a code is never reused and never removed', () => {
	const recorded: Record<string, string> = JSON.parse(
		readFileSync(new URL('codes.json', import.meta.url), 'utf8'),
	);
	const today = Object.fromEntries(catalogue.map(({ en, slug }) => [en.code, slug]));
	const reachable = new Set([...slugs, ...catalogue.flatMap(({ en }) => en.aliases)]);
	expect(Object.keys(today).length).toBe(catalogue.length);
	expect(Object.keys(recorded).sort()).toEqual(Object.keys(today).sort());
	for (const slug of Object.values(recorded)) expect(reachable).toContain(slug);
});

test('what the rules and the forecast name is in the catalogue', () => {
	for (const slug of [...slugsOfFileRules, ...slugsOfForecast]) expect(slugs).toContain(slug);
});

describe.each(catalogue)('$en.code $slug', ({ slug, en, 'zh-cn': zh, examples }) => {
	test('can be found: by a message, in a file, or as a symptom by choice', () => {
		const byChoice = en.stage === 'symptom';
		expect(en.signatures.length > 0 || slugsOfFileRules.includes(slug) || byChoice).toBe(true);
	});

	test('asks a question whose answers lead on, in both languages', () => {
		for (const { to } of en.question?.answers ?? []) expect(slugs).toContain(to);
		const ids = en.question?.answers.map(({ id }) => id).sort();
		expect(zh.question && Object.keys(zh.question.answers).sort()).toEqual(ids);
	});

	test('has the same fixes in both languages, in order of risk', () => {
		const order = ['none', 'low', 'medium', 'high'];
		const risks = en.fixes.map(({ risk }) => order.indexOf(risk));
		expect(Object.keys(zh.fixes).sort()).toEqual(en.fixes.map(({ id }) => id).sort());
		expect(risks).toEqual([...risks].sort());
		expect(Boolean(zh.wrongFix)).toBe(Boolean(en.wrongFix));
	});

	test('refines only what is there', () => {
		for (const refined of en.refines) expect(slugs).toContain(refined);
	});

	test('has a body in both languages', () => {
		for (const language of ['en', 'zh-cn']) {
			const source = readFileSync(
				new URL(`../../src/content/diagnoses/${slug}/${language}.mdx`, import.meta.url),
				'utf8',
			);
			expect(source.split(/^---$/m)[2]?.trim().length).toBeGreaterThan(80);
		}
	});

	if (en.signatures.length === 0) return;

	test('has an example for each of its messages', () => {
		const texts = Object.values(examples).map((text) => compact(text).text);
		for (const signature of en.signatures) {
			const [rule] = rules([
				{ slug, en: { ...en, signatures: [signature] }, 'zh-cn': zh, examples },
			]);
			const single = compile(rule ? [rule] : []);
			const shown = texts.some((text, index) => {
				const original = Object.values(examples)[index] ?? '';
				return (
					findSignatures(
						single,
						text,
						() => text.length,
						() => original,
						signature.source ? 'source' : 'message',
					).length > 0 || diagnoseTrace(readTrace(original), single).length > 0
				);
			});
			expect(shown, signature.text).toBe(true);
		}
	});

	test.each(Object.entries(examples))('its example %s comes back as it', (_, text) => {
		const [first] = diagnoseTrace(readTrace(text), matcher);
		expect(first?.slug).toBe(slug);
		expect(first?.evidence.length).toBeGreaterThan(0);
	});
});
