import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { textOf } from '../../src/clinic/evidence/files/bytes.ts';
import { bytesSource } from '../../src/clinic/evidence/files/source.ts';
import type { Layer, Model } from '../../src/clinic/model/model.ts';
import { layersOf } from '../../src/clinic/model/weight-slots.ts';
import { Checksums } from '../../src/clinic/treatment/convert/checksums.ts';
import { type Conversion, convertToKeras3 } from '../../src/clinic/treatment/convert/convert.ts';
import { kerasFile } from '../../src/clinic/treatment/convert/keras-file.ts';
import { skeleton } from '../../src/clinic/treatment/convert/skeleton.ts';
import { verifyConversion } from '../../src/clinic/treatment/convert/verify.ts';
import { writeZip } from '../../src/clinic/treatment/write-zip.ts';
import { conversionWords } from '../../src/i18n/conversion/index.ts';
import { bytesOfFixture, inMemory, zipOf } from '../files/support.ts';
import { openFixture } from '../fixtures/open.ts';

const sha256 = () => createHash('sha256');
const converted = (name: string) => convertToKeras3(openFixture(`keras2/${name}`));

async function written(conversion: Conversion, checksums?: Checksums): Promise<Uint8Array> {
	const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>>();
	const result = new Response(readable).bytes();
	await writeZip(kerasFile(conversion, checksums), writable);
	return result;
}

function find(model: Model, className: string): Layer {
	const layer = layersOf(model).find((one) => one.className === className);
	if (!layer) throw new Error(`no ${className}`);
	return layer;
}

test('hard_sigmoid keeps the slope of Keras 2, and the weights stay as they are', async () => {
	const { model, report } = await converted('hs_all.h5');
	expect(find(model, 'LSTM').settings['recurrent_activation']).toMatchObject({
		class_name: 'Sequential',
		config: { layers: [{ config: { scale: 1.2 } }, { config: { activation: 'hard_sigmoid' } }] },
	});
	expect(report.edits.filter(({ id }) => id === 'hard-sigmoid-kept').length).toBeGreaterThan(3);
	expect(report.weights.copied).toBe(report.weights.of);
});

test('a mask that Keras 3 would lose behind Add is an argument of the layer that uses it', async () => {
	const { model } = await converted('mix_add.h5');
	const [call] = find(model, 'GlobalAveragePooling1D').calls;
	expect(call?.keywords['mask']).toMatchObject({ kind: 'tensor' });
	expect(find(model, 'NotEqual').module).toBe('keras.src.ops.numpy');
});

test('a layer that computes otherwise where a mask is off gets its inputs without masks', async () => {
	const { model } = await converted('masks_minimum.h5');
	const [call] = find(model, 'Minimum').calls;
	expect(call?.positional[0]).toMatchObject({
		items: [{ layer: 'emb0_unmasked' }, { layer: 'masking_unmasked' }],
	});
	expect(find(model, 'Copy').module).toBe('keras.src.ops.numpy');
});

test('a layer that stands for an activation keeps its weights', async () => {
	const { model } = await converted('activation_prelu.h5');
	expect(find(model, 'Dense').parts).toMatchObject([
		{ slot: 'activation', layer: { className: 'PReLU', weights: [{ role: 'alpha' }] } },
	]);
});

test('the mean of integers is an integer', async () => {
	const { model } = await converted('tfop_integer_mean.h5');
	expect(model.layers.map(({ className }) => className)).toEqual([
		'InputLayer',
		'Cast',
		'Mean',
		'Cast',
	]);
	expect(model.layers.at(-1)?.settings).toMatchObject({ dtype: 'int32' });
});

test('a size that is taken from the batch is what the others leave', async () => {
	const { model } = await converted('tfop_reshape_batch.h5');
	expect(find(model, 'Reshape').settings).toMatchObject({ newshape: [-1, 24] });
	expect(model.layers).toHaveLength(2);
});

test('gates that Keras 1 kept apart are side by side, in the order of Keras 2', async () => {
	const { model, report } = await convertToKeras3(openFixture('keras1/lstm_cpu.h5'));
	const [kernel, recurrent, bias] = find(model, 'LSTM').weights;
	expect(kernel?.tensor.shape).toEqual([3, 16]);
	expect(recurrent?.tensor.shape).toEqual([4, 16]);
	expect(bias?.tensor.shape).toEqual([16]);
	expect(report.writtenBy).toBe('1.2.2');
});

