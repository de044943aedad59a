import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/load.ts';
import { unrelatedMessages } from '../../src/clinic/knowledge/unrelated.ts';

/**
 * What the catalogue need not have, entry by entry. A list fails both when an entry lacks more than it
 * says and when an entry on it lacks it no longer.
 */
const exempt: Readonly<Record<string, readonly string[]>> = JSON.parse(
	readFileSync(new URL('exemptions.json', import.meta.url), 'utf8'),
);
const catalogue = loadCatalogue();
const lacking = (lacks: (entry: (typeof catalogue)[number]) => boolean) =>
	catalogue
		.filter(lacks)
		.map(({ slug }) => slug)
		.sort();

test('a message to be known by: all but what a file or a choice tells', () => {
	expect(lacking(({ en }) => en.signatures.length === 0)).toEqual(exempt['no-message']);
});

test('threads where people met it: all but where none was found', () => {
	expect(lacking(({ en }) => en.threads.length === 0)).toEqual(exempt['no-thread']);
});

test('code to copy: all but where a fix is not done in code', () => {
	expect(lacking(({ en }) => en.fixes.every(({ code }) => !code))).toEqual(exempt['no-code']);
});

test('a slug means one thing: no unrelated message has the name of a diagnosis', () => {
	const ids = new Set(unrelatedMessages.map(({ id }) => id));
	expect(catalogue.filter(({ slug }) => ids.has(slug))).toEqual([]);
});
