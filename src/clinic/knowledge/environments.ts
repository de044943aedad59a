/** Versions that work together, as `pip install` takes them. */
export interface EnvironmentSet {
	/** Versions of Python, the lowest and the highest; null: no highest that is known. */
	readonly python: readonly [lowest: string, highest: string | null];
	readonly packages: readonly string[];
	/** How Python imports that Keras. */
	readonly module: 'keras' | 'tf_keras' | 'tensorflow.keras';
}

/**
 * The set that reads what a version of Keras wrote. Sources: `python_requires` and the requirements
 * in keras (setup.py, pyproject.toml), tensorflow 2.15.0 and tf-keras (oss_setup.py).
 */
export function environmentFor(
	generation: 1 | 2 | 3,
	version: string | null,
	backend: string | null,
): EnvironmentSet {
	const minor = Number(version?.split('.')[1] ?? Number.NaN);
	if (generation === 3) {
		const lowest = minor >= 13 ? '3.11' : minor >= 11 ? '3.10' : '3.9';
		const library = backend === 'jax' || backend === 'torch' ? backend : 'tensorflow';
		const keras = Number.isNaN(minor) ? 'keras>=3' : `keras>=3.${minor}`;
		return { python: [lowest, null], packages: [keras, library], module: 'keras' };
	}
	if (generation === 2 && minor >= 16) {
		return {
			python: [minor >= 21 ? '3.10' : '3.9', minor >= 20 ? '3.13' : '3.12'],
			packages: [`tensorflow~=2.${minor}.0`, `tf_keras~=2.${minor}.0`],
			module: 'tf_keras',
		};
	}
	// TensorFlow 2.15 is the last with Keras 2 in it, and reads what all before it wrote.
	return { python: ['3.9', '3.11'], packages: ['tensorflow~=2.15.0'], module: 'tensorflow.keras' };
}
