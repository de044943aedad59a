import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkitten';
import { decompress } from 'wawoff2';

const [width, height, margin] = [1200, 630, 72];
/** Sizes of the title, the largest with which it fits first. */
const sizes = [76, 64, 54, 46];
const lineHeight = 1.22;
/** The room for the title, between the sign above and the foot. */
const room = 370;

/** A picture of a page, 1200 × 630: its title, its code where it has one, and whose it is. Text is drawn as paths. */
export async function socialCard(title: string, code: string): Promise<string> {
	await loadFor(`${title}${code}…`);
	const fitting = sizes.map((size) => ({ size, lines: wrap(title, size) }));
	const { size, lines } =
		fitting.find((one) => one.lines.length * one.size * lineHeight <= room) ??
		shortened(fitting[fitting.length - 1] ?? { size: 46, lines: [] });
	const label = code === '' ? '' : drawn(code, 0, 0, 34);
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<path fill="#fbf8f1" d="M0 0h${width}v${height}H0z"/><path fill="#0b4a4e" d="M0 0h${width}v14H0z"/>
<g transform="translate(${margin} 62)"><path fill="#0b4a4e" d="M16 0h24v16h16v24H40v16H16V40H0V16h16z"/><path fill="#bf3419" d="M16 16h24v24H16z"/>
<g fill="#12312f">${drawn('Keras Clinic', 78, 43, 44)}</g></g>
${code && `<g transform="translate(${width - margin - widthOf(code, 34) - 36} 64)"><rect fill="#0b4a4e" width="${widthOf(code, 34) + 36}" height="54" rx="8"/><g fill="#fbf8f1" transform="translate(18 39)">${label}</g></g>`}
<g fill="#12312f">${lines.map((line, index) => drawn(line, margin, 190 + size * (index * lineHeight + 0.8), size)).join('')}</g>
</svg>`;
}

/** Breaks at spaces, between Chinese characters, and inside of what is longer than a line. */
function wrap(text: string, size: number): string[] {
	const lines: string[] = [];
	let line = '';
	const put = (piece: string) => {
		if (widthOf(line + piece.trimEnd(), size) <= width - 2 * margin) line += piece;
		else if (line !== '') {
			lines.push(line.trimEnd());
			line = '';
			put(piece.trimStart());
		} else for (const character of piece) cut(character);
	};
	const cut = (character: string) => {
		if (widthOf(line + character, size) > width - 2 * margin) {
			lines.push(line);
			line = '';
		}
		line += character;
	};
	// Punctuation stays with what is before it.
	for (const [piece] of text.matchAll(
		/[\u2e80-\u9fff][\u3000-\u303f\uff00-\uff65]*|[^\s\u2e80-\u9fff]+\s*|\s+/gu,
	)) {
		put(piece);
	}
	return line === '' ? lines : [...lines, line.trimEnd()];
}

function shortened({ size, lines }: { size: number; lines: readonly string[] }) {
	const most = Math.floor(room / (size * lineHeight));
	const kept = lines.slice(0, most);
	return { size, lines: [...kept.slice(0, -1), `${kept.at(-1)?.slice(0, -1)}…`] };
}

interface Drawing {
	/** In parts of the font's size. */
	readonly advance: number;
	readonly path: string;
	readonly scale: number;
}

const drawings = new Map<string, Drawing>();

function drawing(character: string): Drawing {
	const known = drawings.get(character);
	if (known) return known;
	const codePoint = character.codePointAt(0) ?? 0;
	const font = fonts.get(fileFor(codePoint));
	if (!font) throw new Error(`No font is open for "${character}"`);
	const glyph = font.glyphForCodePoint(codePoint);
	const scale = 1 / font.unitsPerEm;
	const made = { advance: glyph.advanceWidth * scale, path: glyph.path.toSVG(), scale };
	drawings.set(character, made);
	return made;
}

function widthOf(text: string, size: number): number {
	let sum = 0;
	for (const character of text) sum += drawing(character).advance * size;
	return sum;
}

function drawn(text: string, x: number, y: number, size: number): string {
	const paths: string[] = [];
	let at = x;
	for (const character of text) {
		const { path, scale, advance } = drawing(character);
		const s = round(scale * size);
		if (path)
			paths.push(
				`<path transform="translate(${at.toFixed(1)} ${y.toFixed(1)}) scale(${s} -${s})" d="${path}"/>`,
			);
		at += advance * size;
	}
	return paths.join('');
}

const round = (value: number) => Number(value.toFixed(5));

const fonts = new Map<string, Font>();

/** One after the other: the program that unpacks them works on one file at a time. */
let opening: Promise<void> = Promise.resolve();

/** As TrueType, since fontkitten has no weights of a variable font in WOFF2. */
function load(family: string, file: string): Promise<void> {
	opening = opening.then(async () => {
		if (fonts.has(file)) return;
		const path = fileURLToPath(
			import.meta.resolve(`@fontsource-variable/${family}/files/${file}-wght-normal.woff2`),
		);
		const font = create(Buffer.from(await decompress(readFileSync(path)))) as Font;
		fonts.set(file, font.getVariation({ wght: 600 }));
	});
	return opening;
}

/** The Chinese font comes in slices; `unicode.json` says which characters each holds. */
const slices: readonly { file: string; ranges: readonly (readonly number[])[] }[] = Object.entries(
	JSON.parse(
		readFileSync(
			fileURLToPath(import.meta.resolve('@fontsource-variable/noto-sans-sc/unicode.json')),
			'utf8',
		),
	) as Record<string, string>,
).map(([name, ranges]) => ({
	file: `noto-sans-sc-${name.replace(/[[\]]/g, '')}`,
	ranges: ranges.split(',').map((range) =>
		range
			.replace('U+', '')
			.split('-')
			.map((end) => Number.parseInt(end, 16)),
	),
}));

const latin = 'familjen-grotesk-latin';

/** The file that draws a character: the site's own font, else a slice of the Chinese one. */
function fileFor(codePoint: number): string {
	if (fonts.get(latin)?.hasGlyphForCodePoint(codePoint)) return latin;
	const slice = slices.find(({ ranges }) =>
		ranges.some(([from = 0, to = from]) => codePoint >= from && codePoint <= to),
	);
	return slice?.file ?? latin;
}

/** Opens the fonts that a text needs. */
async function loadFor(text: string): Promise<void> {
	await load('familjen-grotesk', latin);
	for (const character of text) {
		const file = fileFor(character.codePointAt(0) ?? 0);
		if (!fonts.has(file)) await load('noto-sans-sc', file);
	}
}
