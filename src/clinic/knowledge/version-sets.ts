import { type Backend, type Library, libraries, type Release } from './releases.ts';
import { allows, compareVersions, lineOf } from './version-range.ts';

/** Versions that fit together. */
export interface VersionSet {
	/** The reader that it is for: `keras@3.12`, `tensorflow@2.15`, `tf-keras@2.18`. */
	readonly target: string;
	/** Release lines; Keras stands here too where TensorFlow brings it. */
	readonly versions: Readonly<Partial<Record<Library, string>> & { python: string }>;
	/** As `pip install` takes them. */
	readonly requirements: readonly string[];
	/** How Python imports that Keras. */
	readonly module: 'keras' | 'tf_keras' | 'tensorflow.keras';
	/** Variables that must be set before Python imports Keras. */
	readonly environment: Readonly<Record<string, string>>;
	/** Whether Keras's own tests ran this Keras with this backend. */
	readonly tested: boolean;
}

/** What somebody has and wants to keep: release lines, and the backend of Keras 3. */
export type Kept = Readonly<
	Partial<Record<'python' | 'tensorflow' | 'keras' | 'tf-keras' | 'numpy' | 'h5py', string>>
> & { readonly backend?: Backend };

/** What decides about all the rest. */
interface Core {
	readonly keras?: Release;
	readonly tfKeras?: Release;
	readonly backend: Backend;
	readonly backendRelease: Release;
}

/**
 * The sets for a reader of model files (`keras@3.12`, `tensorflow@2.15`, `tf-keras@2.18`) that leave
 * what is kept as it is: first what Keras's own tests ran, then newest first, each with the newest
 * Python that it runs on. Empty when nothing fits, and for targets that are not in the data.
 */
export function setsFor(target: string, kept: Kept = {}): readonly VersionSet[] {
	return coresOf(target, kept.backend ?? 'tensorflow').flatMap(
		(core) => setOf(target, core, kept) ?? [],
	);
}

/** The readers of model files, newest first; beside TensorFlow 2.15 a tf-keras is of no use. */
export const targetsWithSets: readonly string[] = [
	...libraries.keras.releases.filter(isKeras3).map(({ line }) => `keras@${line}`),
	...libraries['tf-keras'].releases
		.filter(({ line }) => line !== '2.15')
		.map(({ line }) => `tf-keras@${line}`),
	...libraries.tensorflow.releases.filter(bringsKeras2).map(({ line }) => `tensorflow@${line}`),
];

/**
 * The targets made for files of a version of Keras (`3.3`, `2.11`), newest first: Keras 3 reads what
 * its own release line or one before it wrote, Keras 2 likewise, and tf-keras goes on from Keras 2.15.
 */
export function targetsForFilesOf(keras: string): readonly string[] {
	return targetsWithSets.filter((target) => {
		const [library, line = ''] = target.split('@');
		if (keras.startsWith('3.')) return library === 'keras' && compareVersions(line, keras) >= 0;
		if (library === 'keras') return false;
		const own = library === 'tensorflow' ? release('tensorflow', line)?.keras2 : line;
		return compareVersions(lineOf(own ?? ''), keras) >= 0;
	});
}

/**
 * The reader that is nearest to what wrote a file: the same release line where there are sets of it,
 * else the next newer one; for Keras up to 2.15, TensorFlow 2.15, which reads what all before it wrote.
 */
export function nearestTarget(generation: 1 | 2 | 3, version: string | null): string {
	const [newest = ''] = targetsWithSets;
	if (generation === 3) {
		const written = version?.startsWith('3.') ? lineOf(version) : null;
		return (written && targetsForFilesOf(written).at(-1)) || newest;
	}
	const line = lineOf(version ?? '');
	const target = `tf-keras@${line}`;
	return targetsWithSets.includes(target) ? target : 'tensorflow@2.15';
}

function isKeras3({ line }: Release): boolean {
	return line.startsWith('3.');
}

function bringsKeras2({ keras2 }: Release): boolean {
	return keras2 !== undefined;
}

function release(library: Library, line: string): Release | undefined {
	return libraries[library].releases.find((one) => one.line === line);
}

function coresOf(target: string, backend: Backend): Core[] {
	const [library, line = ''] = target.split('@');
	const tensorflow = release('tensorflow', line);
	if (library === 'tf-keras') {
		const tfKeras = release('tf-keras', line);
		return tfKeras && tensorflow
			? [{ tfKeras, backend: 'tensorflow', backendRelease: tensorflow }]
			: [];
	}
	if (library === 'tensorflow') {
		if (!tensorflow) return [];
		if (bringsKeras2(tensorflow)) return [{ backend: 'tensorflow', backendRelease: tensorflow }];
		return kerasFor(tensorflow).map((keras) => ({
			keras,
			backend: 'tensorflow',
			backendRelease: tensorflow,
		}));
	}
	const keras = library === 'keras' && line.startsWith('3.') ? release('keras', line) : undefined;
	if (!keras) return [];
	const tested = testedWith(keras, backend);
	return libraries[backend].releases
		.filter(({ line: other, keras2, requires }) =>
			backend === 'tensorflow'
				? keras2 === undefined && allows(requires?.['keras'] ?? '', keras.line)
				: other === tested,
		)
		.sort((a, b) => Number(b.line === tested) - Number(a.line === tested))
		.map((backendRelease) => ({ keras, backend, backendRelease }));
}

