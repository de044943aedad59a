/** Minor releases with the classes that are new in them. */
export type ClassesByMinor = Readonly<Record<number, string>>;

/** Minor release, the arguments that are new in it, and the classes that have them. */
export type ArgumentAddition = readonly [minor: number, names: string, classes: string];

/** When what a file names came to a generation of Keras; 0 for what was there from the start. */
export interface History {
	/** The first minor release that has the class. */
	readonly ofClass: (className: string) => number;
	/** The first one that takes the argument of that class. */
	readonly ofArgument: (className: string, argument: string) => number;
}

export function historyOf(
	classes: ClassesByMinor,
	additions: readonly ArgumentAddition[],
): History {
	const minors = new Map<string, number>();
	for (const [minor, names] of Object.entries(classes)) {
		for (const name of words(names)) minors.set(name, Number(minor));
	}
	for (const [minor, names, owners] of additions) {
		for (const owner of words(owners)) {
			for (const name of words(names)) minors.set(`${owner} ${name}`, minor);
		}
	}
	return {
		ofClass: (className) => minors.get(className) ?? 0,
		ofArgument: (className, argument) => minors.get(`${className} ${argument}`) ?? 0,
	};
}

function words(list: string): readonly string[] {
	return list.split(/\s+/);
}
