import { expect, test } from 'vitest';
import { targets } from '../../src/clinic/forecast/targets.ts';
import { fit } from '../../src/clinic/knowledge/version-choice.ts';
import { compareVersions } from '../../src/clinic/knowledge/version-range.ts';
import {
	nearestTarget,
	setsFor,
	targetsForFilesOf,
	targetsWithSets,
} from '../../src/clinic/knowledge/version-sets.ts';
import { installLines } from '../../src/clinic/report/install-lines.ts';

const every = targetsWithSets.flatMap((target) => setsFor(target));

test('there is a set for every target of a forecast and for every reader', () => {
	const inPython = targets.filter(({ library }) => library !== 'tfjs').map(({ name }) => name);
	for (const target of [...inPython, ...targetsWithSets]) {
		expect(setsFor(target), target).not.toEqual([]);
	}
});

test('NumPy 2 never meets a TensorFlow that was compiled for NumPy 1', () => {
	for (const { versions, requirements } of every) {
		if (compareVersions(versions.tensorflow ?? '', '2.18') >= 0) continue;
		expect(compareVersions(versions.numpy ?? '', '2.0'), requirements.join(' ')).toBeLessThan(0);
	}
});

test('h5py stays below 3 where the reader decodes strings', () => {
	for (const line of ['2.0', '2.1', '2.2', '2.3']) {
		expect(setsFor(`tensorflow@${line}`)[0]?.versions.h5py).toMatch(/^2\./);
	}
});

test('Python decides how new a Keras can be', () => {
	const newestOn = (python: string) =>
		targetsWithSets.find((target) => setsFor(target, { python }).length > 0);
	expect(newestOn('3.8')).toBe('tensorflow@2.13');
	expect(newestOn('3.9')).toBe('keras@3.10');
	expect(newestOn('3.10')).toBe('keras@3.12');
	expect(newestOn('3.11')).toBe('keras@3.15');
	expect(setsFor('tensorflow@2.15', { python: '3.12' })).toEqual([]);
});

test('first comes what the tests of that Keras ran, then newer TensorFlow first', () => {
	const sets = setsFor('keras@3.12');
	expect(sets.map(({ versions }) => versions.tensorflow)).toEqual([
		...['2.18', '2.21', '2.20', '2.19', '2.17', '2.16'],
	]);
	expect(sets.map(({ tested }) => tested)).toEqual([true, false, false, false, false, false]);
});

test('a set says how it is imported and what must be set before', () => {
	expect(setsFor('tf-keras@2.18')[0]).toMatchObject({
		requirements: [...['tensorflow~=2.18.0', 'tf_keras~=2.18.0', 'numpy~=2.0.0', 'h5py~=3.12.0']],
		module: 'tf_keras',
		environment: { TF_USE_LEGACY_KERAS: '1' },
	});
	expect(setsFor('keras@3.13', { backend: 'jax' })[0]).toMatchObject({
		module: 'keras',
		environment: { KERAS_BACKEND: 'jax' },
	});
	expect(setsFor('keras@3.13', { backend: 'jax' })[0]?.versions.tensorflow).toBeUndefined();
	expect(setsFor('tensorflow@2.6')[0]?.requirements).toContain('protobuf<3.20');
});

test.each([
	[3, '3.12.1', 'keras@3.12'],
	[3, '3.99.0', 'keras@3.15'],
	[3, null, 'keras@3.15'],
	[2, '2.18.0', 'tf-keras@2.18'],
	[2, '2.11.0', 'tensorflow@2.15'],
	[2, '2.2.4-tf', 'tensorflow@2.15'],
	[1, null, 'tensorflow@2.15'],
] as const)('a file of generation %s, version %s: %s', (generation, version, target) => {
	expect(nearestTarget(generation, version)).toBe(target);
});

test('a file is read by its own release line and by newer ones of its generation', () => {
	expect(targetsForFilesOf('3.13')).toEqual(['keras@3.15', 'keras@3.14', 'keras@3.13']);
	expect(targetsForFilesOf('2.14').slice(-2)).toEqual(['tensorflow@2.15', 'tensorflow@2.14']);
	expect(targetsForFilesOf('2.19')).toEqual(['tf-keras@2.21', 'tf-keras@2.20', 'tf-keras@2.19']);
});

test('what is chosen stays in every set', () => {
	const { sets } = fit({ python: '3.10', tensorflow: '2.18' });
	expect(sets.length).toBeGreaterThan(0);
	for (const { versions } of sets) {
		expect(versions).toMatchObject({ python: '3.10', tensorflow: '2.18' });
	}
	expect(sets[0]).toMatchObject({ tested: true });
});

test('where nothing fits, it is said why and what to change', () => {
	expect(fit({ python: '3.12', tensorflow: '2.15' })).toMatchObject({
		sets: [],
		conflicts: [{ library: 'tensorflow', needs: 'python', instead: ['3.11', '3.10', '3.9'] }],
		waysOut: [{ change: ['python'] }, { change: ['tensorflow'] }],
	});
	expect(fit({ python: '3.9', tensorflow: '2.12', file: '3.3' })).toMatchObject({
		conflicts: [{ library: 'file', version: '3.3', needs: 'tensorflow' }],
		waysOut: [{ change: ['tensorflow'], set: { target: 'keras@3.10' } }],
	});
	expect(fit({ 'tf-keras': '2.18', python: '3.13' }).conflicts[0]).toMatchObject({
		library: 'tensorflow',
		needs: 'python',
	});
	// No TensorFlow for this Python, but other backends.
	expect(fit({ python: '3.14', file: '3.15' }).waysOut.map(({ set }) => set.versions)).toEqual([
		expect.objectContaining({ tensorflow: '2.21', python: '3.13' }),
		expect.objectContaining({ jax: '0.10.2', python: '3.14' }),
		expect.objectContaining({ torch: '2.14.1', python: '3.14' }),
	]);
});

test('the lines to type hold the whole set', () => {
	const [set] = setsFor('tf-keras@2.18', { python: '3.10' });
	if (!set) throw new Error('no set');
	expect(installLines(set, 'docker')).toBe(
		[
			'FROM python:3.10-slim',
			'ENV TF_USE_LEGACY_KERAS=1',
			'RUN pip install --no-cache-dir "tensorflow~=2.18.0" "tf_keras~=2.18.0" "numpy~=2.0.0" "h5py~=3.12.0"',
		].join('\n'),
	);
	expect(installLines(set, 'uv')).toContain('uv venv --python 3.10\n');
	expect(installLines(set, 'conda')).toContain(
		'conda create --name tf-keras-2.18 python=3.10 pip\n',
	);
	expect(installLines(set, 'pip')).toContain('\nexport TF_USE_LEGACY_KERAS=1');
});
