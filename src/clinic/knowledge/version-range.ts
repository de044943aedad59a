/** Numbers apart, so that 2.9 comes before 2.10. */
export function compareVersions(a: string, b: string): number {
	const [left, right] = [a, b].map((version) => version.split('.').map(Number));
	for (let place = 0; place < Math.max(left?.length ?? 0, right?.length ?? 0); place++) {
		const difference = (left?.[place] ?? 0) - (right?.[place] ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}

/** The release line of a version: `2.15` of `2.15.1`. */
export function lineOf(version: string): string {
	return version.split('.').slice(0, 2).join('.');
}

/**
 * Whether some release of a line (`1.24`) lies in a range as `pip` writes it (`>=1.22,<=1.24.3`; the
 * comparisons are `>=`, `<=`, `<` and `~=` with three numbers). An empty range allows everything.
 */
export function allows(range: string, line: string): boolean {
	return range
		.split(',')
		.filter(Boolean)
		.every((part) => {
			const [, comparison, bound = ''] = /^([<>=~]+)(.+)$/.exec(part) ?? [];
			const difference = compareVersions(line, lineOf(bound));
			if (comparison === '>=') return difference >= 0;
			if (comparison === '<=') return difference <= 0;
			if (comparison === '~=') return difference === 0;
			// `<2.1.5` leaves 2.1.0 to 2.1.4 of the line 2.1, `<2.1` and `<2.1.0` leave none.
			return difference < 0 || (difference === 0 && compareVersions(bound, lineOf(bound)) > 0);
		});
}
