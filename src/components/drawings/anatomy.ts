/** What loading comes to without a part: nothing loads, something is lost, nothing is lost. */
export type Severity = 'fatal' | 'partial' | 'harmless';

export type Kind = 'file' | 'folder' | 'attribute' | 'group' | 'dataset';

/** A part of a format, in facts that need no language. */
export interface Part {
	readonly name: string;
	readonly kind: Kind;
	/** Lies in the part before it. */
	readonly within?: boolean;
	readonly optional?: boolean;
	readonly withoutIt: Severity;
	/** The diagnosis that explains its absence. */
	readonly slug?: string;
}

export interface PartWords {
	readonly holds: string;
	readonly readBy: string;
	readonly withoutIt: string;
	/** The words of the link to the diagnosis, for a part that has one. */
	readonly link?: string;
}

export interface AnatomyWords {
	readonly format: string;
	readonly recognise: string;
	readonly holds: string;
	readonly readBy: string;
	readonly withoutIt: string;
	readonly optional: string;
	readonly kinds: Readonly<Record<Kind, string>>;
	readonly caption: string;
}
