import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../src/clinic/evidence/files/source.ts';
import { readWholeModel } from '../../src/clinic/model/read-model.ts';
import { Checksums } from '../../src/clinic/treatment/convert/checksums.ts';
import { translateCompile } from '../../src/clinic/treatment/convert/compile.ts';
import { convertToKeras3 } from '../../src/clinic/treatment/convert/convert.ts';
import { kerasFile, weightsFile } from '../../src/clinic/treatment/convert/keras-file.ts';
import { carriedOptimizer } from '../../src/clinic/treatment/convert/optimizer.ts';
import { verifyConversion } from '../../src/clinic/treatment/convert/verify.ts';
import { writeZip } from '../../src/clinic/treatment/write-zip.ts';
import { openFixture } from '../fixtures/open.ts';

const sha256 = () => createHash('sha256');
const converted = (name: string) => convertToKeras3(openFixture(name));

/** The real Keras 3 decides in oracle/optimizer.test.ts whether they are the right ones. */
test.each([
	['optimizers/legacy_adam.h5', 1 + 3 * 12],
	['optimizers/legacy_rmsprop.h5', 2 + 3 * 8],
	['optimizers/legacy_sgd.h5', 2 + 4],
	['optimizers/legacy_ftrl.h5', 2 + 2 * 4],
	['optimizers/adam.h5', 2 + 2 * 17],
	['optimizers/adamw_average.keras', 2 + 3 * 12],
	['optimizers/adadelta.keras', 2 + 2 * 8],
	['optimizers/adagrad_schedule.keras', 1 + 4],
	['optimizers/sgd.keras', 2],
	['optimizers/legacy_scaled.h5', 2 + 2 * 4, 4],
	['optimizers/scaled.keras', 2 + 4, 4],
	['optimizers/legacy_adam_savedmodel', 2 + 2 * 4],
	['optimizers/adam_savedmodel', 2 + 2 * 4],
	['keras2/k2_2_4_dense.h5', 2 + 2 * 4],
	['keras2/k2_13_1_dense.keras', 2 + 2 * 4],
])('what the optimizer of %s keeps is written, and read again', async (name, count, own = 0) => {
	const conversion = await converted(name);
	expect(conversion.report.optimizerVariables).toBe(count);
	expect(conversion.report.edits.filter(({ id }) => id.startsWith('optimizer-'))).toEqual([]);
	const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>>();
	const written = new Response(readable).bytes();
	const checksums = new Checksums(sha256);
	await writeZip(kerasFile(conversion, checksums), writable);
	const bytes = await written;
	const checks = await verifyConversion(conversion, bytesSource(bytes), checksums);
	// Of an optimizer that scales the loss, its own and again all of those in it.
	const all = own > 0 ? 2 * count + own : count;
	expect(checks.filter(({ layer }) => layer === 'optimizer')).toHaveLength(all);
	expect(checks).toHaveLength(all + conversion.report.weights.of);
	const last = conversion.optimizer.at(-1)?.variables.at(-1)?.tensor;
	const at = Buffer.from(bytes).lastIndexOf(last?.bytes.read(0, last.bytes.size) ?? '');
	expect(at).toBeGreaterThan(0);
	bytes[at] = (bytes[at] ?? 0) ^ 1;
	await expect(verifyConversion(conversion, bytesSource(bytes), checksums)).rejects.toThrow();
});

