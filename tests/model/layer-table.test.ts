import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/clinic/evidence/files/json.ts';
import { layerTable } from '../../src/clinic/model/layer-table.ts';
import {
	factsOf,
	factsOfFixture,
	inMemory,
	listFixtures,
	manyFixtures,
	withoutFixtures,
} from '../files/support.ts';
import { openPath } from '../fixtures/open.ts';

/** The layers in one line each, as people read `summary()`. */
async function summary(name: string): Promise<string[]> {
	const table = layerTable(await factsOfFixture(name));
	return (table?.rows ?? []).map(
		({ name, className, depth, outputShape, parameters, inputs }) =>
			`${'  '.repeat(depth)}${name} ${className} ${JSON.stringify(outputShape)} ${parameters} <- ${inputs}`,
	);
}

describe('the table of layers', () => {
	const dense = ['dense Dense [null,8] 40 <- 0', 'dense_1 Dense [null,3] 27 <- 1'];

	test('tells of one model the same, whatever file it is in', async () => {
		expect(await summary('healthy.keras')).toEqual([
			'input_layer InputLayer [null,4] 0 <- ',
			...dense,
		]);
		expect(await summary('savedmodel_dir')).toEqual([
			'dense_input InputLayer [null,4] 0 <- ',
			...dense,
		]);
	});

	test('has nested models with what they hold', async () => {
		expect(await summary('keras2/nested_partfrozen.h5')).toEqual([
			'input_1 InputLayer [null,4] 0 <- ',
			'base Sequential [null,4] 72 <- 0',
			'  dense_input InputLayer [null,4] 0 <- ',
			'  dense Dense [null,4] 20 <- 2',
			'  batch_normalization BatchNormalization [null,4] 16 <- 3',
			'  dense_1 Dense [null,4] 20 <- 4',
			'  batch_normalization_1 BatchNormalization [null,4] 16 <- 5',
			'dense_2 Dense [null,2] 10 <- 1',
		]);
	});

	test('takes names with / for names', async () => {
		expect(await summary('keras2/names_slash.h5')).toEqual([
			'in_put InputLayer [null,4] 0 <- ',
			'block1/dense Dense [null,3] 15 <- 0',
			'block1/out Dense [null,2] 8 <- 1',
		]);
	});

	test('lists the layers of a model that is a class of its own, unconnected', async () => {
		const config = {
			class_name: 'MyModel',
			config: { encoder: { layers: [layer('a', 'Dense'), layer('b', 'MyLayer')] } },
		};
		const table = layerTable(await factsOf(inMemory('a.json', JSON.stringify(config))));
		expect(table?.isConnected).toBe(false);
		expect(table?.rows).toMatchObject([
			{ name: 'a', isCustom: false, parameters: null },
			{ name: 'b', isCustom: true, parameters: null },
		]);
	});

	test('counts the calls of a shared layer, and its inputs once', async () => {
		const config = {
			class_name: 'Functional',
			config: {
				name: 'm',
				layers: [
					{ ...layer('x', 'InputLayer', { batch_input_shape: [null, 3] }), inbound_nodes: [] },
					{
						...layer('d', 'Dense', { units: 3 }),
						inbound_nodes: [[['x', 0, 0, {}]], [['x', 0, 0, {}]]],
					},
					{
						...layer('s', 'Add'),
						inbound_nodes: [
							[
								['d', 0, 0, {}],
								['d', 1, 0, {}],
							],
						],
					},
				],
				input_layers: [['x', 0, 0]],
				output_layers: [['s', 0, 0]],
			},
		};
		const table = layerTable(await factsOf(inMemory('m.json', JSON.stringify(config))));
		expect(table?.rows).toMatchObject([
			{ name: 'x', inputs: [], outputShape: [null, 3] },
			{ name: 'd', inputs: [0], calls: 2, outputShape: [null, 3] },
			{ name: 's', inputs: [1], calls: 1, outputShape: null, parameters: null },
		]);
	});
});

function layer(name: string, className: string, settings: Record<string, Json> = {}) {
	return { class_name: className, config: { name, ...settings }, name };
}

/** Weights of classes that the files do not describe; vocabularies that count as weights of a table. */
const untold =
	/(app_convnext_small|custom_layer|pp_discretization|pp_textvec|subclassed)_sm$|subclassed\.(h5|keras)$/;

test('every weight of every fixture is of some layer', async (context) => {
	if (!manyFixtures) return context.skip(withoutFixtures);
	const paths = listFixtures(manyFixtures, /\.(h5|keras)$|^saved_model\.pb$/)
		.map((path) => path.replace(/\/saved_model\.pb$/, ''))
		.filter((path) => !path.includes('/broken/'));
	const wrong: string[] = [];
	let counted = 0;
	for (const path of paths) {
		const facts = await factsOf(...openPath(path));
		const table = layerTable(facts);
		if (!table || !facts.weights || untold.test(path)) continue;
		counted++;
		const own = table.rows.reduce((sum, row) => sum + (row.ownParameters ?? Number.NaN), 0);
		if (own !== facts.weights.parameters) {
			wrong.push(`${path}: ${own} of ${facts.weights.parameters}`);
		}
	}
	expect(wrong).toEqual([]);
	expect(counted).toBeGreaterThan(700);
});
