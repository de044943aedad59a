import type { Refusal } from '../../clinic/model/refusal.ts';
import type { ConversionFailure } from '../../clinic/treatment/convert/failure.ts';
import { fill, type Strings } from '../en.ts';
import type { ConversionWords } from './words.ts';

/** Why there is no converted file, in one line of a language. */
export function failureText(
	failure: ConversionFailure,
	words: ConversionWords,
	damages: Strings['damages'],
): string {
	switch (failure.kind) {
		case 'refused':
			return fill(words.failures.refused, {
				detail: refusalTexts(failure.refusals, words).join(words.reasons),
			});
		case 'damaged':
			return damages[failure.damage.kind];
		case 'disk-full':
		case 'file-gone':
		case 'target-is-input':
			return words.failures[failure.kind];
		default:
			return fill(words.failures[failure.kind], { detail: failure.detail });
	}
}

/** A line for each reason, with the layers that it is about. */
export function refusalTexts(refusals: readonly Refusal[], words: ConversionWords): string[] {
	const layers = new Map<string, string[]>();
	for (const { layer, id, values } of refusals) {
		const reason = fill(words.refusals[id], values);
		const named = layers.get(reason) ?? [];
		layers.set(reason, layer === '' ? named : [...named, layer]);
	}
	return [...layers].map(([reason, named]) => {
		if (named.length === 0) return reason;
		const shown = named.slice(0, mostLayers).join(words.between);
		const rest = named.length - mostLayers;
		return fill(words.at, {
			layers: rest > 0 ? fill(words.andMore, { layers: shown, count: rest }) : shown,
			reason,
		});
	});
}

const mostLayers = 5;
