/** What is taken out of a text before it is shared. */
export type Secret = 'folder' | 'user' | 'token' | 'email' | 'address';

/** A piece of a text; `secret` says what it is when it must not be shared. */
export interface RedactedPart {
	readonly text: string;
	readonly secret: Secret | null;
}

/** Stands where something was taken out; no signature holds it. */
export const redactedMark = '…';

/**
 * The part of a library's path that tells which library raised; what stands before it is the
 * person's own.
 */
const libraryRoot =
	/[\\/](?:site-packages|dist-packages|lib[\\/]python3\.\d{1,2}|node_modules|keras|tf_keras|tensorflow|tensorflowjs|transformers)[\\/]/i;

/**
 * The patterns, in the order in which they are tried at a place. Each repetition is bounded or runs
 * over a class that what follows it excludes, so that the time grows with the text alone.
 */
const patterns: readonly (readonly [Secret, RegExp])[] = [
	[
		'token',
		/\b(?:hf|ghp|gho|ghu|ghs|ghr|github_pat|sk|pk|rk|xox[abps]|glpat|pypi|npm)[-_][A-Za-z0-9_-]{16,255}/g,
	],
	['token', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g],
	['token', /\bAIza[A-Za-z0-9_-]{30,60}/g],
	['token', /\beyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{1,4000}(?:\.[A-Za-z0-9_-]{1,4000})?/g],
	[
		'token',
		/(?<=\b(?:api[-_]?key|access[-_]?key|token|secret|password|passwd|pwd|authorization|bearer)["']?\s{0,3}[:=]?\s{0,3}["']?)(?!object\b|is\b|of\b)(?=[A-Za-z0-9_./+=-]{0,40}\d)[A-Za-z0-9_./+=-]{8,400}/gi,
	],
	[
		'token',
		/(?<=[?&](?:[A-Za-z-]{0,20}(?:token|signature|key|sig|credential)[A-Za-z-]{0,20})=)[^&\s"'<>]{4,400}/gi,
	],
	['token', /(?<=:\/\/)[^\s/@:"']{1,100}:[^\s/@"']{1,100}(?=@)/g],
	[
		'email',
		/[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.[A-Za-z]{2,24}\b/g,
	],
	['user', /(?<=^|[\s(])[a-z_][a-z0-9_-]{1,31}@[A-Za-z0-9-]{1,63}(?=:[~/])/gm],
	['address', /\b(?:\d{1,3}\.){3}\d{1,3}\b(?!\.\d)/g],
	// Only where a drive or a quote marks its beginning may a path hold spaces.
	[
		'folder',
		/(?:\b[A-Za-z]:[\\/]|\\\\[\w.-]{1,60}\\)(?:[^\\/\n"'<>|:*?`]{1,255}[\\/]{1,2}){1,60}/g,
	],
	['folder', /(?<=["'`])[~/](?:\/?[^\\/\n"'<>|:*?`]{1,255}\/){1,60}/g],
	['folder', /(?<![\w./:\\~<-])[~/](?:\/?[^\\/\s"'<>|:*?`,;()[\]{}]{1,255}\/){1,60}/g],
];
/** A folder under which each person has one of their own name. */
const homeFolder =
	/(?:[\\/]|^)(?:home|Users|Documents and Settings)(?:\\\\|\\|\/)([^\\/\s"'<>|:*?]{3,64})(?:\\\\|\\|\/|$)/gi;
/** Names of accounts that say nothing about a person. */
const commonAccounts = new Set(
	'user users root admin administrator ubuntu ec2-user jovyan runner public default content keras tensorflow python home app'.split(
		' ',
	),
);

/**
 * Takes apart a text into what may be shared and what may not: folders of the person's own (the last
 * name of a path and the path within a library stay, because they tell the cause), account names,
 * tokens and passwords, e-mail and network addresses. The parts joined are the text.
 */
export function redact(text: string): readonly RedactedPart[] {
	const found: { start: number; end: number; secret: Secret }[] = [];
	for (const [secret, pattern] of patterns) {
		for (const match of text.matchAll(pattern)) {
			const start = match.index;
			const end = secret === 'folder' ? start + ownLength(match[0]) : start + match[0].length;
			if (end > start) found.push({ start, end, secret });
		}
	}
	for (const name of accountNames(text)) {
		for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
			const isWord = !/\w/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + name.length));
			if (isWord) found.push({ start: at, end: at + name.length, secret: 'user' });
		}
	}
	found.sort((a, b) => a.start - b.start || b.end - a.end);

	const parts: RedactedPart[] = [];
	let place = 0;
	for (const { start, end, secret } of found) {
		if (end <= place) continue;
		const from = Math.max(start, place);
		if (from > place) parts.push({ text: text.slice(place, from), secret: null });
		parts.push({ text: text.slice(from, end), secret });
		place = end;
	}
	if (place < text.length) parts.push({ text: text.slice(place), secret: null });
	return parts;
}

/** The text without what must not be shared, with one mark in its place. */
export function withoutSecrets(parts: readonly RedactedPart[]): string {
	return parts
		.map(({ text, secret }, index) => {
			if (!secret) return text;
			return parts[index - 1]?.secret ? '' : redactedMark;
		})
		.join('');
}

/** How much of a path is the person's own: all folders, or those above a library. */
function ownLength(path: string): number {
	const library = libraryRoot.exec(path);
	return library ? library.index : path.length - (/[\\/]{1,2}$/.exec(path)?.[0].length ?? 0);
}

function accountNames(text: string): ReadonlySet<string> {
	const names = [...text.matchAll(homeFolder)].map((match) => match[1] ?? '');
	return new Set(names.filter((name) => !commonAccounts.has(name.toLowerCase())).slice(0, 20));
}
