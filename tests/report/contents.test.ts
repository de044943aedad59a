import { expect, test } from 'vitest';
import { branchesOf, entriesOf } from '../../src/clinic/report/contents.ts';
import { factsOfFixture } from '../files/support.ts';

test('an archive is shown with the datasets of its weights, the largest first', async () => {
	const facts = await factsOfFixture('healthy.keras');
	const entries = entriesOf(facts);
	const [weights, ...others] = branchesOf(entries, 0);
	expect(others.map(({ name }) => name)).toContain('config.json');
	const member = facts.container?.members.find(({ path }) => path === 'model.weights.h5');
	expect(weights).toMatchObject({ name: 'model.weights.h5', bytes: member?.size });
	const [layers] = branchesOf(weights?.below ?? [], 1);
	expect(layers).toMatchObject({ name: 'layers', bytes: 4 * (40 + 27) });
	const dense = branchesOf(layers?.below ?? [], 2);
	expect(dense.map(({ name, bytes }) => [name, bytes])).toEqual([
		['dense', 160],
		['dense_1', 108],
	]);
	const [vars] = branchesOf(dense[0]?.below ?? [], 3);
	expect(branchesOf(vars?.below ?? [], 4).map(({ entry }) => entry?.tensor?.shape)).toEqual([
		[4, 8],
		[8],
	]);
});

test('an archive whose weights were not listed keeps its members', async () => {
	const entries = entriesOf(await factsOfFixture('zip_weights_renamed.keras'));
	expect(entries.every(({ tensor }) => tensor === null)).toBe(true);
	expect(entries.map(({ path }) => path)).toContain('config.json');
});

test('a file of HDF5 is shown by its groups', async () => {
	const entries = entriesOf(await factsOfFixture('keras2/names_slash.h5'));
	expect(branchesOf(entries, 0).map(({ name }) => name)).toEqual(['model_weights']);
});
