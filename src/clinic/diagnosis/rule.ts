import type { Library } from '../evidence/trace/trace.ts';
import type { Confidence } from './diagnosis.ts';

/** What the matcher needs of a catalogue entry (src/content/diagnoses); its words stay outside the core. */
export interface Rule {
	readonly slug: string;
	readonly code: string;
	readonly cause: string;
	readonly signatures: readonly SignatureTemplate[];
	/** Slugs of the diagnoses that say less than this one about the same trouble. */
	readonly refines?: readonly string[] | undefined;
}

/** A message as Keras prints it, with `{name}` or `{name:table}` where it varies. */
export interface SignatureTemplate {
	readonly text: string;
	/** `certain` where it is not said. */
	readonly confidence?: Confidence | undefined;
	/**
	 * A function that must stand in the traceback's frames; where `alone` is set, one that the person's
	 * own line must call.
	 */
	readonly frame?: string | undefined;
	/** Counts only in a text without frames. */
	readonly alone?: boolean | undefined;
	/** The library whose frames must stand in the text. */
	readonly library?: Library | undefined;
	/** The code that the innermost frame runs: counts only where the text ends before the message. */
	readonly source?: boolean | undefined;
	/** Wraps the real message: counts only where nothing else matched. */
	readonly wrapper?: boolean | undefined;
	/** A warning: counts only in a text in which nothing was raised. */
	readonly warning?: boolean | undefined;
}
