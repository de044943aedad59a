import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isOutput, mark } from '../../src/build/code-marks.ts';
import { loadCatalogue } from '../../src/catalogue/load.ts';
import { fillCode } from '../../src/clinic/report/fill-code.ts';

/** A piece of Python that the site hands out. */
export interface Block {
	readonly code: string;
	/** What it lacks here, as the page says: it is then compiled only. */
	readonly needs?: string;
	/** The exception that the page says it ends with, as its last line shows it: `ValueError: ...`. */
	readonly raises?: string;
	/** What the page shows as printed. */
	readonly output?: string;
	/** The same block in the Chinese page; only its comments and texts may differ. */
	readonly twin?: string;
}

/** Blocks that run one after the other in one process and one folder. */
export interface Unit {
	/** The scene they are played in: a guide's path, or a diagnosis and one of its fixes. */
	readonly name: string;
	readonly blocks: readonly Block[];
}

const docs = fileURLToPath(new URL('../../src/content/docs/', import.meta.url));

/** The Python of every guide: a guide is one unit. */
export function guides(): readonly Unit[] {
	return globSync('guides/**/*.mdx', { cwd: docs })
		.sort()
		.map((path) => {
			const english = pythonBlocks(readFileSync(docs + path, 'utf8'));
			const chinese = pythonBlocks(readFileSync(`${docs}zh-cn/${path}`, 'utf8'));
			if (english.length !== chinese.length)
				throw new Error(`${path} has other Python in Chinese than in English`);
			return {
				name: path.replace(/\.mdx$/, '').replaceAll('\\', '/'),
				blocks: english.map((block, index) => ({ ...block, twin: chinese[index]?.code ?? '' })),
			};
		})
		.filter(({ blocks }) => blocks.length > 0);
}

/** The Python of every diagnosis: each of its fixes is a unit, and so is what its text shows. */
export function diagnoses(): readonly Unit[] {
	return loadCatalogue().flatMap(({ slug, en }) => {
		const fixes = en.fixes.flatMap(({ id, code, language, needs }) =>
			code && language === 'python'
				? [
						{
							name: `${slug}/${id}`,
							blocks: [{ code: fillCode(code, {}), ...(needs && { needs }) }],
						},
					]
				: [],
		);
		const path = new URL(`../../src/content/diagnoses/${slug}/en.mdx`, import.meta.url);
		const blocks = pythonBlocks(readFileSync(path, 'utf8'));
		return blocks.length > 0 ? [...fixes, { name: slug, blocks }] : fixes;
	});
}

/** The fenced Python of a page, each block with the marks of its fence and the output shown after it. */
export function pythonBlocks(page: string): readonly Block[] {
	const blocks: Block[] = [];
	for (const [, language, meta = '', body = ''] of page.matchAll(
		/^```(\w+)(.*)\n([\s\S]*?)^```$/gm,
	)) {
		const last = blocks.at(-1);
		if (language === 'text' && isOutput(meta)) {
			if (!last) throw new Error(`An output without Python before it:\n${body}`);
			blocks[blocks.length - 1] = { ...last, output: body };
		}
		if (language !== 'python') continue;
		const needs = mark(meta, 'needs');
		const raises = mark(meta, 'raises');
		blocks.push({ code: body, ...(needs && { needs }), ...(raises && { raises }) });
	}
	return blocks;
}
