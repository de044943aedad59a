import type { LayerTable } from '../src/clinic/model/layer-table.ts';
import { shapeText } from '../src/clinic/report/shape-text.ts';
import { pictures as english } from '../src/i18n/pictures/en.ts';
import { pictures as chinese } from '../src/i18n/pictures/zh-cn.ts';

/** The layers for a terminal, one a line; what a model or a wrapper holds is set in below it. */
export function layersText({ rows }: LayerTable, language: 'en' | 'zh-cn'): string {
	const { layers: words, unknown } = language === 'en' ? english : chinese;
	const number = new Intl.NumberFormat(language);
	const cells = [
		[words.name, words.className, words.shape, words.dtype, words.parameters],
		...rows.map(({ name, className, depth, outputShape, dtype, parameters }) => [
			'  '.repeat(depth) + name,
			className,
			shapeText(outputShape) ?? unknown,
			dtype ?? unknown,
			parameters === null ? unknown : number.format(parameters),
		]),
	];
	const widths = [0, 1, 2, 3, 4].map((column) =>
		cells.reduce((most, row) => Math.max(most, widthOf(row[column] ?? '')), 0),
	);
	return cells
		.map((row) =>
			row
				.map((cell, column) => {
					const space = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
					return column === 4 ? space + cell : cell + space;
				})
				.join('  ')
				.trimEnd(),
		)
		.join('\n');
}

/** In columns of a terminal: a Chinese character takes two. */
function widthOf(text: string): number {
	let width = 0;
	for (const character of text) width += /[\u1100-\u115f\u2e80-\uffe6]/.test(character) ? 2 : 1;
	return width;
}
