import { expect, test } from 'vitest';
import { fillCode } from '../../src/clinic/report/fill-code.ts';

const code = 'keras.saving.load_model("{{path="model.keras"}}")';

test.each([
	['a value', { path: 'a/b.keras' }, 'keras.saving.load_model("a/b.keras")'],
	['no value', {}, 'keras.saving.load_model("model.keras")'],
	['a Windows path', { path: 'C:\\new\\x.h5' }, 'keras.saving.load_model("C:/new/x.h5")'],
	['a quote', { path: 'x"); evil("' }, 'keras.saving.load_model("x\\"); evil(\\"")'],
	['a line break', { path: 'x\nimport os' }, 'keras.saving.load_model("model.keras")'],
	['a value far too long', { path: 'x'.repeat(400) }, 'keras.saving.load_model("model.keras")'],
])('%s', (_, values, expected) => {
	expect(fillCode(code, values)).toBe(expected);
});
