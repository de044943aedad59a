import { libraries } from '../knowledge/releases.ts';
import type { Release } from './finding.ts';

/** What reads model files: a release line, as `keras@3.15`, `tf-keras@2.21`, `tensorflow@2.15`, `tfjs@4`. */
export interface Target {
	readonly name: string;
	readonly library: 'keras' | 'tf-keras' | 'tensorflow' | 'tfjs';
	/** The generation of Keras that it has in it; TensorFlow.js was made after Keras 2. */
	readonly generation: 2 | 3;
	/** Of its Keras: files of a newer release may hold arguments that it does not know. */
	readonly release: Release;
}

/** Before, Keras was part of TensorFlow itself, and no rule was checked against it. */
const firstKerasPackage = 6;

function releaseOf(line: string): Release {
	const [major = 0, minor = 0] = line.split('.').map(Number);
	return [major, minor];
}

const ofKeras3 = libraries.keras.releases
	.filter(({ line }) => line.startsWith('3.'))
	.map(({ line }): Target => {
		return { name: `keras@${line}`, library: 'keras', generation: 3, release: releaseOf(line) };
	});

const ofTfKeras = libraries['tf-keras'].releases.map(({ line }): Target => {
	return {
		name: `tf-keras@${line}`,
		library: 'tf-keras',
		generation: 2,
		release: releaseOf(line),
	};
});

/** From 2.16 on TensorFlow brings Keras 3, in whatever release is installed. */
const ofTensorFlow = libraries.tensorflow.releases
	.filter(({ line, keras2 }) => keras2 && releaseOf(line)[1] >= firstKerasPackage)
	.map(({ line, keras2 = line }): Target => {
		return {
			name: `tensorflow@${line}`,
			library: 'tensorflow',
			generation: 2,
			release: releaseOf(keras2),
		};
	});

/** Newest first within a library; the order in which people see them. */
export const targets: readonly Target[] = [
	...ofKeras3,
	...ofTfKeras,
	...ofTensorFlow,
	{ name: 'tfjs@4', library: 'tfjs', generation: 2, release: [4, 0] },
];
