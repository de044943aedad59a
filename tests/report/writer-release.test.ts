import { expect, test } from 'vitest';
import type { Writer } from '../../src/clinic/evidence/files/facts.ts';
import { libraries } from '../../src/clinic/knowledge/releases.ts';
import { writerRelease } from '../../src/clinic/report/writer-release.ts';

function by(library: string | null, version: string | null): Writer {
	return { library, version, backend: 'tensorflow', generation: null };
}

test('a Keras that came with one TensorFlow is marked with it', () => {
	expect(writerRelease(by('keras', '2.15.0'))).toMatchObject({
		release: { line: '2.15', released: '2023-11' },
		marked: { keras: '2.15.0', tensorflow: '2.15' },
	});
});

test('a Keras that came with several, or with none, is marked alone', () => {
	for (const version of ['2.2.4-tf', '2.2.4', '3.10.0']) {
		expect(writerRelease(by('keras', version))?.marked).toEqual({ keras: version });
	}
});

test('newer lines are counted, none for the newest', () => {
	const [newest, second] = libraries.keras.releases;
	expect(writerRelease(by(null, `${newest?.line}.0`))?.newer).toBe(0);
	expect(writerRelease(by(null, `${second?.line}.0`))?.newer).toBe(1);
});

test('nothing is said of a writer without a version, or of one that is not known', () => {
	expect(writerRelease(null)).toBeNull();
	expect(writerRelease(by('keras', null))).toBeNull();
	expect(writerRelease(by('keras', '99.1.0'))).toBeNull();
	expect(writerRelease(by('pytorch', '2.0.0'))).toBeNull();
});
