/** What loading comes to without a part: nothing loads, something is lost, nothing is lost. */
export type Severity = 'fatal' | 'partial' | 'harmless';

export type Kind = 'file' | 'folder' | 'attribute' | 'group' | 'dataset' | 'key';

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

/** A file format as it is drawn. */
export interface Format {
	readonly fileName: string;
	readonly shape: 'archive' | 'hdf5' | 'folder' | 'text';
	/** The first bytes, for a file: hexadecimal pairs and what they read as. */
	readonly bytes?: readonly (readonly [hex: string, reads: string])[];
	readonly parts: readonly Part[];
}

export interface PartWords {
	readonly holds: string;
	/** Where it is not the writer of the whole file. */
	readonly writtenBy?: string;
	readonly readBy: string;
	readonly withoutIt: string;
	/** The words of the link to the diagnosis, for a part that has one. */
	readonly link?: string;
}

export interface FormatWords {
	readonly format: string;
	readonly recognise: string;
	readonly caption: string;
}
