import type { ModelFacts } from '../evidence/files/facts.ts';
import type { Change } from '../evidence/files/facts-shape.ts';
import { kerasWords } from '../knowledge/keras-words.ts';
import { snakeCase } from '../knowledge/snake-case.ts';

/** All but white space, the mark of redaction, and the ASCII punctuation that parts paths and names. */
const token = /[^\s…!-/:-@[-^`{-~]+/gu;

/**
 * Gives what puts a short hash in the place of every name that is not of Keras, the same for the same
 * name wherever it stands: `encoder` becomes `n6f1c2a9b0d`, its second copy `encoder_1` the same with
 * `_1`, and the class `Encoder` that gave both their name `N6f1c2a9b0d`. What Keras named itself, such
 * as `dense_1`, stays. `key` goes into every hash: who does not have all of it cannot try names out.
 * `visit` must pass on all texts that will be asked for.
 */
export async function nameHider(
	key: string,
	model: ModelFacts | null,
	visit: (change: Change) => void,
): Promise<Change> {
	const taken = kerasWordsAsNames(model);
	const isHidden = (one: string, kind: string) =>
		!isOfKeras(one) || (kind !== 'word' && taken.has(one));
	const stems = new Set<string>();
	visit((text, kind) => {
		if (kind === 'plain' || kind === 'detail') return text;
		for (const one of text.match(token) ?? []) if (isHidden(one, kind)) stems.add(parse(one).stem);
		return text;
	});
	const hashes = new Map<string, string>();
	await Promise.all(
		[...stems].map(async (stem) => hashes.set(stem, await shortHash(`${key}\n${stem}`))),
	);
	const hidden = (one: string) => {
		const { stem, initial, suffix } = parse(one);
		const hash = hashes.get(stem);
		return hash === undefined ? one : `${initial}${hash}${suffix}`;
	};
	return (text, kind) => {
		if (kind === 'plain') return text;
		// What a reader says stays, what it quotes does not.
		if (kind === 'detail') return text.replace(/(["'`])[^]*?\1/g, '…').replace(token, hidden);
		return text.replace(token, (one) => (isHidden(one, kind) ? hidden(one) : one));
	};
}

/** Of a name: what is hashed, the letter that stands before the hash, and the number behind it. */
function parse(one: string): { stem: string; initial: 'n' | 'N'; suffix: string } {
	const [, name = '', suffix = ''] = /^(.+?)((?:_\d+)?)$/su.exec(one) ?? [];
	return /^[A-Z][A-Za-z0-9]*$/.test(name)
		? { stem: snakeCase(name), initial: 'N', suffix }
		: { stem: name, initial: 'n', suffix };
}

const classNames = new Set([...kerasWords].map(snakeCase));

function isOfKeras(one: string): boolean {
	if (/^\d+$/.test(one) || kerasWords.has(one)) return true;
	const stem = one.replace(/_\d+$/, '');
	return kerasWords.has(stem) || classNames.has(stem);
}

/** Layers that the person named with a word of Keras, such as a Dense named `attention`. */
function kerasWordsAsNames(model: ModelFacts | null): ReadonlySet<string> {
	const named = (model?.layers ?? []).filter(({ name, className }) => {
		const stem = name.replace(/_\d+$/, '').replaceAll('_', '').toLowerCase();
		const isInput = className === 'InputLayer' && stem === 'input';
		return !isInput && stem !== snakeCase(className).replaceAll('_', '');
	});
	return new Set(named.map(({ name }) => name));
}

/** 40 bits of SHA-256: two of 10,000 names are alike in one of 20,000 models. */
async function shortHash(text: string): Promise<string> {
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
	return [...new Uint8Array(digest, 0, 5)]
		.map((byte) => byte.toString(16).padStart(2, '0'))
		.join('');
}
