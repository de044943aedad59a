import type { Plugin } from 'vite';
import type { Rule } from '../clinic/diagnosis/rule.ts';
import { diagnosesFolder, loadCatalogue } from './load.ts';
import { explanations, rules } from './views.ts';

/**
 * Vite modules made from the content: `virtual:catalogue/entries` for the pages as they are built,
 * `virtual:catalogue/rules` for the worker, `virtual:catalogue/explanations/<language>` for the desk.
 */
export function catalogue(): Plugin {
	const prefix = 'virtual:catalogue/';
	return {
		name: 'catalogue',
		resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
		load(id) {
			if (!id.startsWith(`\0${prefix}`)) return undefined;
			this.addWatchFile(diagnosesFolder);
			const entries = loadCatalogue();
			if (id === `\0${prefix}rules`) return rulesModule(rules(entries));
			const views: Readonly<Record<string, unknown>> = {
				entries,
				'explanations/en': explanations(entries, 'en'),
				'explanations/zh-cn': explanations(entries, 'zh-cn'),
			};
			return `export default ${JSON.stringify(views[id.slice(prefix.length + 1)])}`;
		},
	};
}

const confidences = ['certain', 'likely', 'possible'] as const;

/** The rules as rows, without the names of their parts: every visitor loads them. */
function rulesModule(all: readonly Rule[]): string {
	const rows = all.map(({ slug, code, cause, refines, signatures }) => [
		slug,
		code,
		cause,
		signatures.map(({ text, confidence = 'certain', ...conditions }) => {
			const row = [text, confidences.indexOf(confidence)];
			if (Object.keys(conditions).length > 0) return [...row, conditions];
			return confidence === 'certain' ? text : row;
		}),
		...(refines ? [refines] : []),
	]);
	return `const confidences = ${JSON.stringify(confidences)};
	export default ${JSON.stringify(rows)}.map(([slug, code, cause, signatures, refines]) => ({
		slug, code, cause, refines,
		signatures: signatures.map((row) => {
			const [text, confidence, conditions] = [row].flat();
			return { text, confidence: confidences[confidence ?? 0], ...conditions };
		}),
	}));`;
}
