import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/load.ts';
import { rules } from '../../src/catalogue/views.ts';
import { compile } from '../../src/clinic/diagnosis/signature.ts';
import { readFacts } from '../../src/clinic/evidence/files/read.ts';
import { bytesSource } from '../../src/clinic/evidence/files/source.ts';
import { examine } from '../../src/clinic/report/examine.ts';
import { readBeginnings, readModels } from '../../src/clinic/report/read-models.ts';
import { openFixture } from '../fixtures/open.ts';

const all = rules(loadCatalogue());
const clinic = { rules: all, matcher: compile(all) };
const facts = async (...names: string[]) =>
	readFacts(names.flatMap(openFixture), { weights: true });

const notAccessible =
	'ValueError: File not found: filepath=model.keras. Please ensure the file is an accessible `.keras` zip file.';

describe('text and file together', async () => {
	test('the file decides what the text leaves open, and both are evidence', async () => {
		const { diagnoses, notice } = await examine(
			clinic,
			notAccessible,
			await facts('hdf5_named_keras.keras'),
		);
		expect(diagnoses[0]).toMatchObject({ code: 'K102', confidence: 'certain' });
		expect(diagnoses[0]?.evidence.map(({ from }) => from)).toEqual(['file', 'trace']);
		expect(diagnoses.map(({ code }) => code)).not.toContain('K101');
		expect(notice).toBeNull();
	});

	test('a contradiction is said', async () => {
		const { notice } = await examine(clinic, notAccessible, await facts('zip_in_folder.keras'));
		expect(notice?.id).toBe('file-and-trace-disagree');
	});

	test('the text alone is enough', async () => {
		const { diagnoses } = await examine(clinic, notAccessible, []);
		expect(diagnoses[0]?.code).toBe('K101');
	});
});

test('an answer to a question comes first and is said', async () => {
	const { diagnoses } = await examine(
		clinic,
		notAccessible,
		[],
		[{ to: 'git-lfs-pointer', said: 'Git', from: 'answer' }],
	);
	expect(diagnoses[0]).toMatchObject({ slug: 'git-lfs-pointer', confidence: 'likely' });
	expect(diagnoses[0]?.evidence[0]).toEqual({ from: 'answer', quote: 'Git' });
});

describe('bad input', async () => {
	test.each([
		['', 'nothing-given'],
		[' \n\t ', 'nothing-given'],
		['\u0089HDF\r\n\u001a\n\u0000\u0001\ufffd\ufffd'.repeat(20), 'binary-pasted'],
		['x'.repeat(1000), 'text-not-recognised'],
		['RuntimeError: CUDA out of memory. Tried to allocate 2.00 GiB', 'unrelated'],
	])('%j', async (text, id) => {
		const { notice } = await examine(clinic, text, []);
		expect(notice?.id).toBe(id);
	});

	test.each([
		['keras2/nested_partfrozen.h5', 'K357', 'Sequential "base" ["base",1]'],
		['keras2/mix_add.h5', 'K805', 'GlobalAveragePooling1D "global_average_pooling1d"'],
	])('%s: what the newest Keras will make of it is its diagnosis', async (name, code, quote) => {
		const models = await readModels(openFixture(name));
		const { notice, diagnoses } = await examine(clinic, '', models);
		expect(notice).toBeNull();
		expect(diagnoses).toHaveLength(1);
		expect(diagnoses[0]).toMatchObject({ code, confidence: 'likely' });
		expect(diagnoses[0]?.evidence).toEqual([{ from: 'file', where: 'config', quote }]);
	});

	test('a file of which reading had to be stopped, whatever its configuration holds', async () => {
		const beginnings = await readBeginnings(openFixture('k215_mobilenetish.h5'));
		const { notice, diagnoses, forecast } = await examine(clinic, '', beginnings);
		expect(notice).toMatchObject({
			id: 'file-unreadable',
			values: { name: 'k215_mobilenetish.h5', damage: 'reading-stopped' },
		});
		expect(diagnoses[0]?.code).toBe('K301');
		expect(forecast.map(({ verdict }) => verdict)).not.toContain('loads');
	});

	test('two unrelated models', async () => {
		const models = await facts('zip_in_folder.keras', 'k215_mobilenetish.h5');
		const { notice } = await examine(clinic, '', models);
		expect(notice?.id).toBe('several-models');
	});

	test('a file that is no model', async () => {
		const models = await readFacts(
			[{ path: 'notes.h5', source: bytesSource(new TextEncoder().encode('hello')) }],
			{ weights: true },
		);
		const { notice } = await examine(clinic, '', models);
		expect(notice?.id).toBe('file-not-a-model');
	});
});

test('5 MB of text takes no more than a moment, and its end is read', async () => {
	const { diagnoses } = await examine(
		clinic,
		`${'lorem ipsum '.repeat(420_000)}\n${notAccessible}`,
		[],
	);
	expect(diagnoses[0]?.code).toBe('K101');
});
