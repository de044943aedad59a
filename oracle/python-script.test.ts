import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	appendFileSync,
	cpSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { fileSource, listFiles, openFiles } from '../bin/files.ts';
import { bytesSource } from '../src/clinic/evidence/files/source.ts';
import { readModel } from '../src/clinic/model/read-config.ts';
import { Checksums } from '../src/clinic/treatment/convert/checksums.ts';
import { convertToKeras3 } from '../src/clinic/treatment/convert/convert.ts';
import { weightsFile } from '../src/clinic/treatment/convert/keras-file.ts';
import { pythonScript } from '../src/clinic/treatment/convert/python-script.ts';
import { verifyConversion } from '../src/clinic/treatment/convert/verify.ts';
import { conversionWords } from '../src/i18n/conversion/index.ts';
import { type Given, givenModels, modelsIn, tolerance } from './conversions.ts';
import { judge, realKeras } from './real-keras.ts';

const run = promisify(execFile);
const sha256 = () => createHash('sha256');
const fixture = (path: string) =>
	fileURLToPath(new URL(`../tests/fixtures/${path}`, import.meta.url));
const fixtures = fileURLToPath(new URL('../../shared/fixtures', import.meta.url));

interface Tried {
	readonly folder: string;
	readonly target: string;
	readonly conversion: Awaited<ReturnType<typeof convertToKeras3>>;
	/** Runs the script; without Keras it is done much sooner. Gives its exit status and what it printed. */
	run(keras: 'with Keras' | 'without'): Promise<{ readonly status: number; readonly text: string }>;
}

/** Copies what is given into a folder of its own, and puts the script beside it. */
async function scriptFor(
	python: string,
	paths: readonly string[],
	language: 'en' | 'zh-cn' = 'en',
): Promise<Tried> {
	const folder = mkdtempSync(join(tmpdir(), 'script-'));
	const copies = paths.map((path) => {
		cpSync(path, join(folder, basename(path)), { recursive: true });
		return join(folder, basename(path));
	});
	const files = openFiles(listFiles(copies));
	const conversion = await convertToKeras3(files);
	const { name, code } = await pythonScript(
		conversion,
		files,
		'converted.keras',
		sha256,
		conversionWords[language].script.python,
	);
	writeFileSync(join(folder, name), code);
	return {
		folder,
		target: join(folder, 'converted.keras'),
		conversion,
		async run(keras) {
			const env = {
				...process.env,
				KERAS_BACKEND: 'tensorflow',
				PYTHONIOENCODING: 'utf-8',
				...(keras === 'without' && { PYTHONPATH: withoutKeras() }),
			};
			try {
				const { stdout } = await run(python, [name], { cwd: folder, env });
				return { status: 0, text: stdout };
			} catch (error) {
				const { code: status, stdout, stderr } = error as Record<string, unknown>;
				return { status: Number(status), text: `${stdout}${stderr}` };
			}
		},
	};
}

/** A folder where Python looks first, and finds that Keras is not installed. */
function withoutKeras(): string {
	const folder = mkdtempSync(join(tmpdir(), 'no-keras-'));
	writeFileSync(join(folder, 'keras.py'), 'raise ImportError("no Keras here")\n');
	return folder;
}

/** The SHA-256 of every file below a folder, but for what the script has made. */
function contents(folder: string): Record<string, string> {
	return Object.fromEntries(
		readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && entry.name !== 'converted.keras')
			.map(({ parentPath, name }) => [
				join(parentPath, name),
				sha256()
					.update(readFileSync(join(parentPath, name)))
					.digest('hex'),
			]),
	);
}

/** Runs the scripts of models and compares with the conversion that is made here, and with Keras. */
async function check(python: string, models: readonly Given[]): Promise<void> {
	const cases: { model: string; io: string }[] = [];
	for (const [index, { name, form, paths, io }] of models.entries()) {
		const tried = await scriptFor(python, paths);
		const before = contents(tried.folder);
		// All are loaded by the judge; once the script does it, too.
		const { status, text } = await tried.run(index === 0 ? 'with Keras' : 'without');
		expect([name, form, status, text]).toEqual([
			...[name, form, 0],
			expect.stringMatching(
				index === 0
					? /SHA-256 equal[^]*Keras 3\S* loads it/
					: /SHA-256 equal[^]*Keras 3 is not installed/,
			),
		]);
		expect(contents(tried.folder)).toEqual(before);
		const written = fileSource(tried.target);
		await verifyConversion(tried.conversion, written, new Checksums(sha256));
		written.close();
		cases.push({ model: tried.target, io });
	}
	const verdicts = await judge(python, cases);
	for (const [index, given] of models.entries()) {
		const { error, difference } = verdicts[index] ?? {};
		expect([given.name, given.form, error]).toEqual([given.name, given.form, null]);
		expect(difference).toBeLessThanOrEqual(tolerance(given));
	}
}

/** Those of the models whose name and form are listed. */
function chosen(models: readonly Given[], wanted: readonly string[]): readonly Given[] {
	const found = models.filter(({ name, form }) => wanted.includes(`${name} ${form}`));
	expect(found.map(({ name, form }) => `${name} ${form}`).sort()).toEqual([...wanted].sort());
	return found;
}

