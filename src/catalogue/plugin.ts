import type { Plugin } from 'vite';
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
			const views: Readonly<Record<string, unknown>> = {
				entries,
				rules: rules(entries),
				'explanations/en': explanations(entries, 'en'),
				'explanations/zh-cn': explanations(entries, 'zh-cn'),
			};
			return `export default ${JSON.stringify(views[id.slice(prefix.length + 1)])}`;
		},
	};
}
