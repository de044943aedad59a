import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { convertToKeras3 } from '../../src/clinic/treatment/convert/convert.ts';
import { pythonScript } from '../../src/clinic/treatment/convert/python-script.ts';
import { conversionWords } from '../../src/i18n/conversion/index.ts';
import { bytesOfFixture, inMemory, zipOf } from '../files/support.ts';
import { openFixture } from '../fixtures/open.ts';

// That the scripts do what they should is tested with Python, in oracle/python-script.test.ts.

async function scriptFor(
	files: Parameters<typeof convertToKeras3>[0],
	language: 'en' | 'zh-cn' = 'en',
) {
	const conversion = await convertToKeras3(files);
	const { python } = conversionWords[language].script;
	const sha256 = () => createHash('sha256');
	const script = await pythonScript(conversion, files, 'out.keras', sha256, python);
	return { conversion, ...script };
}

test('the configuration stands in it as it is written, whatever characters it has', async () => {
	const layer = (class_name: string, config: object) => ({ class_name, config });
	const config = layer('Sequential', {
		name: `it's \\ "quoted" '''\n层`,
		layers: [
			layer('InputLayer', { name: 'in', batch_input_shape: [null, 2] }),
			layer('Flatten', { name: 'flat' }),
		],
	});
	const archive = await zipOf({
		'metadata.json': JSON.stringify({ keras_version: '2.15.0' }),
		'config.json': JSON.stringify(config),
		'model.weights.h5': bytesOfFixture('seq_dense.weights.h5'),
	});
	const { code, conversion } = await scriptFor([inMemory('model.keras', archive)]);
	const [, written = ''] = /^CONFIG = r'''([^']*)'''$/m.exec(code) ?? [];
	expect(JSON.parse(written)).toEqual(conversion.after);
	expect(code).not.toContain('tensorflow');
});

test('what only TensorFlow reads is said at the top', async () => {
	const files = [...openFixture('keras2/lstm.json'), ...openFixture('keras2/lstm_ckpt')];
	const { code, needsTensorFlow } = await scriptFor(files, 'zh-cn');
	expect(needsTensorFlow).toBe(true);
	const [, top = ''] = code.split('"""');
	expect(top).toContain('只有 TensorFlow 能读');
	expect(top).toContain('pip install h5py numpy tensorflow');
	expect(code).toContain('"ckpt.index"');
	expect(code).not.toContain('lstm.json');
});

test('what the person must write is named', async () => {
	const { code } = await scriptFor(openFixture('keras2/custom_layer2.h5'));
	expect(code).toContain('OWN_CODE = ["MyPkg>MyScale2"]');
});
