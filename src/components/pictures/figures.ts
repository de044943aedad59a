import type { LayerRow } from '../../clinic/model/layer-table.ts';

/** A part of a whole for people: `85 %`, `0.3 %`, `< 0.1 %`. */
export function percentText(share: number, language: string): string {
	const format = new Intl.NumberFormat(language, {
		style: 'percent',
		maximumFractionDigits: share >= 0.1 ? 0 : 1,
	});
	return share > 0 && share < 0.001 ? `< ${format.format(0.001)}` : format.format(share);
}

/** What all layers hold together; null where the file does not tell. */
export function allParameters(rows: readonly LayerRow[]): number | null {
	const outer = rows.filter(({ depth }) => depth === 0);
	if (outer.every(({ parameters }) => parameters === null)) return null;
	return outer.reduce((sum, { parameters }) => sum + (parameters ?? 0), 0);
}

/** What is said of one and of several. */
export interface Forms {
	readonly one: string;
	readonly other: string;
}

export function plural(forms: Forms, count: number, language: string): string {
	return new Intl.PluralRules(language).select(count) === 'one' ? forms.one : forms.other;
}