test('time before the batch is turned around the layer', async () => {
	const { model } = await converted('rnn_timemajor.h5');
	expect(model.layers.map(({ className }) => className)).toEqual([
		'InputLayer',
		'Swapaxes',
		'LSTM',
		'Swapaxes',
	]);
	expect(find(model, 'LSTM').settings).not.toHaveProperty('time_major');
});

test('no name has a slash, and every reference has the new name', async () => {
	const { model } = await converted('names_slash.h5');
	expect(JSON.stringify(model.layers.map(({ name, calls }) => [name, calls]))).not.toContain('/');
});

test('words that were learned move from the assets into the layer', async () => {
	const { model } = await converted('pp_textvec.keras');
	expect(find(model, 'TextVectorization').settings['vocabulary']).toContain('cat');
});

test('weights numbered as in 2.12 to 2.14 come to the right layers', async () => {
	const { model } = await converted('k2_13_1_dense.keras');
	const shapes = model.layers.flatMap(({ weights }) => weights.map(({ tensor }) => tensor.shape));
	expect(shapes).toEqual([[4, 8], [8], [8, 3], [3]]);
});

test('an input layer that the file leaves out is written', async () => {
	const { model, report } = await converted('k2_2_4_dense.h5');
	expect(model.layers[0]).toMatchObject({
		className: 'InputLayer',
		settings: { batch_shape: [null, 4] },
	});
	expect(report.edits.map(({ id }) => id)).toContain('input-added');
});

test('an architecture and a checkpoint are one model', async () => {
	const files = [...openFixture('keras2/lstm.json'), ...openFixture('keras2/lstm_ckpt')];
	const { report } = await convertToKeras3(files);
	expect(report.weights.copied).toBeGreaterThanOrEqual(3);
});

test('a layer of one’s own keeps its weights, and its class is asked for', async () => {
	const { model, report } = await converted('custom_layer2.h5');
	expect(report.custom).toMatchObject([
		{ registeredName: 'MyPkg>MyScale2', weights: [{ role: 'w' }, { role: 'b' }] },
	]);
	expect(find(model, 'MyScale2').weights).toHaveLength(2);
	const code = skeleton(report.custom, 'model.keras', conversionWords.en.skeleton);
	expect(code).toContain('class MyScale2(keras.layers.Layer):');
	expect(code).toContain('"MyPkg>MyScale2": MyScale2');
});

test('an operation of a .h5 of Keras 3 gets the module that the file leaves out', async () => {
	const { model, after, report } = await convertToKeras3(openFixture('keras3/operations.h5'));
	expect(find(model, 'Mean')).toMatchObject({ module: 'keras.src.ops.numpy' });
	expect(find(model, 'Subtract')).toMatchObject({ module: 'keras.src.ops.numpy' });
	expect(find(model, 'LSTM')).toMatchObject({ module: 'keras.layers' });
	expect(report.edits).toContainEqual(
		expect.objectContaining({ id: 'module-added', layer: 'mean', after: 'keras.src.ops.numpy' }),
	);
	expect(after['compile_config']).toMatchObject({ loss: 'mse' });
	expect(report.weights.copied).toBe(report.weights.of);
});

describe('what was written is read again', () => {
	test.each(['hs_all.h5', 'nested_partfrozen.h5', 'names_slash.h5', 'custom_layer2.h5'])(
		'%s',
		async (name) => {
			const conversion = await converted(name);
			const checksums = new Checksums(sha256);
			const bytes = await written(conversion, checksums);
			const checks = await verifyConversion(conversion, bytesSource(bytes), checksums);
			expect(checks).toHaveLength(conversion.report.weights.of);
			// Stored, so that a single bit of a weight is a single bit of the file.
			const weight = layersOf(conversion.model)
				.flatMap(({ weights }) => weights)
				.at(-1)?.tensor;
			const wanted = weight?.bytes.read(0, weight.bytes.size) ?? new Uint8Array(0);
			const at = Buffer.from(bytes).lastIndexOf(wanted);
			expect(at).toBeGreaterThan(0);
			bytes[at] = (bytes[at] ?? 0) ^ 1;
			await expect(verifyConversion(conversion, bytesSource(bytes), checksums)).rejects.toThrow(
				/vars|CRC|, /,
			);
		},
	);

	test('the members are those of Keras, in its order', async () => {
		const members = kerasFile(await converted('mix_add.h5'));
		expect(members.map(({ path }) => path)).toEqual([
			'metadata.json',
			'config.json',
			'model.weights.h5',
		]);
		const [metadata] = members;
		expect(JSON.parse(textOf(metadata?.source.read(0, 999) ?? new Uint8Array(0)))).toHaveProperty(
			'keras_version',
		);
	});
});

