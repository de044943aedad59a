import { layerRows } from './layer-rows.ts';

/**
 * What is known of each layer class of Keras 2 for taking its models to Keras 3: its weights, the
 * arguments that Keras 3 takes, and what must change. Weights: `add_weight` calls of tf_keras 2.21, in
 * order; arguments: the signatures of Keras 3.15.1; each row was checked by loading converted models.
 */
export interface LayerRow {
	/** The names that Keras 2 and 1 have for it. */
	readonly classes: string;
	/** Its class in Keras 3, where the name differs. */
	readonly keras3?: string;
	/**
	 * Its own weights in the order in which it makes them, as paths below it. `~`: not trainable;
	 * `?argument`, `?!argument`, `?argument=value`: only when the argument says so.
	 */
	readonly weights?: string;
	/** Arguments of Keras 3 besides those that every layer has. */
	readonly takes?: string;
	/** Arguments that are called otherwise in Keras 3. */
	readonly renamed?: Readonly<Record<string, string>>;
	/** Arguments that can go: with this value they do nothing that Keras 3 does not do (`any`: whatever it is). */
	readonly dropped?: Readonly<
		Record<string, readonly (string | number | boolean | null)[] | 'any'>
	>;
	/** Arguments that Keras 2 did not write yet, with what they meant. */
	readonly absent?: Readonly<Record<string, string | number | boolean | null>>;
	/** The name of what else must be done, in `treatment/convert/rewrites.ts`. */
	readonly rewrite?: RewriteName;
	/** What becomes of a mask; see `MaskRule`. */
	readonly masks?: MaskRule;
	/** Why Keras 3 cannot have it, and what to do by hand; the words are in src/i18n/conversion. */
	readonly refused?:
		| 'locally-connected'
		| 'category-crossing'
		| 'cell-wrapper'
		| 'feature-columns'
		| 'fourier-features';
}

export type RewriteName =
	| 'attention'
	| 'batchNormalization'
	| 'causal'
	| 'centreCrop'
	| 'cudnn'
	| 'discretization'
	| 'integers'
	| 'interpolation'
	| 'layerNormalization'
	| 'layerScale'
	| 'lookup'
	| 'normalization'
	| 'recurrent'
	| 'synchronized'
	| 'trainingOnly'
	| 'wrapper';

/**
 * `stops` is what a layer does that knows nothing of masks, in both generations; `passes` hands the
 * mask on; `uses` computes with it and hands it on where it still fits; `passesInKeras3` hands it on in
 * Keras 3 only.
 */
export type MaskRule =
	| 'passes'
	| 'passesInKeras3'
	| 'tokens'
	| 'values'
	| 'merges'
	| 'concatenates'
	| 'recurrent'
	| 'pools'
	| 'uses'
	| 'attends'
	| 'attendsHeads';

/** The row of a class, registrations of Keras itself taken off: `Custom>Dense` is none of them. */
export function layerRow(className: string): LayerRow | undefined {
	return byClass.get(className);
}

const byClass = new Map(
	layerRows.flatMap((row) => row.classes.split(/\s+/).map((name) => [name, row] as const)),
);
