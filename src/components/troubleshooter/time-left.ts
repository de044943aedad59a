/** Milliseconds before the first guess, and between two looks at the speed. */
const soonest = 1_000;
const interval = 250;
/** How much a new look counts against all before it. */
const weight = 0.3;

/** Guesses how long a work will take; the speed is smoothed, so that the guess does not jump. */
export class TimeLeft {
	readonly #start: number;
	#last: { readonly at: number; readonly done: number };
	/** In units of work a millisecond. */
	#speed: number | null = null;

	constructor(now: number) {
		this.#start = now;
		this.#last = { at: now, done: 0 };
	}

	/** The seconds that are left; null as long as it is too early to tell. `now` in milliseconds. */
	after(done: number, total: number, now: number): number | null {
		const { at, done: before } = this.#last;
		if (now - at >= interval) {
			const speed = (done - before) / (now - at);
			this.#speed = this.#speed === null ? speed : weight * speed + (1 - weight) * this.#speed;
			this.#last = { at: now, done };
		}
		if (now - this.#start < soonest || !this.#speed) return null;
		return Math.max(0, total - done) / this.#speed / 1000;
	}
}
