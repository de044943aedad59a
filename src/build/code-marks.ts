import type { MdastPluginDefinition } from 'satteri';
import { guideStrings } from '../i18n/guides/index.ts';
import { fill } from '../i18n/index.ts';

/** The value of `name="value"` after the language of a fence. */
export function mark(meta: string, name: string): string | undefined {
	return new RegExp(`\\b${name}=(["'])(.*?)\\1`).exec(meta)?.[2];
}

/** Whether a fence shows what the code before it prints: ```` ```text output ````. */
export function isOutput(meta: string): boolean {
	return /\boutput\b/.test(meta);
}

/** Says above a piece of code what its fence is marked with: an output, what it needs, how it fails. */
export const codeMarks: MdastPluginDefinition = {
	name: 'code-marks',
	code(node, context) {
		const meta = node.meta ?? '';
		const words = guideStrings[context.fileURL?.pathname.includes('zh-cn') ? 'zh-cn' : 'en'];
		const packages = mark(meta, 'needs');
		const message = mark(meta, 'raises');
		const title = packages
			? fill(words.needs, { packages })
			: message
				? fill(words.raises, { message })
				: isOutput(meta) && words.output;
		if (!title) return;
		const quote = title.includes('"') ? "'" : '"';
		context.setProperty(node, 'meta', `${meta} title=${quote}${title}${quote}`);
	},
};
