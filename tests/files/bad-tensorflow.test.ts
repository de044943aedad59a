import { afterAll, expect, test } from 'vitest';
import { openFixture } from '../fixtures/open.ts';
import { DisposableReader, type Outcome, randomNumbers } from './in-worker.ts';
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

test.each(damageable.map(({ name }) => name))(
	'%s cut at 60 lengths gives an answer',
	async (name) => {
		for (let step = 0; step < 60; step++) {
			const changed = files.map((file) =>
				file.name === name
					? { name, bytes: file.bytes.slice(0, (file.bytes.length * step) / 60) }
					: file,
			);
			const outcome = await reader.readTogether(changed);
			expectAnswer(outcome);
			// Nothing of the model is in the fingerprint; an empty message is a whole one.
			if (step === 0 || name.includes('fingerprint')) continue;
			expect(outcome.facts?.[0]?.damage?.kind, `${name} ${step}`).toMatch(
				/^(protobuf|table|checkpoint)-(truncated|invalid)$/,
			);
		}
	},
);

test.each(damageable.map(({ name }) => name))(
	'%s with random bytes changed, 150 times, gives an answer',
	async (name) => {
		const random = randomNumbers(name.length);
		for (let time = 0; time < 150; time++) {
			const changed = files.map((file) => {
				if (file.name !== name) return file;
				const bytes = file.bytes.slice();
				for (let index = 0; index < 1 + Math.floor(random() * 8); index++) {
					bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
				}
				return { name, bytes };
			});
			expectAnswer(await reader.readTogether(changed));
		}
	},
);

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
