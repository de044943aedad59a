import { fill, type Strings } from '../src/i18n/index.ts';
import type { Converted } from './convert.ts';

/** What a conversion did: where the file is, how often each kind of change was made, what is left to do. */
export function conversionText(
	{ output, skeleton, report }: Converted,
	words: Strings['conversion'],
): string {
	const kinds = [...new Set(report.edits.map(({ id }) => id))];
	return [
		output,
		fill(words.weights, { copied: report.weights.copied, of: report.weights.of }),
		...(report.optimizerVariables > 0
			? [fill(words.optimizer, { count: report.optimizerVariables })]
			: []),
		...kinds.map((kind) => {
			const own = report.edits.filter(({ id, layer }) => id === kind && layer !== '');
			const layers = [...new Set(own.map(({ layer }) => layer))];
			const named = layers.slice(0, 5).join(', ') + (layers.length > 5 ? ' …' : '');
			return `  ${words.edits[kind]}${named === '' ? '' : `: ${named}`}`;
		}),
		...(skeleton ? [fill(words.skeleton, { name: skeleton })] : []),
	].join('\n');
}