describe('what cannot be converted is refused with layer and reason', () => {
	const dense = (units: number) => ({
		class_name: 'Sequential',
		config: {
			name: 'sequential',
			layers: [
				{
					class_name: 'Dense',
					config: { name: 'dense', units, batch_input_shape: [null, 4], use_bias: true },
				},
			],
		},
	});
	const withWeights = (config: object) =>
		convertToKeras3([
			inMemory('model.json', JSON.stringify(config)),
			...openFixture('keras2/k2_2_4_dense.h5').map(({ source }) => ({ path: 'w.h5', source })),
		]);

	test('more weights than layers', async () => {
		await expect(withWeights(dense(8))).rejects.toMatchObject({
			refusals: [{ layer: 'dense_1', id: 'foreign-layer', values: { given: 2, wanted: 1 } }],
		});
	});

	test('a file that ends within a tensor', async () => {
		const bytes = bytesOfFixture('keras2/hs_all.h5');
		const cut = inMemory('cut.h5', bytes.slice(0, bytes.length - 3000));
		await expect(convertToKeras3([cut])).rejects.toThrow(/truncated file/);
	});

	test('weights alone, an architecture alone, and no model', async () => {
		await expect(convertToKeras3(openFixture('seq_dense.weights.h5'))).rejects.toMatchObject({
			refusals: [{ layer: '', id: 'weights-without-architecture' }],
		});
		await expect(convertToKeras3(openFixture('keras2/lstm.json'))).rejects.toMatchObject({
			refusals: [{ id: 'architecture-without-weights' }],
		});
		await expect(convertToKeras3(openFixture('html_page.keras'))).rejects.toMatchObject({
			refusals: [{ id: 'not-a-model' }],
		});
	});

	test('a missing shard of a checkpoint, by its name', async () => {
		const files = [
			...openFixture('keras2/lstm.json'),
			...openFixture('keras2/lstm_ckpt').filter(({ path }) => !path.includes('.data-')),
		];
		await expect(convertToKeras3(files)).rejects.toMatchObject({
			refusals: [{ id: 'shard-missing', values: { file: 'lstm_ckpt/ckpt.data-00000-of-00001' } }],
		});
	});

	test('every layer that stands in the way, not only the first', async () => {
		const layers = ['CategoryCrossing', 'DenseFeatures'].map((className, index) => ({
			class_name: className,
			config: { name: `layer_${index}`, filters: 1, use_bias: false },
		}));
		const config = { class_name: 'Sequential', config: { name: 's', layers: [input, ...layers] } };
		const archive = await zipOf({
			'config.json': JSON.stringify(config),
			'model.weights.h5': bytesOfFixture('seq_dense.weights.h5'),
		});
		await expect(convertToKeras3([inMemory('x.keras', archive)])).rejects.toMatchObject({
			refusals: [
				{ layer: 'layer_0', id: 'category-crossing' },
				{ layer: 'layer_1', id: 'feature-columns' },
			],
		});
	});

	test('the mean of integers, which Keras 2 cuts and Keras 3 does not', async () => {
		const pooling = { class_name: 'GlobalAveragePooling1D', config: { name: 'mean' } };
		const integers = { ...input, config: { ...input.config, dtype: 'int32' } };
		const config = { class_name: 'Sequential', config: { name: 's', layers: [integers, pooling] } };
		const archive = await zipOf({
			'config.json': JSON.stringify(config),
			'model.weights.h5': bytesOfFixture('seq_dense.weights.h5'),
		});
		await expect(convertToKeras3([inMemory('x.keras', archive)])).rejects.toMatchObject({
			refusals: [{ layer: 'mean', id: 'tensor-type', values: { type: 'int32' } }],
		});
	});
});

const input = {
	class_name: 'InputLayer',
	config: { name: 'input', batch_input_shape: [null, 4, 1], dtype: 'float32' },
};
