import Ajv from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/load.ts';
import { publicIndexSchema, toPublicIndex } from '../../src/catalogue/public-index.ts';

const home = 'https://example.org/base/';
const entries = loadCatalogue();
const index = JSON.parse(JSON.stringify(toPublicIndex(entries, home)));

test('diagnoses.json keeps to its schema, which refuses what is not in it', () => {
	const validate = new Ajv({ strict: false, validateFormats: false }).compile(
		publicIndexSchema(home),
	);
	expect(validate(index), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
	expect(validate({ ...index, version: 2 })).toBe(false);
	expect(validate({ ...index, diagnoses: [{ ...index.diagnoses[0], code: 1 }] })).toBe(false);
});

test('it holds every diagnosis, in both languages, with addresses that last', () => {
	expect(index.diagnoses).toHaveLength(entries.length);
	for (const { code, slug, permalink, url, title, fixes } of index.diagnoses) {
		expect(permalink).toBe(`${home}e/${code}/`);
		expect(url).toEqual({ en: `${home}errors/${slug}/`, 'zh-cn': `${home}zh-cn/errors/${slug}/` });
		expect(title.en && title['zh-cn']).toBeTruthy();
		for (const fix of fixes) expect(fix.text['zh-cn']).toMatch(/[\u4e00-\u9fff]/);
	}
});
