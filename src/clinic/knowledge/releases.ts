import h5py from '../../content/compatibility/h5py.json' with { type: 'json' };
import jax from '../../content/compatibility/jax.json' with { type: 'json' };
import keras from '../../content/compatibility/keras.json' with { type: 'json' };
import numpy from '../../content/compatibility/numpy.json' with { type: 'json' };
import python from '../../content/compatibility/python.json' with { type: 'json' };
import tensorflow from '../../content/compatibility/tensorflow.json' with { type: 'json' };
import tensorflowjs from '../../content/compatibility/tensorflowjs.json' with { type: 'json' };
import tfKeras from '../../content/compatibility/tf-keras.json' with { type: 'json' };
import torch from '../../content/compatibility/torch.json' with { type: 'json' };

/** The libraries of src/content/compatibility, by the name of their file. */
export type Library =
	| 'h5py'
	| 'jax'
	| 'keras'
	| 'numpy'
	| 'python'
	| 'tensorflow'
	| 'tensorflowjs'
	| 'tf-keras'
	| 'torch';

/** A release line (`2.15`), or a single release (`0.4.23`) of a library whose lines are too long to pin. */
export interface Release {
	readonly line: string;
	/** The month in which its first release came out: `2023-11`. */
	readonly released: string;
	/** The versions of Python that it runs on, as `requires-python` writes them. */
	readonly python?: string;
	/** What it needs of other packages, as `pip` writes it: `>=1.26.0,<2.1.0`. */
	readonly requires?: Readonly<Record<string, string>>;
	/** What Keras's own tests ran it with. */
	readonly tested?: Readonly<Partial<Record<Backend, string>>>;
	/** The version that `tensorflow.keras` states, where it is Keras 2. */
	readonly keras2?: string;
}

export type Backend = 'tensorflow' | 'jax' | 'torch';

export function isBackend(name: unknown): name is Backend {
	return name === 'tensorflow' || name === 'jax' || name === 'torch';
}

/** What is known of a library; src/content/compatibility/README.md names the sources. */
export interface LibraryReleases {
	readonly name: string;
	/** As `pip install` takes it; Python is none. */
	readonly package: string | null;
	/** Newest first. */
	readonly releases: readonly Release[];
}

export const libraries: Readonly<Record<Library, LibraryReleases>> = {
	h5py,
	jax,
	keras,
	numpy,
	python,
	tensorflow,
	tensorflowjs,
	'tf-keras': tfKeras,
	torch,
};

/** The release lines of a library, newest first. */
export function linesOf(library: Library): string[] {
	return libraries[library].releases.map(({ line }) => line);
}

/** Some of them, newest first, in words: `2.16–2.21` where none between is missing, else each. */
export function spanOf(library: Library, lines: readonly string[]): string {
	const all = linesOf(library);
	const [newest = '', oldest = ''] = [lines[0], lines.at(-1)];
	if (newest === oldest) return newest;
	const whole = all.indexOf(oldest) - all.indexOf(newest) + 1 === lines.length;
	return whole ? `${oldest}–${newest}` : lines.join(' / ');
}
