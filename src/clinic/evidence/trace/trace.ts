/** What was read from a pasted text. Plain data; offsets count UTF-16 units of the text as pasted. */
export interface TraceFacts {
	/** Length of the text as pasted. */
	readonly length: number;
	/** Set when only the end was read: where it starts. The error stands at the end. */
	readonly cutAt: number | null;
	/** The chain, root first: the order in which Python prints it. */
	readonly exceptions: readonly TraceException[];
	readonly frames: readonly Frame[];
	/** Versions that the text states, by package: `keras`, `tensorflow`, `python`, … */
	readonly versions: Readonly<Record<string, string>>;
	/** Which library raised, from the frames' paths. */
	readonly library: Library | null;
	/** The person's own line: the function called and the path it was given. */
	readonly call: { readonly name: string; readonly path: string | null } | null;
}

/** The libraries that a frame can tell, and what they call themselves. */
export const libraryNames = {
	'keras-3': 'Keras 3',
	'keras-2': 'Keras 2',
	'tf-keras': 'tf-keras',
	transformers: 'Transformers',
	tensorflowjs: 'TensorFlow.js',
} as const;

export type Library = keyof typeof libraryNames;

export interface TraceException {
	/** As printed, e.g. `ValueError`; `` where the text has a message and no type. */
	readonly type: string;
	readonly start: number;
	readonly end: number;
}

export interface Frame {
	readonly file: string;
	readonly line: number | null;
	readonly function: string | null;
	/** Where it stands in the text that was read. */
	readonly start: number;
}
