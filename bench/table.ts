/** Prints rows below their heads, the first column to the left and the others to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
	const widths = head.map((cell, column) =>
		Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
	);
	for (const row of [head, ...rows]) {
		console.log(
			row
				.map((cell, column) =>
					column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart((widths[column] ?? 0) + 2),
				)
				.join(''),
		);
	}
	console.log();
}

/** The same in Markdown; `texts` are the columns to the left. */
export function markdownTable(
	head: readonly string[],
	rows: readonly (readonly string[])[],
	texts: readonly number[],
): readonly string[] {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [
		line(head),
		line(head.map((_, column) => (texts.includes(column) ? '---' : '---:'))),
		...rows.map(line),
	];
}
