import { expect, test } from 'vitest';
import { bytesOfFixture, factsOf, factsOfFixture, inMemory } from './support.ts';

test.each([
	['healthy.keras', 'keras-v3', '.keras', '3.15.1', 3],
	['zip_named_h5.h5', 'keras-v3', '.h5', '3.15.1', 3],
	['zip_in_folder.keras', 'keras-v3', '.keras', '3.15.1', 3],
	['zip_no_weights.keras', 'keras-v3', '.keras', '3.15.1', 3],
	['unzipped_dir', 'keras-v3', '', '3.15.1', 3],
	['hdf5_named_keras.keras', 'legacy-h5', '.keras', '3.15.1', 3],
	['k215_mobilenetish.h5', 'legacy-h5', '.h5', '2.15.0', 2],
	['seq_dense.weights.h5', 'weights-h5', '.weights.h5', undefined, 3],
	['savedmodel_dir', 'saved-model', '', '2.15.0', 2],
	['gitlfs_pointer.keras', 'git-lfs-pointer', '.keras', undefined, undefined],
	['html_page.keras', 'html', '.keras', undefined, undefined],
] as const)('%s is %s', async (name, format, extension, version, generation) => {
	const facts = await factsOfFixture(name);
	expect(facts).toMatchObject({ format, extension, damage: null });
	expect(facts.writer?.version ?? undefined).toBe(version);
	expect(facts.writer?.generation).toBe(generation);
});

test('an archive tells its members, its model and its weights', async () => {
	const { input, container, model, weights } = await factsOfFixture('zip_in_folder.keras');
	expect(input).toEqual({
		kind: 'file',
		path: 'zip_in_folder.keras',
		name: 'zip_in_folder.keras',
		bytes: 15423,
		bytesRead: 15423,
	});
	expect(container).toMatchObject({
		kind: 'zip',
		root: 'model/',
		roots: ['model/'],
		configMember: 'model/config.json',
		weightsMember: 'model/model.weights.h5',
		weightsCandidates: [],
		unsafePaths: [],
	});
	expect(container?.members[2]).toEqual({
		path: 'model/model.weights.h5',
		size: 12732,
		storedSize: 12732,
		compressed: false,
		encrypted: false,
		crc32: 'f64545bb',
		leftover: false,
	});
	expect(model).toMatchObject({
		modelClass: 'Sequential',
		name: 'seq_dense',
		layerClasses: ['InputLayer', 'Dense'],
		customObjects: [],
		lambdas: [],
		dtype: 'float32',
		generation: 3,
	});
	expect(model?.layers.map(({ name }) => name)).toEqual(['input_layer', 'dense', 'dense_1']);
	expect(weights).toEqual({
		layout: 'layers',
		parameters: 67,
		tensors: [
			{ path: 'layers/dense/vars/0', shape: [4, 8], dtype: 'float32' },
			{ path: 'layers/dense/vars/1', shape: [8], dtype: 'float32' },
			{ path: 'layers/dense_1/vars/0', shape: [8, 3], dtype: 'float32' },
			{ path: 'layers/dense_1/vars/1', shape: [3], dtype: 'float32' },
		],
	});
});

test.each(['zip_weights_renamed.keras', 'zip_weights_renamed_variables.keras'])(
	'%s has its weights under another name',
	async (name) => {
		const { container } = await factsOfFixture(name);
		expect(container?.weightsMember).toBeNull();
		expect(container?.weightsCandidates).toHaveLength(1);
	},
);

test('a legacy file lists its weights in the order that Keras goes by', async () => {
	const { model, weights } = await factsOfFixture('k215_mobilenetish.h5');
	expect(
		model?.layers.find(({ className }) => className === 'DepthwiseConv2D')?.arguments,
	).toContain('groups');
	expect(weights?.layout).toBe('legacy');
	const paths = weights?.tensors.map(({ path }) => path) ?? [];
	expect(paths[0]).toMatch(/^model_weights\/.+\/kernel:0$/);
	// By name alone `bias` would come before `kernel`.
	expect(paths.findIndex((path) => path.endsWith('/kernel:0'))).toBeLessThan(
		paths.findIndex((path) => path.endsWith('/bias:0')),
	);
});

test('a cut HDF5 file tells both lengths, without the HDF5 library', async () => {
	const { damage, format } = await factsOfFixture('trunc_half_h5.h5');
	expect(format).toBe('legacy-h5');
	expect(damage).toMatchObject({ kind: 'hdf5-truncated', declaredBytes: 17208, actualBytes: 8604 });
});

test.each([
	['empty', new Uint8Array(0), 'empty'],
	['pickle', new Uint8Array([0x80, 4, 0x95, 1, 0, 0]), 'pickle'],
	['text', 'loss: 0.12\naccuracy: 0.9\n', 'text'],
	['log', '[INFO] epoch 1', 'text'],
	['Chinese text', '模型'.repeat(3000), 'text'],
	['JSON', '{"learning_rate": 0.1}', 'json'],
	['page', '\n<!-- saved -->\n<HTML lang=en>', 'html'],
	['an empty archive', new Uint8Array([0x50, 0x4b, 5, 6, ...new Array(18).fill(0)]), 'zip'],
] as const)('%s is recognised by its bytes', async (_, content, format) => {
	expect(await factsOf(inMemory('model.keras', content))).toMatchObject({ format, damage: null });
});

test.each([
	['gzip', [0x1f, 0x8b, 8, 0, 1, 2, 3], 'gzip', 'gzip-unreadable'],
	['tflite', [0x1c, 0, 0, 0, 0x54, 0x46, 0x4c, 0x33, 1], 'tflite', 'flatbuffer-invalid'],
] as const)('%s that is cut off is recognised all the same', async (_, content, format, kind) => {
	const facts = await factsOf(inMemory('model.keras', new Uint8Array(content)));
	expect(facts).toMatchObject({ format, damage: { kind } });
});

test('an HDF5 file behind a user block is one', async () => {
	const bytes = bytesOfFixture('hdf5_named_keras.keras');
	const shifted = new Uint8Array(512 + bytes.length);
	shifted.set(bytes, 512);
	// Base address and end of file count from the start of the file.
	const view = new DataView(shifted.buffer, 512);
	view.setBigUint64(24, 512n, true);
	view.setBigUint64(40, BigInt(shifted.length), true);
	const { format, model, weights } = await factsOf(inMemory('model.h5', shifted));
	expect(format).toBe('legacy-h5');
	expect(model?.layerClasses).toEqual(['InputLayer', 'Dense']);
	expect(weights?.parameters).toBe(67);
});

test('an architecture alone is one, with its version', async () => {
	const config = JSON.stringify({
		class_name: 'Sequential',
		config: [{ class_name: 'Dense', config: { name: 'd', batch_input_shape: [null, 4] } }],
		keras_version: '2.1.6',
		backend: 'theano',
	});
	expect(await factsOf(inMemory('model.json', config))).toMatchObject({
		format: 'architecture-json',
		writer: { library: 'keras', version: '2.1.6', backend: 'theano', generation: 2 },
		model: { modelClass: 'Sequential', layerClasses: ['Dense'] },
	});
});
