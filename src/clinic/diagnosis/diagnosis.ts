export type Confidence = 'certain' | 'likely' | 'possible';

/** One thing that speaks for a diagnosis, quoted from what the person gave. */
export type Evidence =
	| {
			readonly from: 'trace';
			readonly quote: string;
			/** 1-based line in the pasted text. */
			readonly line: number;
			/** Offsets of the quote in the pasted text, in UTF-16 units. */
			readonly start: number;
			readonly end: number;
	  }
	| {
			readonly from: 'file';
			/** A path inside what was dropped, an HDF5 attribute, or a key of the configuration. */
			readonly where: string;
			readonly quote: string;
	  }
	| {
			/** The person's answer to a question, in the words that they chose, or a shared link. */
			readonly from: 'answer' | 'link';
			readonly quote: string;
	  };

/**
 * What a person chose: the answer to a question, or a symptom where there is no message to paste; or
 * the diagnosis that a shared link carries.
 */
export interface GivenAnswer {
	/** The diagnosis that the answer leads to. */
	readonly to: string;
	/** In the words of the page. */
	readonly said: string;
	readonly from: 'answer' | 'link';
}

/** A named cause with what speaks for it. The words to show come from the catalogue's entry. */
export interface Diagnosis {
	readonly code: string;
	readonly slug: string;
	readonly cause: string;
	readonly confidence: Confidence;
	readonly evidence: readonly Evidence[];
	/** Fills the `{{placeholders}}` of the fixes: the person's own path, layer, class, arguments. */
	readonly values: Readonly<Record<string, string>>;
}
