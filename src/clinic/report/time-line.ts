import { type Library, libraries } from '../knowledge/releases.ts';
import { lineOf } from '../knowledge/version-range.ts';

/** A release line as a dot: `at` is its place from the left end (0) to the right end (1). */
export interface TimeLineDot {
	readonly line: string;
	readonly released: string;
	readonly at: number;
	/** Whether there is room for its name. */
	readonly named: boolean;
	/** Whether it is the one that was asked for. */
	readonly marked: boolean;
}

export interface TimeLine {
	readonly years: readonly { readonly year: number; readonly at: number }[];
	readonly rows: readonly {
		readonly library: Library;
		readonly name: string;
		readonly dots: readonly TimeLineDot[];
	}[];
}

/** Dots nearer than this are not both named: a name is that wide on a phone. */
const room = 0.115;

/**
 * The releases of some libraries from the year `from` on, each library a row, in time from left to
 * right. `marked` names versions (`2.11.0`, any patch); their lines are always named.
 */
export function timeLine(
	names: readonly Library[],
	from: number,
	marked: Readonly<Partial<Record<Library, string>>> = {},
): TimeLine {
	const shown = names.map((library) => ({
		library,
		releases: libraries[library].releases.filter(({ released }) => yearOf(released) >= from),
	}));
	const end = Math.ceil(Math.max(...shown.flatMap(({ releases }) => releases.map(placeOf))));
	const at = (place: number) => (place - from) / (end - from);
	return {
		years: Array.from({ length: end - from }, (_, index) => ({
			year: from + index,
			at: at(from + index),
		})),
		rows: shown.map(({ library, releases }) => {
			const wanted = marked[library] && lineOf(marked[library]);
			const dots = releases.map((one) => ({
				line: one.line,
				released: one.released,
				at: at(placeOf(one)),
				marked: one.line === wanted,
			}));
			const places: number[] = [];
			const named = new Set(
				dots
					.toSorted((a, b) => rank(a) - rank(b))
					.filter((dot) => {
						const free = places.every((place) => Math.abs(place - dot.at) >= room);
						if (free) places.push(dot.at);
						return free;
					}),
			);
			return {
				library,
				name: libraries[library].name,
				dots: dots.map((dot) => ({ ...dot, named: named.has(dot) })).reverse(),
			};
		}),
	};
}

/** The marked first, then first releases of a generation, then the others as they come, newest first. */
function rank({ line, marked }: { line: string; marked: boolean }): number {
	return marked ? 0 : line.endsWith('.0') ? 1 : 2;
}

function yearOf(month: string): number {
	return Number(month.slice(0, 4));
}

function placeOf({ released }: { released: string }): number {
	return yearOf(released) + (Number(released.slice(5)) - 1) / 12;
}