/** A line whose tests pin no version of a backend gets what those of the line before it pin. */
function testedWith(keras: Release, backend: Backend): string | undefined {
	const { releases } = libraries.keras;
	return releases.slice(releases.indexOf(keras)).find(({ tested }) => tested?.[backend])?.tested?.[
		backend
	];
}

/** Keras 3 for a TensorFlow, newest first: none newer than what was tested with it or one before it. */
function kerasFor(tensorflow: Release): Release[] {
	return libraries.keras.releases.filter(
		({ line, tested }) =>
			tested?.tensorflow !== undefined &&
			compareVersions(tested.tensorflow, tensorflow.line) <= 0 &&
			allows(tensorflow.requires?.['keras'] ?? '', line),
	);
}

function setOf(target: string, core: Core, kept: Kept): VersionSet | null {
	const { keras, tfKeras, backend, backendRelease } = core;
	const stated = keras?.line ?? lineOf(backendRelease.keras2 ?? '');
	const conflicts =
		(kept.keras && kept.keras !== stated) ||
		(kept.tensorflow && (backend !== 'tensorflow' || kept.tensorflow !== backendRelease.line)) ||
		(kept['tf-keras'] && kept['tf-keras'] !== tfKeras?.line);
	if (conflicts) return null;
	const parts = [keras, tfKeras, backendRelease].filter((part) => part !== undefined);
	for (const { line: python } of libraries.python.releases) {
		if (kept.python && kept.python !== python) continue;
		if (!parts.every((part) => allows(part.python ?? '', python))) continue;
		const arrays = arraysFor(parts, python, kept);
		if (!arrays) continue;
		const requires = Object.assign({}, ...parts.map((part) => part.requires));
		return {
			target,
			versions: {
				python,
				...(stated && { keras: stated }),
				...(tfKeras && { 'tf-keras': tfKeras.line }),
				[backend]: backendRelease.line,
				...arrays,
			},
			requirements: [
				requirement(backend, backendRelease.line),
				...(keras ? [requirement('keras', keras.line)] : []),
				...(tfKeras ? [requirement('tf-keras', tfKeras.line)] : []),
				requirement('numpy', arrays.numpy),
				requirement('h5py', arrays.h5py),
				...(requires.protobuf ? [`protobuf${requires.protobuf}`] : []),
			],
			module: tfKeras ? 'tf_keras' : keras ? 'keras' : 'tensorflow.keras',
			environment: environmentOf(core),
			tested: keras?.tested?.[backend] === backendRelease.line,
		};
	}
	return null;
}

/**
 * NumPy and h5py for the rest of a set. Upper bounds are rarely declared before they are needed, so
 * of what is allowed the newest is taken that was out before the youngest part of the set; else the
 * oldest.
 */
function arraysFor(
	parts: readonly Release[],
	python: string,
	kept: Kept,
): { numpy: string; h5py: string } | null {
	const before = parts.map(({ released }) => released).reduce((a, b) => (a > b ? a : b));
	const candidates = (library: 'numpy' | 'h5py') => {
		const allowed = libraries[library].releases.filter(
			({ line, python: range = '' }) =>
				allows(range, python) &&
				(!kept[library] || kept[library] === line) &&
				parts.every((part) => allows(part.requires?.[library] ?? '', line)),
		);
		const known = allowed.filter(({ released }) => released < before);
		return [...known, ...allowed.filter((one) => !known.includes(one)).reverse()];
	};
	for (const h5py of candidates('h5py')) {
		const numpy = candidates('numpy').find(({ line }) =>
			allows(h5py.requires?.['numpy'] ?? '', line),
		);
		if (numpy) return { numpy: numpy.line, h5py: h5py.line };
	}
	return null;
}

function environmentOf({ tfKeras, backend, backendRelease }: Core): VersionSet['environment'] {
	if (backend !== 'tensorflow') return { KERAS_BACKEND: backend };
	return tfKeras && !bringsKeras2(backendRelease) ? { TF_USE_LEGACY_KERAS: '1' } : {};
}

/** A line is pinned with its newest patch, a single release as it is. */
function requirement(library: Library, version: string): string {
	const name = libraries[library].package;
	return lineOf(version) === version ? `${name}~=${version}.0` : `${name}==${version}`;
}
