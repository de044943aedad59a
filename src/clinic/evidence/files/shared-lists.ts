/** Gives one list for all that are equal: facts are posted, and what is shared is posted once. */
export class SharedLists<T extends string | number> {
	readonly #known = new Map<string, readonly T[]>();

	shared(list: readonly T[]): readonly T[] {
		const key = JSON.stringify(list);
		const known = this.#known.get(key);
		if (known) return known;
		this.#known.set(key, list);
		return list;
	}
}
