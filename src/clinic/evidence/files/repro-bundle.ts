import { mib, textOf } from './bytes.ts';
import type { Members } from './container.ts';
import type { Damage, FileFacts } from './facts.ts';
import { factsShape } from './facts-shape.ts';
import { isObject, type Json, parseJson } from './json.ts';
import { damageOf, Unreadable } from './unreadable.ts';

/** The member that makes an archive a repro bundle: what was read from a file whose weights stayed at home. */
export const reproManifest = 'keras-clinic.json';

/** Grows with any change that an older page cannot read. */
export const reproVersion = 1;

/** What the member holds. */
export interface ReproManifest {
	readonly version: typeof reproVersion;
	readonly namesHashed: boolean;
	readonly facts: Omit<FileFacts, 'repro'>;
}

/** The facts of a model of 20,000 layers take about 10 MiB. */
const largestManifest = 64 * mib;

/** All that is in a bundle: an archive with anything else in it is what that makes it. */
const ownMembers = /^(keras-clinic\.json|findings\.json|README\.md|file\/[^]*\.json)$/;

export function isReproBundle({ list }: Members): boolean {
	const own = list.filter(({ leftover }) => !leftover);
	return (
		own.some(({ path }) => path === reproManifest) && own.every(({ path }) => ownMembers.test(path))
	);
}

/** The facts as they were when the bundle was made, or why they cannot be had. Never throws. */
export async function readReproBundle(
	members: Members,
): Promise<{ readonly facts: FileFacts | null; readonly damage: Damage | null }> {
	try {
		const text = textOf(await members.bytes(reproManifest, largestManifest));
		return { facts: factsOf(parseJson(text, reproManifest)), damage: null };
	} catch (error) {
		return { facts: null, damage: damageOf(error, reproManifest) };
	}
}

function factsOf(manifest: Json): FileFacts {
	const version = isObject(manifest) ? manifest['version'] : null;
	if (!isObject(manifest) || typeof version !== 'number') {
		throw new Unreadable({ kind: 'bundle-invalid', member: null, detail: 'version' });
	}
	if (version > reproVersion) {
		throw new Unreadable({ kind: 'bundle-newer', member: null, detail: `version ${version}` });
	}
	const facts = factsShape.take(manifest['facts'], 'facts', (same) => same);
	return { ...facts, repro: { namesHashed: manifest['namesHashed'] === true } };
}
