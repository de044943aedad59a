import { describe, expect, test } from 'vitest';
import { readFacts } from '../../src/clinic/evidence/files/read.ts';
import type { GivenFile } from '../../src/clinic/evidence/files/source.ts';
import { openFixture } from '../fixtures/open.ts';
import { bytesOfFixture, factsOf, healthyMembers, inMemory } from './support.ts';

const members = (root: string, names = Object.keys(healthyMembers())): GivenFile[] =>
	Object.entries(healthyMembers())
		.filter(([name]) => names.includes(name))
		.map(([name, bytes]) => inMemory(root + name, bytes));

async function formats(...files: readonly GivenFile[]) {
	return (await readFacts(files, { weights: true })).map(({ format, input }) => [
		format,
		input.name,
	]);
}

describe('files side by side', () => {
	test('that are the members of an unzipped archive are one model', async () => {
		const facts = await factsOf(...members(''));
		expect(facts).toMatchObject({
			format: 'keras-v3',
			input: { kind: 'files', name: 'config.json' },
			container: { kind: 'folder', root: '', weightsMember: 'model.weights.h5' },
			writer: { version: '3.15.1' },
			weights: { parameters: 67 },
		});
		expect(facts.container?.members).toHaveLength(3);
	});

	test('are one model as browsers rename them, and without metadata.json', async () => {
		const { 'config.json': config = '', 'model.weights.h5': weights = '' } = healthyMembers();
		const facts = await factsOf(
			inMemory('config (1).json', config),
			inMemory('model.weights (2).h5', weights),
		);
		expect(facts.container).toMatchObject({
			configMember: 'config (1).json',
			weightsMember: null,
			weightsCandidates: ['model.weights (2).h5'],
		});
	});

	test('that are models of their own are several', async () => {
		expect(
			await formats(
				inMemory('a.keras', bytesOfFixture('healthy.keras')),
				inMemory('b.h5', bytesOfFixture('k215_mobilenetish.h5')),
			),
		).toEqual([
			['keras-v3', 'a.keras'],
			['legacy-h5', 'b.h5'],
		]);
	});

	test('do not take a model for their weights', async () => {
		expect(
			await formats(
				...members('', ['config.json', 'model.weights.h5']),
				inMemory('old.h5', bytesOfFixture('k215_mobilenetish.h5')),
			),
		).toEqual([
			['keras-v3', 'config.json'],
			['legacy-h5', 'old.h5'],
		]);
	});

	test('that are an architecture and weights belong together', async () => {
		const { 'config.json': config = '' } = healthyMembers();
		const facts = await factsOf(
			inMemory('architecture.json', config),
			inMemory('my.weights.h5', bytesOfFixture('seq_dense.weights.h5')),
		);
		expect(facts).toMatchObject({
			format: 'weights-h5',
			input: { kind: 'files', name: 'my.weights.h5' },
			model: { modelClass: 'Sequential' },
			weights: { parameters: 67 },
		});
	});

	test('of other kinds are left out where there is a model', async () => {
		const model = inMemory('model.keras', bytesOfFixture('healthy.keras'));
		const others = [
			inMemory('notes.txt', 'hello'),
			inMemory('photo.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0])),
			inMemory('.DS_Store', new Uint8Array([0, 0, 0, 1])),
		];
		expect(await formats(...others, model)).toEqual([['keras-v3', 'model.keras']]);
	});
});

describe('a folder', () => {
	test('that is an unzipped archive is one model', async () => {
		expect(await factsOf(...openFixture('unzipped_dir'))).toMatchObject({
			format: 'keras-v3',
			input: { kind: 'folder', path: 'unzipped_dir', name: 'unzipped_dir', bytes: 16749 },
			container: { kind: 'folder', root: '', weightsMember: 'model.weights.h5' },
		});
	});

	test('without weights says so', async () => {
		const { container, format } = await factsOf(...openFixture('unzipped_dir_noweights'));
		expect(format).toBe('keras-v3');
		expect(container).toMatchObject({ weightsMember: null, weightsCandidates: [] });
	});

	test('with the model one folder deeper knows where', async () => {
		expect((await factsOf(...members('download/model/'))).container?.root).toBe('model/');
	});

	test('with two models has two results, each with a path of its own', async () => {
		const results = await readFacts([...members('both/a/'), ...members('both/b/')], {
			weights: true,
		});
		expect(results.map(({ input, format }) => [input.path, format])).toEqual([
			['both/a', 'keras-v3'],
			['both/b', 'keras-v3'],
		]);
		expect(results[0]?.container?.members).toHaveLength(3);
	});

	test.each([[[]], [[inMemory('savedmodel_dir/config.json', '{"architectures": ["Bert"]}')]]])(
		'that is a SavedModel is one, whatever else lies in it (%#)',
		async (others) => {
			const facts = await factsOf(...openFixture('savedmodel_dir'), ...others);
			expect(facts).toMatchObject({
				format: 'saved-model',
				writer: { generation: 2, backend: 'tensorflow' },
				damage: null,
				model: { modelClass: 'Sequential' },
			});
			expect(facts.container?.root).toBe(others.length > 0 ? '' : null);
			expect(facts.container?.members.map(({ path }) => path)).toContain('saved_model.pb');
		},
	);

	test("of transformers, with a stranger's config.json, leads to its .h5", async () => {
		expect(
			await formats(
				inMemory('bert/config.json', '{"architectures": ["Bert"]}'),
				inMemory('bert/tf_model.h5', bytesOfFixture('k215_mobilenetish.h5')),
			),
		).toEqual([['legacy-h5', 'tf_model.h5']]);
	});

	test('whose config.json is broken is still one of Keras', async () => {
		const facts = await factsOf(inMemory('m/config.json', '{"module": "keras", '));
		expect(facts).toMatchObject({
			format: 'keras-v3',
			damage: { kind: 'json-invalid', member: 'config.json' },
		});
	});
});

test('without the tree of the weights the verdict comes without HDF5', async () => {
	const [facts] = await readFacts(openFixture('healthy.keras'), { weights: false });
	expect(facts).toMatchObject({ format: 'keras-v3', weights: null, damage: null });
	expect(facts?.model?.layers).toHaveLength(3);
});

test('nothing gives nothing', async () => {
	expect(await readFacts([], { weights: true })).toEqual([]);
});
