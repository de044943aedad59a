import { expect, test } from 'vitest';
import {
	configDifference,
	type LayerDifference,
} from '../../src/clinic/treatment/convert/config-difference.ts';
import { convertToKeras3 } from '../../src/clinic/treatment/convert/convert.ts';
import { openFixture } from '../fixtures/open.ts';

async function differenceOf(name: string) {
	const { before, after, report } = await convertToKeras3(openFixture(`keras2/${name}`));
	return { difference: configDifference(before, after, report.edits), edits: report.edits };
}

const text = ({ lines }: LayerDifference, wanted: string) =>
	lines.filter(({ kind }) => kind === wanted).map((line) => line.text.trim());

test('an argument that changed stands in its layer, with its reason', async () => {
	const { difference } = await differenceOf('hs_all.h5');
	const lstm = difference.find(({ classAfter }) => classAfter === 'LSTM');
	expect(lstm && text(lstm, 'removed').join()).toContain('"hard_sigmoid"');
	expect(lstm?.edits.map(({ id }) => id)).toContain('hard-sigmoid-kept');
});

test('every edit stands at one layer', async () => {
	for (const name of [
		'hs_all.h5',
		'mix_add.h5',
		'nested_partfrozen.h5',
		'names_slash.h5',
		'rnn_timemajor.h5',
		'pp_textvec.keras',
		'k2_2_4_dense.h5',
	]) {
		const { difference, edits } = await differenceOf(name);
		expect(difference.flatMap((one) => one.edits)).toHaveLength(edits.length);
	}
});

test('a layer under a new name is compared with itself, a new layer with nothing', async () => {
	const renamed = (await differenceOf('names_slash.h5')).difference;
	expect(renamed.filter(({ classBefore, classAfter }) => !classBefore || !classAfter)).toEqual([]);
	const turned = (await differenceOf('rnn_timemajor.h5')).difference;
	const swaps = turned.filter(({ classAfter }) => classAfter === 'Swapaxes');
	expect(swaps).toHaveLength(2);
	for (const swap of swaps) expect(text(swap, 'same')).toEqual([]);
});

test('layers of a model in a model are compared one by one', async () => {
	const { difference } = await differenceOf('nested_partfrozen.h5');
	expect(difference.some(({ layer }) => layer.includes(' › '))).toBe(true);
	expect(difference.every(({ lines }) => lines.length < 200)).toBe(true);
});

test('lines put together are the old configuration and the new one', () => {
	const layer = (units: number) => ({ class_name: 'Dense', config: { name: 'd', units } });
	const model = (units: number) => ({ class_name: 'Sequential', config: [layer(units)] });
	const [dense] = configDifference(model(3), { ...model(4) }, []);
	expect(dense?.layer).toBe('d');
	const side = (kind: string) =>
		dense?.lines.filter((one) => one.kind !== kind).map((one) => one.text);
	expect(JSON.parse(side('added')?.join('\n') ?? '')).toEqual(layer(3));
	expect(JSON.parse(side('removed')?.join('\n') ?? '')).toEqual(layer(4));
});
