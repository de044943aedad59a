/** Something that the clinic can do itself with the file in hand. Plain data: what, not how. */
export type Treatment =
	| {
			/** Put the members of an archive or a folder where Keras looks for them. */
			readonly id: 'repack-archive';
			readonly to: 'archive';
			readonly keepsWeightsIdentical: true;
			/** Why it cannot be done; empty when it can. */
			readonly blockedBy: readonly TreatmentObstacle[];
			readonly plan: RepackPlan | null;
	  }
	| {
			/** The content is whole, only the name misleads Keras. */
			readonly id: 'rename';
			readonly to: 'archive' | 'legacy-h5' | 'weights-h5';
			readonly keepsWeightsIdentical: true;
			readonly blockedBy: readonly TreatmentObstacle[];
			readonly outputName: string;
	  }
	| {
			/** Write a model of Keras 2 as the `.keras` that Keras 3 loads, with equal predictions. */
			readonly id: 'convert-to-keras3';
			readonly to: 'keras3';
			readonly keepsWeightsIdentical: true;
			/** The model has classes or lambdas of the person's own: it loads with their code only. */
			readonly needsOwnCode: boolean;
			readonly blockedBy: readonly TreatmentObstacle[];
			readonly outputName: string;
	  };

export type TreatmentObstacle =
	| 'no-config'
	| 'no-weights'
	| 'several-weights'
	| 'several-models'
	| 'encrypted'
	| 'unsafe-paths'
	| 'damaged'
	| 'keras-1'
	| 'no-counterpart'
	| 'subclassed';

/** Which member of the source becomes which member of the repaired archive, in Keras' own order. */
export interface RepackPlan {
	readonly kind: 'zip' | 'folder';
	/** The path of the archive, or what stands before the paths of a folder's members (`model/`, or nothing). */
	readonly base: string;
	readonly outputName: string;
	readonly members: readonly { readonly from: string; readonly to: string }[];
	/** What is left out: leftovers of a file manager, and what lies outside the model's folder. */
	readonly dropped: readonly string[];
}