test('they stand in the order of Keras 3: weight by weight, and a group behind the other', async () => {
	const rmsprop = await converted('optimizers/legacy_rmsprop.h5');
	expect(
		rmsprop.optimizer[0]?.variables.map(({ role }) => role.replace(/^.*\//, '')).slice(0, 6),
	).toEqual([
		'iteration',
		'learning_rate',
		'kernel velocity',
		'bias velocity',
		'gamma velocity',
		'beta velocity',
	]);
	const adam = await converted('keras2/k2_2_4_dense.h5');
	expect(adam.optimizer[0]?.variables.map(({ role }) => role.replace(/^.*\//, ''))).toEqual([
		'iteration',
		'learning_rate',
		...['kernel', 'bias', 'kernel', 'bias'].flatMap((one) => [
			`${one} momentum`,
			`${one} velocity`,
		]),
	]);
});

test('one that scales the loss keeps those of the optimizer in it a second time', async () => {
	const { optimizer, after, report } = await converted('optimizers/scaled.keras');
	expect(after['compile_config']).toMatchObject({
		optimizer: {
			class_name: 'LossScaleOptimizer',
			config: { inner_optimizer: { class_name: 'RMSprop' }, initial_scale: 32768 },
		},
	});
	const [scaling, inner] = optimizer;
	expect(scaling?.variables.slice(0, 4).map(({ role }) => role)).toEqual([
		'iteration',
		'learning_rate',
		'step_counter',
		'dynamic_scale',
	]);
	expect(scaling?.variables.slice(4)).toEqual(inner?.variables);
	expect(report.optimizerVariables).toBe(inner?.variables.length);
});

test('weights alone are written without it', async () => {
	const conversion = await converted('optimizers/sgd.keras');
	const weights = weightsFile(conversion.model);
	const text = (source: typeof weights) =>
		Buffer.from(source.read(0, source.size)).includes('optimizer');
	expect(text(weights)).toBe(false);
	expect(kerasFile(conversion).map(({ source }) => text(source))).toEqual([false, true, true]);
});

describe('it is left behind, and said why', () => {
	test('where Keras 3 keeps something else', async () => {
		const { report } = await converted('optimizers/legacy_nadam.h5');
		expect(report.optimizerVariables).toBe(0);
		expect(report.edits.map(({ id }) => id)).toContain('optimizer-other-variables');
	});

	const reading = async () => {
		const whole = await readWholeModel(openFixture('optimizers/legacy_sgd.h5'));
		const { model } = await converted('optimizers/legacy_sgd.h5');
		return { whole, model, compiled: translateCompile(whole.training) };
	};

	test('where the model is not compiled', async () => {
		const { whole, model } = await reading();
		expect(carriedOptimizer(whole, model, null)).toEqual({ dropped: 'optimizer-not-compiled' });
	});

	test('where the file does not say how many steps were made', async () => {
		const { whole, model, compiled } = await reading();
		const optimizer = whole.optimizer.filter(({ slot }) => slot !== null);
		expect(carriedOptimizer({ ...whole, optimizer }, model, compiled)).toEqual({
			dropped: 'optimizer-no-iteration',
		});
	});

	test('where one is missing, or has another shape', async () => {
		const { whole, model, compiled } = await reading();
		const missing = { ...whole, optimizer: whole.optimizer.slice(0, -1) };
		const turned = whole.optimizer.map((one) => ({
			...one,
			tensor: { ...one.tensor, shape: one.tensor.shape.toReversed() },
		}));
		for (const other of [missing, { ...whole, optimizer: turned }]) {
			expect(carriedOptimizer(other, model, compiled)).toEqual({
				dropped: 'optimizer-not-matched',
			});
		}
	});

	test('where a number more is there than the order explains', async () => {
		const whole = await readWholeModel(openFixture('optimizers/adagrad_schedule.keras'));
		const { model } = await converted('optimizers/adagrad_schedule.keras');
		const optimizer = [...whole.optimizer, ...whole.optimizer.slice(-1)];
		const compiled = translateCompile(whole.training);
		expect(carriedOptimizer({ ...whole, optimizer }, model, compiled)).toEqual({
			dropped: 'optimizer-not-matched',
		});
	});

	test('where layers are the person’s own, or their weights are in another order', async () => {
		const { whole, model, compiled } = await reading();
		const [input, first, ...others] = model.layers;
		if (!input || !first) throw new Error('no layers');
		const own = { ...first, className: 'Mine', module: 'custom' };
		expect(
			carriedOptimizer(whole, { ...model, layers: [input, own, ...others] }, compiled),
		).toEqual({ dropped: 'optimizer-own-code' });
		const layers = model.layers.map((layer) => ({
			...layer,
			weights: layer.weights.map(({ role, tensor }) => ({
				role,
				tensor: { ...tensor, made: { by: 'axes-turned', from: [tensor] } as const },
			})),
		}));
		expect(carriedOptimizer(whole, { ...model, layers }, compiled)).toEqual({
			dropped: 'optimizer-weights-rearranged',
		});
	});
});

describe('the settings are as Keras 3 takes them', () => {
	const compiled = (optimizer: object | string) =>
		translateCompile({ optimizer_config: optimizer as never })?.['optimizer'];

	test('a learning rate is a float in JSON', () => {
		const adadelta = compiled({ class_name: 'Adadelta', config: { learning_rate: 1 } });
		const text = JSON.stringify(adadelta);
		const [, rate = ''] = /"learning_rate":([^,}]+)/.exec(text) ?? [];
		expect(rate).toContain('.');
		expect(Math.fround(Number(rate))).toBe(1);
	});

	test('what scales the loss: by one number it is an argument in Keras 3, else an optimizer', () => {
		const inner = { class_name: 'Adam', config: { learning_rate: 0.01 } };
		const fixed = { inner_optimizer: inner, dynamic: false, initial_scale: 128 };
		expect(compiled({ class_name: 'LossScaleOptimizerV3', config: fixed })).toMatchObject({
			class_name: 'Adam',
			config: { learning_rate: 0.01, loss_scale_factor: 128 },
		});
		expect(translateCompile({ optimizer: 'adam' }, true)?.['optimizer']).toMatchObject({
			class_name: 'LossScaleOptimizer',
			config: { inner_optimizer: { class_name: 'Adam' } },
		});
		const older = { optimizer: inner, loss_scale: { class_name: 'DynamicLossScale' } };
		expect(compiled({ class_name: 'LossScaleOptimizer', config: older })).toBeUndefined();
	});

	test('an optimizer that was given by its name has the rate that Keras 2 gave it', () => {
		expect(compiled('sgd')).toMatchObject({ class_name: 'SGD', config: { learning_rate: 0.01 } });
		expect(compiled('rmsprop')).toMatchObject({ class_name: 'RMSprop' });
		expect(compiled('quoll')).toBeUndefined();
	});

	test('a schedule without a name has none', () => {
		const schedule = {
			class_name: 'ExponentialDecay',
			config: { initial_learning_rate: 0.1, decay_steps: 2, decay_rate: 0.5, name: null },
		};
		const text = JSON.stringify(
			compiled({ class_name: 'Adam', config: { learning_rate: schedule } }),
		);
		expect(text).toContain('"decay_steps":2');
		expect(text).not.toContain('"name"');
	});
});

test('what is frozen with its wrapper is marked itself, as Keras 3 trains it otherwise', async () => {
	const { model, report } = await converted('optimizers/adam.h5');
	const frozen = report.edits.filter(({ id }) => id === 'frozen-made-explicit');
	expect(frozen.map(({ layer }) => layer)).toEqual(['lstm', 'lstm', 'dense_1', 'gru', 'gru']);
	const [wrapper] = model.layers.filter(({ className }) => className === 'Bidirectional');
	expect(wrapper?.parts.map(({ layer }) => layer.settings['trainable'])).toEqual([false, false]);
});