test('the script converts as the conversion does, and leaves the input as it is', async (context) => {
	const keras = await realKeras();
	if ('missing' in keras) return context.skip(keras.missing);
	const wanted = [
		'keras1/lstm_cpu .h5',
		'keras1/deconv .h5',
		'keras1/conv1d .h5',
		'keras2/names_slash .h5',
		'keras2/k2_13_1_dense .keras',
		'keras2/pp_textvec .keras',
		'keras2/lstm JSON and checkpoint',
	];
	const models = ['keras1', 'keras2'].flatMap((name) => modelsIn(fixture(name), name));
	await check(keras.python, chosen(models, wanted));
});

test.each(['legacy_sgd.h5', 'adamw_average.keras', 'adam_savedmodel', 'scaled.keras'])(
	'it takes what the optimizer of %s keeps along',
	async (name) => {
		const keras = await realKeras();
		if ('missing' in keras) return;
		const tried = await scriptFor(keras.python, [fixture(`optimizers/${name}`)]);
		const { status, text } = await tried.run('without');
		expect([status, text]).toEqual([0, expect.stringContaining('SHA-256 equal')]);
		expect(tried.conversion.optimizer[0]?.variables.length).toBeGreaterThan(2);
		await verifyConversion(tried.conversion, fileSource(tried.target), new Checksums(sha256));
	},
);

test('so do those of models that lie beside the project, of each form', async (context) => {
	if (!existsSync(fixtures)) context.skip('there is no ../shared/fixtures to convert');
	const keras = await realKeras();
	if ('missing' in keras) return context.skip(keras.missing);
	const wanted = [
		'tf-keras-2.21/nested_seq SavedModel',
		'tf-keras-2.21/mixed_float16 JSON and checkpoint',
		'tf-keras-2.21/pp_lookup2 .h5',
		'tf-keras-2.21/rnn_cells JSON and legacy weights',
		'tf-keras-2.21/app_convnext_small JSON and .weights.h5',
	];
	await check(keras.python, chosen(givenModels(fixtures), wanted));
});

test('it can be run again, and refuses another file, another tensor, and a file in the way', async (context) => {
	const keras = await realKeras();
	if ('missing' in keras) return context.skip(keras.missing);
	const model = fixture('keras2/hs_all.h5');
	const tried = await scriptFor(keras.python, [model], 'zh-cn');
	expect((await tried.run('without')).text).toContain('SHA-256 全部相同');
	const { mtimeMs } = statSync(tried.target);
	const again = await tried.run('without');
	expect([again.status, again.text]).toEqual([0, expect.stringContaining('已经存在')]);
	expect(statSync(tried.target).mtimeMs).toBe(mtimeMs);

	writeFileSync(tried.target, 'something else');
	const inTheWay = await tried.run('without');
	expect([inTheWay.status, inTheWay.text]).toEqual([1, expect.stringContaining('请先把它移走')]);
	expect(readFileSync(tried.target, 'utf8')).toBe('something else');

	const other = await scriptFor(keras.python, [model]);
	appendFileSync(join(other.folder, 'hs_all.h5'), 'x');
	const refused = await other.run('without');
	expect([refused.status, refused.text]).toEqual([1, expect.stringContaining('is not the model')]);
	expect(existsSync(other.target)).toBe(false);
});

test('another configuration of the same length is another model', async (context) => {
	const keras = await realKeras();
	if ('missing' in keras) return context.skip(keras.missing);
	const tried = await scriptFor(keras.python, [fixture('keras2/hs_all.h5')]);
	const path = join(tried.folder, 'hs_all.h5');
	const bytes = readFileSync(path);
	bytes.write('tahn', bytes.indexOf('tanh'));
	writeFileSync(path, bytes);
	const { status, text } = await tried.run('without');
	expect([status, text]).toEqual([1, expect.stringContaining('is not the model')]);
});

test.each(['CuDNNLSTM', 'CuDNNGRU'])(
	'the weights of %s are rearranged as they are here',
	async (className) => {
		const keras = await realKeras();
		if ('missing' in keras) return;
		const [units, features, gates] = [3, 2, className === 'CuDNNLSTM' ? 4 : 3];
		const config = {
			class_name: 'Sequential',
			config: {
				name: 's',
				layers: [
					{
						class_name: className,
						config: { name: 'r', units, batch_input_shape: [null, 5, features] },
					},
				],
			},
		};
		const shapes = [
			['cell/kernel', [features, gates * units]],
			['cell/recurrent_kernel', [units, gates * units]],
			['cell/bias', [2 * gates * units]],
		] as const;
		const bare = readModel(config);
		const weights = weightsFile({
			...bare,
			layers: bare.layers.map((layer) => ({
				...layer,
				weights: shapes.map(([role, shape]) => {
					const count = shape.reduce((product, one) => product * one, 1);
					const values = Float32Array.from({ length: count }, (_, index) =>
						Math.sin(index + count),
					);
					const bytes = bytesSource(new Uint8Array(values.buffer));
					return { role, tensor: { path: role, shape, dtype: 'float32', bytes } };
				}),
			})),
		});
		const folder = mkdtempSync(join(tmpdir(), 'cudnn-'));
		writeFileSync(
			join(folder, 'model.json'),
			JSON.stringify({ ...config, keras_version: '2.2.4' }),
		);
		writeFileSync(join(folder, 'w.weights.h5'), weights.read(0, weights.size));
		const tried = await scriptFor(keras.python, [
			join(folder, 'model.json'),
			join(folder, 'w.weights.h5'),
		]);
		const { status, text } = await tried.run('without');
		expect([status, text]).toEqual([0, expect.stringContaining('SHA-256 equal')]);
		await verifyConversion(tried.conversion, fileSource(tried.target), new Checksums(sha256));
	},
);
