import { expect, test } from 'vitest';
import { readTrace } from '../../src/clinic/evidence/trace/read-trace.ts';

const facts = (text: string) => readTrace(text).facts;

test.each([
	['Keras: 3.4.1, TensorFlow version: 2.16.1', { keras: '3.4.1', tensorflow: '2.16.1' }],
	['tf_keras==2.15.0 numpy==1.26.4', { 'tf-keras': '2.15.0', numpy: '1.26.4' }],
	['File "/usr/lib/python3.11/site-packages/keras/x.py"', { python: '3.11' }],
	[">>> tf.__version__  # of the notebook\n'2.11.0'", { tensorflow: '2.11.0' }],
	['print(keras.__version__)\n3.15.1', { keras: '3.15.1' }],
	['127.0.0.1:3000 and 3.14 of something', {}],
])('versions: %s', (text, versions) => {
	expect(facts(text).versions).toEqual(versions);
});

test.each([
	['  File "/v/site-packages/keras/src/saving/saving_api.py", line 1, in load_model', 'keras-3'],
	['  File "/v/site-packages/tf_keras/src/saving/saving_api.py", line 1, in f', 'tf-keras'],
	['  File "/v/site-packages/keras/engine/network.py", line 1, in from_config', 'keras-2'],
	['    at Object.n.deserialize (tfjs@0.10.3:1)', 'tensorflowjs'],
	[
		'File [/v/site-packages/keras/src/models/model.py:3](https://localhost:8080/#), in f(x)',
		'keras-3',
	],
	['ValueError: alone', null],
])('who raised: %s', (text, library) => {
	expect(facts(text).library).toBe(library);
});

test('the call and its path, though the first call has none', () => {
	const text = "m = load_model(path)\nm = load_model('a b/model.h5', compile=False)";
	expect(facts(text).call).toEqual({ name: 'load_model', path: 'a b/model.h5' });
	expect(facts('m = load_model(path)').call).toEqual({ name: 'load_model', path: null });
});

test('the chain of exceptions stands in the order in which Python prints it', () => {
	const text =
		'KeyError: 1\n\nDuring handling of the above exception, another exception occurred:\n\nValueError: 2';
	expect(facts(text).exceptions.map(({ type }) => type)).toEqual(['KeyError', 'ValueError']);
});

test('lines inside frames that are links are frames too', () => {
	const text = '[/usr/lib/python3.10/convert.py](https://localhost:8080/#) in from_keras(model)';
	expect(facts(text).frames).toMatchObject([{ function: 'from_keras' }]);
});
