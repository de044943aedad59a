import { mib, textOf } from './bytes.ts';
import { keepConfiguration } from './configurations.ts';
import type { Members } from './container.ts';
import type { Damage, FileFacts, ModelFacts } from './facts.ts';
import { factsShape } from './facts-shape.ts';
import { isArray, isObject, type Json, largestJson, parseJson } from './json.ts';
import { isModelConfig } from './model-config.ts';
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
		const facts = factsOf(parseJson(text, reproManifest));
		if (facts.model) await takeConfiguration(members, facts.model);
		return { facts, damage: null };
	} catch (error) {
		return { facts: null, damage: damageOf(error, reproManifest) };
	}
}

/** The model's configuration is among the documents of its file; the facts stand without it. */
async function takeConfiguration({ list, bytes }: Members, model: ModelFacts): Promise<void> {
	for (const { path } of list.filter(({ path }) => path.startsWith('file/'))) {
		try {
			const document = parseJson(textOf(await bytes(path, largestJson)), path);
			const config = configurationsIn(document).find(isModelConfig);
			if (config !== undefined) return keepConfiguration(model, config);
		} catch (error) {
			if (!(error instanceof Unreadable)) throw error;
		}
	}
}

/** Where `readDocuments` leaves it: bare, as an attribute of an HDF5 file, as the root of a SavedModel. */
function configurationsIn(document: Json): readonly Json[] {
	if (isArray(document)) {
		return document.flatMap((node) =>
			isObject(node) && node['path'] === 'root' ? [node['metadata'] ?? null] : [],
		);
	}
	return isObject(document) ? [document, document['model_config'] ?? null] : [];
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
