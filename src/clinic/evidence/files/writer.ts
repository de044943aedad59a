import type { ModelFacts, Writer } from './facts.ts';

/**
 * Who wrote a file, from the version that it states and from what its configuration shows. Null
 * where neither says anything.
 */
export function writerOf(
	version: string | null,
	backend: string | null,
	model: ModelFacts | null,
	generation: Writer['generation'] = model?.generation ?? null,
): Writer | null {
	if (version === null && backend === null && generation === null) return null;
	const [major, minor] = (version ?? '').split('.').map(Number);
	const stated = ([1, 2, 3] as const).find((one) => one === major) ?? null;
	// Keras itself went from 2.15 to 3.0; what calls itself 2.16 or later is tf_keras.
	const isTfKeras =
		(major === 2 && (minor ?? 0) >= 16) ||
		(model?.layers ?? []).some(({ module }) => module?.startsWith('tf_keras'));
	return {
		library: isTfKeras ? 'tf-keras' : version === null ? null : 'keras',
		version: version === '1' ? null : version,
		backend,
		generation: stated ?? generation,
	};
}
