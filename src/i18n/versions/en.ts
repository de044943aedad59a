import type { Installer } from '../../clinic/report/install-lines.ts';

/** What the page about versions that fit together says. */
export const en = {
	/** What may be chosen, in this order. */
	fields: {
		file: 'The file was written by',
		python: 'Python',
		tensorflow: 'TensorFlow',
		keras: 'Keras',
		'tf-keras': 'tf-keras',
		numpy: 'NumPy',
		h5py: 'h5py',
		backend: 'Backend of Keras 3',
	},
	legend: 'What do you have and want to keep?',
	any: 'any',
	kerasOf: 'Keras {version}',
	reset: 'Start again',
	result: 'Install this',
	tested: 'Keras’s own tests ran this Keras with this backend.',
	untested: 'The packages allow each other; Keras’s own tests ran another pair.',
	inTensorflow: 'comes with TensorFlow',
	imports: 'In Python',
	windows: 'On Windows: .venv\\Scripts\\activate instead of the source line.',
	installers: { pip: 'pip', uv: 'uv', conda: 'conda', docker: 'Dockerfile' } satisfies Record<
		Installer,
		string
	>,
	copy: 'Copy',
	copied: 'Copied',
	copyFailed: 'Copying is not allowed here',
	others: 'Other readers that fit',
	nothing: 'Nothing fits all of this together.',
	conflict: '{what} needs {needs} {instead}, and you have {has}.',
	conflictNone: '{what} does not work with any {needs}; you have {has}.',
	fileOf: 'A file of Keras {version}',
	change: 'What to change',
	changeTo: 'Another {what}:',
	changeAll: 'Everything but the file:',
	noScript: 'Choosing needs JavaScript; the tables below hold the same facts without it.',
	matrix: {
		caption: 'TensorFlow from 2.0 on: the Keras, Python, NumPy and h5py that fit.',
		released: 'Released',
		keras: 'tf.keras is',
		keras3Caption: 'Keras 3: the Python that it needs, and what its own tests ran it with.',
	},
	timeLine: {
		caption: 'Releases by month. A dot is a release line; where there is room, it is named.',
		label: '{name} {line}, {released}',
	},
};

export type VersionWords = typeof en;
