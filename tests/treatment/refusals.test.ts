import { expect, test } from 'vitest';
import { type RefusalId, refusalValues } from '../../src/clinic/model/refusal.ts';
import { convertToKeras3 } from '../../src/clinic/treatment/convert/convert.ts';
import { failureOf } from '../../src/clinic/treatment/convert/failure.ts';
import { failureText, refusalTexts } from '../../src/i18n/conversion/failure-text.ts';
import { conversionWords } from '../../src/i18n/conversion/index.ts';
import { strings } from '../../src/i18n/index.ts';
import { bytesOfFixture, inMemory } from '../files/support.ts';
import { openFixture } from '../fixtures/open.ts';

const languages = ['en', 'zh-cn'] as const;

test.each(languages)('every reason in %s says all that is known, and nothing else', (language) => {
	const { refusals } = conversionWords[language];
	for (const [id, names] of Object.entries(refusalValues)) {
		const said = [...refusals[id as RefusalId].matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
		expect([id, said.sort()]).toEqual([id, [...names].sort()]);
	}
});

test('layers with the same reason stand in one line', () => {
	const layers = Array.from({ length: 7 }, (_, index) => `local_${index}`);
	const refusals = layers.map((layer) => ({ layer, id: 'locally-connected', values: {} }) as const);
	expect(refusalTexts(refusals, conversionWords.en)).toEqual([
		expect.stringMatching(
			/^local_0, local_1, local_2, local_3, local_4 and 2 more: Keras 3 has no/,
		),
	]);
});

const failures = [
	['a cut file', () => [inMemory('cut.h5', bytesOfFixture('keras2/hs_all.h5').slice(0, 20_000))]],
	['weights alone', () => openFixture('seq_dense.weights.h5')],
	['a file of Keras 3', () => openFixture('healthy.keras')],
] as const;

test.each(failures)('%s is said in both languages', async (_, files) => {
	const failure = failureOf(await convertToKeras3(files()).catch((error) => error));
	expect(['refused', 'damaged']).toContain(failure.kind);
	const texts = languages.map((language) =>
		failureText(failure, conversionWords[language], strings[language].damages),
	);
	expect(texts[0]).not.toMatch(/[{}]/);
	expect(texts[1]).toMatch(/[\u4e00-\u9fff]/);
});

test('a full disk is told by browsers and by Node', () => {
	expect(failureOf(new DOMException('full', 'QuotaExceededError'))).toEqual({ kind: 'disk-full' });
	const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
		code: 'ENOSPC',
	});
	expect(failureOf(full)).toEqual({ kind: 'disk-full' });
});
