import { expect, test } from 'vitest';
import { libraryReleases } from '../../src/catalogue/compatibility.ts';
import { libraries } from '../../src/clinic/knowledge/releases.ts';
import { allows, compareVersions } from '../../src/clinic/knowledge/version-range.ts';

const rows = Object.entries(libraries);

test.each(rows)('%s meets the schema', (_, library) => {
	expect(() => libraryReleases.parse(library)).not.toThrow();
});

test.each(rows)(
	'%s has each line once, newest first, and never one before an older',
	(_, library) => {
		const lines = library.releases.map(({ line }) => line);
		expect(lines).toEqual([...new Set(lines)].sort((a, b) => compareVersions(b, a)));
		const months = library.releases.map(({ released }) => released);
		expect(months).toEqual(months.toSorted().reverse());
	},
);

test('a range names only libraries and versions that exist', () => {
	for (const [name, { releases }] of rows) {
		for (const { line, python = '', requires = {} } of releases) {
			for (const [needs, range] of Object.entries({ ...requires, python })) {
				const known = Object.entries(libraries).find(([key]) => key === needs)?.[1];
				const fits = known?.releases.some((one) => allows(range, one.line)) ?? needs === 'protobuf';
				expect(fits, `${name} ${line} needs ${needs}${range}`).toBe(true);
			}
		}
	}
});

test('TensorFlow that brings Keras 2 requires no Keras 3, and the other way round', () => {
	for (const { line, keras2, requires } of libraries.tensorflow.releases) {
		expect(keras2 === undefined, line).toBe(allows(requires?.['keras'] ?? '<3', '3.15'));
	}
});

// As packaging.specifiers of Python has it for some release of the line.
test.each([
	['>=1.22,<=1.24.3', '1.24', true],
	['>=1.22,<=1.24.3', '1.25', false],
	['>=3.11.0,<3.15.0', '3.15', false],
	['>=3.11.0,<3.15.0', '3.14', true],
	['<2.1.5', '2.1', true],
	['<2', '1.26', true],
	['<2', '2.0', false],
	['~=3.1.0', '3.1', true],
	['~=3.1.0', '3.10', false],
	['>=3.9,<3.12', '3.8', false],
	['', '9.9', true],
])('%s allows %s: %s', (range, line, expected) => {
	expect(allows(range, line)).toBe(expected);
});
