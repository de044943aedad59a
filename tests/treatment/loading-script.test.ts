import { expect, test } from 'vitest';
import { loadingScript } from '../../src/clinic/treatment/loading-script.ts';
import { strings } from '../../src/i18n/index.ts';
import { factsOf, factsOfFixture, inMemory, zipOf } from '../files/support.ts';

const words = strings.en.script;

/** An archive with one layer that the file does not bring. */
async function archiveWith(layer: object, version: string) {
	const config = {
		module: 'keras',
		class_name: 'Sequential',
		config: {
			name: 'sequential',
			layers: [
				{ module: 'keras.layers', class_name: 'InputLayer', config: { batch_shape: [null, 4] } },
				layer,
			],
		},
	};
	const bytes = await zipOf({
		'config.json': JSON.stringify(config),
		'metadata.json': JSON.stringify({ keras_version: version }),
	});
	return factsOf(inMemory('model.keras', bytes));
}

test('a class of the person gets a stub that takes the saved arguments', async () => {
	const facts = await archiveWith(
		{
			module: 'mine',
			class_name: 'Scale',
			registered_name: 'My>Scale',
			config: { name: 'scale', trainable: true, dtype: 'float32', factor: 2, lambda: 1 },
		},
		'3.12.0',
	);
	const script = loadingScript(facts, words);
	expect(script).toContain('#   pip install "tensorflow~=2.18.0" "keras~=3.12.0" "numpy~=2.0.0"');
	expect(script).toContain('# Python 3.12');
	// `lambda` is no name that Python takes for an argument.
	expect(script).toContain('    def __init__(self, factor=None, **kwargs):');
	expect(script).toContain('        kwargs.pop("lambda")');
	expect(script).toContain('        "My>Scale": Scale,');
});

test('a class that a package brings is imported from it', async () => {
	const facts = await archiveWith(
		{ module: 'keras_hub.layers', class_name: 'TokenEmbedding', config: { name: 't' } },
		'3.10.0',
	);
	const script = loadingScript(facts, words);
	expect(script).toContain('"keras-hub"');
	expect(script).toContain('from keras_hub import TokenEmbedding');
	expect(script).not.toContain('NotImplementedError');
});

test.each([
	['healthy.keras', '"keras~=3.15.0"', 'import keras'],
	['k215_mobilenetish.h5', '"tensorflow~=2.15.0"', 'from tensorflow import keras'],
	['savedmodel_dir', '"tensorflow~=2.15.0"', 'from tensorflow import keras'],
])('%s is loaded with the Keras that wrote it', async (name, packages, imported) => {
	const script = loadingScript(await factsOfFixture(name), words);
	expect(script).toContain(packages);
	expect(script).toContain(`\n${imported}\n`);
	expect(script).toContain(`    "${name}",`);
});

test('a stub makes the weights that the file holds for it', async () => {
	const facts = await archiveWith(
		{ module: 'mine', class_name: 'MyScale', config: { name: 'my' } },
		'3.12.0',
	);
	const tensors = [
		{ path: 'layers/my_scale/vars/0', shape: [4, 5], dtype: 'float32' },
		{ path: 'layers/my_scale_other/vars/0', shape: [1], dtype: 'float32' },
	];
	const weights = { layout: 'layers', tensors, parameters: 21 } as const;
	expect(loadingScript({ ...facts, weights }, words)).toContain(
		'self.weight_0 = self.add_weight(name="weight_0", shape=(4, 5,))',
	);
});

test('where the person’s own is used stands above each stub', async () => {
	const facts = await archiveWith(
		{
			module: 'keras.layers',
			class_name: 'Dense',
			config: {
				name: 'head',
				activation: { module: 'builtins', class_name: 'function', config: 'Mine>steep' },
				kernel_initializer: {
					module: 'mine',
					class_name: 'Uniform',
					config: { scale: 2 },
					registered_name: 'Mine>Uniform',
				},
			},
		},
		'3.15.1',
	);
	const script = loadingScript(facts, words);
	expect(script).toContain('# Used by the layers: "head"\ndef steep(*args, **kwargs):');
	expect(script).toContain(
		[
			'# Used by the layers: "head"',
			'class Uniform(keras.initializers.Initializer):',
			'    def __init__(self, scale=None):',
		].join('\n'),
	);
	expect(script).toContain('        "Mine>steep": steep,\n        "Mine>Uniform": Uniform,');
});

test('weights alone have no script', async () => {
	expect(loadingScript(await factsOfFixture('seq_dense.weights.h5'), words)).toBeNull();
});
