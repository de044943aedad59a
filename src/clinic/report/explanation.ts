/** The fix that asks for the file: shown as long as it was not dropped. */
export const dropTheFile = 'drop-the-file';

/** The words and the code of a diagnosis in one language, from its catalogue entry. */
export interface Explanation {
	readonly code: string;
	/** The message as Keras prints it, or what is seen in the file. */
	readonly title: string;
	/** The cause in one sentence. */
	readonly summary: string;
	/** In order of risk. */
	readonly fixes: readonly Fix[];
	/** The popular advice that does not help here, and why. */
	readonly wrongFix: string | undefined;
	/** Reached by choice rather than by a message. */
	readonly isSymptom: boolean;
	/** The one question whose answer decides, each answer leading to a diagnosis. */
	readonly question:
		| {
				readonly ask: string;
				readonly answers: readonly { readonly text: string; readonly to: string }[];
		  }
		| undefined;
}

export interface Fix {
	readonly id: string;
	readonly risk: 'none' | 'low' | 'medium' | 'high';
	readonly title: string;
	readonly text: string;
	/** With `{{name="default"}}` where the person's own value goes: see fillCode. */
	readonly code?: string | undefined;
	readonly language: 'python' | 'bash';
}
