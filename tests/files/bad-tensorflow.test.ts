import { afterAll, describe, expect, test } from 'vitest';
import { openFixture } from '../fixtures/open.ts';
import { changes, cuts, DisposableReader, type Outcome } from './in-worker.ts';
import { inMemory } from './support.ts';

const reader = new DisposableReader();
afterAll(() => reader.close());

const files = openFixture('savedmodel_dir').map(({ path, source }) => ({
	name: path,
	bytes: new Uint8Array(source.read(0, source.size)),
}));
const damageable = files.filter(({ name }) => /\.(pb|index|data-.*)$/.test(name));

/** Something is said, in time, and nothing is thrown. */
function expectAnswer({ facts, thrown, ended }: Outcome): void {
	expect(thrown).toBeUndefined();
	expect(ended).toBeUndefined();
	expect(facts?.length).toBeGreaterThan(0);
}

describe.each(damageable)('$name', ({ name, bytes }) => {
	const withBytes = (other: Uint8Array) =>
		reader.readTogether(files.map((file) => (file.name === name ? { name, bytes: other } : file)));

	test('cut at 60 lengths gives an answer', async () => {
		for (const cut of cuts(bytes, 60)) {
			const outcome = await withBytes(cut);
			expectAnswer(outcome);
			// Nothing of the model is in the fingerprint; an empty message is a whole one.
			if (cut.length === 0 || name.includes('fingerprint')) continue;
			expect(outcome.facts?.[0]?.damage?.kind, `${name} ${cut.length}`).toMatch(
				/^(protobuf|table|checkpoint)-(truncated|invalid)$/,
			);
		}
	});

	test('with random bytes changed, 150 times, gives an answer', async () => {
		for (const changed of changes(bytes, 150)) expectAnswer(await withBytes(changed));
	});
});

/** One of each kind that is told by its first bytes, whole enough to be read into. */
const heads: readonly [string, Uint8Array][] = [
	[
		'm.tflite',
		inBytes(
			'\x1c\0\0\0TFL3\0\0\x12\0\x1c\0\x04\0\x08\0\x0c\0\x10\0\x14\0\0\0\x18\0\x12\0\0\0\x03\0\0\0',
		),
	],
	[
		'm.onnx',
		inBytes(
			'\x08\x08\x12\x07pytorch\x1a\x032.1:\x10\x12\x04main*\x08\x08\x02\x10\x01B\x02wtB\x04\n\0\x10\x0d',
		),
	],
	[
		'a.npy',
		inBytes("\x93NUMPY\x01\0\x3b\0{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }\n"),
	],
	[
		'm.pkl',
		inBytes(
			'\x80\x04\x95\x1d\0\0\0\0\0\0\0\x8c\x05posix\x94\x8c\x06system\x94\x93\x94\x8c\x02id\x94\x85\x94R\x94.',
		),
	],
];

test.each(heads)(
	'%s with any byte changed or cut anywhere gives an answer',
	async (name, bytes) => {
		for (let at = 0; at < bytes.length; at++) {
			expectAnswer(await reader.read(name, bytes.slice(0, at)));
			for (const value of [0, 0x7f, 0xff]) {
				const changed = bytes.slice();
				changed[at] = value;
				expectAnswer(await reader.read(name, changed));
			}
		}
	},
);

function inBytes(text: string): Uint8Array {
	const file = inMemory(
		'',
		Uint8Array.from(text, (character) => character.charCodeAt(0)),
	);
	return file.source.read(0, file.source.size);
}
