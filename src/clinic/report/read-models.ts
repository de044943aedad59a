import type { Damage, FileFacts } from '../evidence/files/facts.ts';
import { readFacts } from '../evidence/files/read.ts';
import type { GivenFile } from '../evidence/files/source.ts';
import { withConverted } from '../treatment/convert/converted-facts.ts';

/**
 * All that can be known of the models in what a person gave: what is in the files, and what a conversion
 * would make of it. Never throws for what a file holds.
 */
export async function readModels(files: readonly GivenFile[]): Promise<readonly FileFacts[]> {
	return (await readFacts(files, { weights: true })).map(withConverted);
}

const stopped: Damage = { kind: 'reading-stopped', member: null, detail: '' };

/** What their beginnings tell, without the weights: for files of which reading all had to be stopped. */
export async function readBeginnings(files: readonly GivenFile[]): Promise<readonly FileFacts[]> {
	const models = await readFacts(files, { weights: false });
	return models.map((facts) => ({ ...facts, damage: facts.damage ?? stopped }));
}
