import { indentationOf, plainLine } from './plain-line.ts';
import type { Frame, Library, TraceException, TraceFacts } from './trace.ts';

/** Longer texts lose their beginning: Python prints the error last. In UTF-16 units. */
export const longestTrace = 6_000_000;

/** Versions and calls are looked for only this near the end, so that a long log costs little. */
const contextLength = 200_000;

const exceptionLine =
	/^(?:.{0,200}?[\s:])?((?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Interrupt|Warning|Exit|Failure|NotFound))(?::\s?|\s*$)/;
const structuralLine =
	/^\s*(?:Traceback \(most recent call last\)|Traceback:|During handling of the above exception|The above exception was the direct cause|File ["~/<]|Cell In ?\[|-{20,}|~?[\w./\\<>-]+\.py in |Call arguments received)/;
const pythonFrame = /^\s*File "([^"\n]{1,500})", line (\d+)(?:, in (\S{1,200}))?/;
/** A terminal's width cut the line of a frame in two. */
const wrappedFrame = /^[ \t]*File "[^"]{30,}$|^[ \t]*File "[^"]{20,500}"[^"]{0,12}$/;
const ipythonFrame =
	/^\s*(?:File )?(~?[\w./\\:<>[\]()… -]{1,300}?\.pyc?)(?::(\d+))?,? in (?:[\w.]+\.)?([\w<>]{1,200})\(/;
const ipythonSource = /^\s*(?:-+> ?\d+(?= |$)|\d+ (?= |$))/;

const libraryFrames: readonly (readonly [RegExp, Library])[] = [
	[
		/[\\/]tensorflowjs[\\/]|tf(?:js)?(?:-layers)?(?:\.min)?\.js|tensorflow\/tfjs|\btfjs(?:-\w+)?@\d/,
		'tensorflowjs',
	],
	[/[\\/]tf_keras[\\/]/, 'tf-keras'],
	[/[\\/]tensorflow[\\/]python[\\/]keras[\\/]/, 'keras-2'],
	[/[\\/]keras[\\/](?:src[\\/])?(?:engine|saving[\\/]legacy)[\\/]/, 'keras-2'],
	[/[\\/]keras[\\/]src[\\/](?:models|ops|legacy|layers[\\/]layer\.py|callbacks)/, 'keras-3'],
	[/[\\/]keras[\\/]src[\\/]saving[\\/]saving_api\.py/, 'keras-3'],
	[/[\\/]transformers[\\/]/, 'transformers'],
];

const versionPatterns: readonly (readonly [string, RegExp])[] = [
	['python', /\bpython[ /-]?v?(3\.\d{1,2}(?:\.\d{1,2})?)(?![\d.]*\d)/i],
	[
		'keras',
		/\bkeras(?:(?:\.__version__)?\s*(?:==|[:=]|version:?|is)\s*|[ -])v?['"]?(\d+\.\d+(?:\.\d+)?)/i,
	],
	[
		'tf-keras',
		/\btf[-_]keras(?:(?:\.__version__)?\s*(?:==|[:=]|version:?|is)\s*|[ -])v?['"]?(\d+\.\d+(?:\.\d+)?)/i,
	],
	[
		'tensorflow',
		/\b(?:tensorflow(?:-cpu|-gpu|-macos)?|tf)(?:(?:\.__version__)?\s*(?:==|[:=]|version:?|is)\s*|[ -])v?['"]?(\d+\.\d+(?:\.\d+)?)/i,
	],
	[
		'numpy',
		/\bnumpy(?:(?:\.__version__)?\s*(?:==|[:=]|version:?|is)\s*|[ -])v?['"]?(\d+\.\d+(?:\.\d+)?)/i,
	],
	[
		'h5py',
		/\bh5py(?:(?:\.__version__)?\s*(?:==|[:=]|version:?|is)\s*|[ -])v?['"]?(\d+\.\d+(?:\.\d+)?)/i,
	],
];

const callPattern =
	/\b(load_model|load_weights|save_weights|save_model|save|model_from_json|from_pretrained|TFSMLayer|ModelCheckpoint)\((?:\s*(?:filepath\s*=\s*)?[rfbu]?(['"])([^'"\n]{1,400})\2)?/g;

/** What a paste holds: facts, and where in it the messages and the quoted source lines lie. */
export interface ReadTrace {
	readonly facts: TraceFacts;
	/** The text that was read: the end of what was pasted. */
	readonly text: string;
	/** Where each line starts in `text`. */
	readonly lineStarts: readonly number[];
	/** Source lines that a traceback quotes, as [start, end) in `text`: they name messages never raised. */
	readonly sourceRanges: readonly (readonly [number, number])[];
}

/** Reads a pasted text. Never throws; takes time in proportion to the text. */
export function readTrace(pasted: string): ReadTrace {
	const cutAt = pasted.length > longestTrace ? pasted.length - longestTrace : null;
	const text = cutAt === null ? pasted : pasted.slice(cutAt);
	const exceptions: TraceException[] = [];
	const frames: Frame[] = [];
	const lineStarts: number[] = [];
	const sourceRanges: [number, number][] = [];
	let open: { type: string; start: number } | null = null;
	let sourceExpected = false;
	let indentation = 0;

	const close = (end: number) => {
		if (open) exceptions.push({ ...open, end });
		open = null;
	};

	for (let start = 0; start < text.length; ) {
		lineStarts.push(start);
		const newline = text.indexOf('\n', start);
		const end = newline < 0 ? text.length : newline;
		const whole = text.slice(start, Math.min(end, start + 2000));
		const plain = plainLine(wrappedFrame.test(whole) ? whole + nextLine(text, end) : whole);
		indentation = indentationOf(plain) ?? indentation;
		const line = plain.slice(Math.min(indentation, plain.search(/\S|$/)));
		const frame = line.includes('.py') || line.includes('File') ? readFrame(line, start) : null;
		if (frame) {
			close(start);
			frames.push(frame);
			sourceExpected = true;
		} else if (ipythonSource.test(line)) {
			if (open === null || sourceExpected) {
				close(start);
				sourceRanges.push([start, end]);
			}
		} else if (structuralLine.test(line)) {
			close(start);
			sourceExpected = false;
		} else {
			const exception = exceptionLine.exec(line);
			if (exception && !(sourceExpected && /^\s/.test(line))) {
				close(start);
				const type = exception[1] ?? '';
				open = { type, start: start + Math.max(0, whole.indexOf(type)) };
				sourceExpected = false;
			} else if (sourceExpected && /^\s/.test(line)) {
				sourceRanges.push([start, end]);
			} else {
				sourceExpected = false;
			}
		}
		start = end + 1;
	}
	close(text.length);

	const context = text.slice(-contextLength);
	return {
		text,
		lineStarts,
		sourceRanges,
		facts: {
			length: pasted.length,
			cutAt,
			exceptions,
			frames,
			versions: readVersions(context),
			library: readLibrary(context),
			call: readCall(context),
		},
	};
}

function nextLine(text: string, end: number): string {
	const stop = text.indexOf('\n', end + 1);
	return text.slice(end + 1, stop < 0 ? text.length : stop).slice(0, 500);
}

function readFrame(line: string, start: number): Frame | null {
	const match = pythonFrame.exec(line) ?? ipythonFrame.exec(line);
	if (!match?.[1]) return null;
	return {
		file: match[1],
		line: match[2] ? Number(match[2]) : null,
		function: match[3] ?? null,
		start,
	};
}

/** `tf.__version__`, perhaps with a comment, and on the next line what an interpreter answers. */
const askedVersion =
	/\b(keras|tf|tensorflow|numpy|np|h5py)(?:\.version)?\.(?:__version__|VERSION)\)?[^\n]{0,80}\n[>\s]{0,8}['"]?(\d+\.\d+(?:\.\d+)?)/g;
const importedAs: Readonly<Record<string, string>> = { tf: 'tensorflow', np: 'numpy' };

function readVersions(context: string): Record<string, string> {
	const found: Record<string, string> = {};
	for (const [, name = '', version = ''] of context.matchAll(askedVersion)) {
		found[importedAs[name] ?? name] ??= version;
	}
	for (const [name, pattern] of versionPatterns) {
		const version = pattern.exec(context)?.[1];
		if (version) found[name] ??= version;
	}
	return found;
}

/** The innermost frame tells: in a chain of libraries it is the last that raised. */
function readLibrary(context: string): Library | null {
	let last = -1;
	let library: Library | null = null;
	for (const [pattern, name] of libraryFrames) {
		const index = lastMatch(pattern, context);
		if (index > last) [last, library] = [index, name];
	}
	return library;
}

function lastMatch(pattern: RegExp, text: string): number {
	let last = -1;
	for (const match of text.matchAll(new RegExp(pattern, 'g'))) last = match.index;
	return last;
}

function readCall(context: string): TraceFacts['call'] {
	let call: TraceFacts['call'] = null;
	for (const match of context.matchAll(callPattern)) {
		if (!call?.path) call = { name: match[1] ?? '', path: match[3] ?? null };
	}
	return call;
}
