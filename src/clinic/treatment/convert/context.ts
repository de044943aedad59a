import type { Json } from '../../evidence/files/json.ts';
import { ModelRefused, type Reason, type Refusal } from '../../model/refusal.ts';

/** One thing that a conversion changes, for the person to see. */
export interface Edit {
	readonly layer: string;
	readonly id: EditId;
	/** The argument or class that it is about. */
	readonly subject: string;
	readonly before: Json;
	readonly after: Json;
}

/** Why; each has its words in src/i18n. */
export type EditId =
	| 'argument-dropped'
	| 'argument-renamed'
	| 'argument-made-explicit'
	| 'class-replaced'
	| 'layer-renamed'
	| 'frozen-made-explicit'
	| 'hard-sigmoid-kept'
	| 'mask-made-explicit'
	| 'mask-taken-off'
	| 'operation-translated'
	| 'time-axis-moved'
	| 'training-only-removed'
	| 'input-added'
	| 'vocabulary-from-assets'
	| 'weights-rearranged'
	| 'custom-code-needed'
	| 'optimizer-not-compiled'
	| 'optimizer-other-variables'
	| 'optimizer-own-code'
	| 'optimizer-weights-rearranged'
	| 'optimizer-no-iteration'
	| 'optimizer-not-matched'
	| 'compile-dropped'
	| 'module-added';

/** A class or function of the person's own, which the converted file asks for by this name. */
export interface CustomObject {
	readonly kind: 'layer' | 'function' | 'object';
	readonly registeredName: string;
	/** The layer where it stands first. */
	readonly layer: string;
	/** What `get_config` gave, so that the skeleton can name the arguments. */
	readonly settings: Readonly<Record<string, Json | undefined>>;
	/** The weights of a layer, in order: role and shape. */
	readonly weights: readonly { readonly role: string; readonly shape: readonly number[] }[];
}

/** What a translation finds out on its way. */
export class Context {
	readonly edits: Edit[] = [];
	readonly problems: Refusal[] = [];
	readonly custom = new Map<string, CustomObject>();
	/** The version of Keras that wrote the file, as numbers; what it meant may depend on it. */
	readonly version: readonly number[];

	constructor(version: string | null) {
		this.version = (version ?? '').split('.').map(Number);
	}

	edit(layer: string, id: EditId, subject: string, before: Json, after: Json): void {
		this.edits.push({ layer, id, subject, before, after });
	}

	refuse(layer: string, ...reason: Reason): void {
		this.problems.push(new ModelRefused(layer, ...reason).refusal);
	}

	needs(object: CustomObject): void {
		if (this.custom.has(object.registeredName)) return;
		this.custom.set(object.registeredName, object);
		this.edit(object.layer, 'custom-code-needed', object.registeredName, null, null);
	}
}
