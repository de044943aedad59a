/** A length in bytes as people read it: `41 kB`, `3.2 GB` (powers of ten, as file managers show it). */
export function formatBytes(bytes: number, language: string): string {
	const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
	const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
	return new Intl.NumberFormat(language, {
		style: 'unit',
		unit: units[power] ?? 'byte',
		unitDisplay: 'short',
		maximumFractionDigits: power === 0 || bytes / 1000 ** power >= 10 ? 0 : 1,
	}).format(bytes / 1000 ** power);
}
