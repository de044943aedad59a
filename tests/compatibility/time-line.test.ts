import { expect, test } from 'vitest';
import { timeLine } from '../../src/clinic/report/time-line.ts';

test('dots go from left to right in time, within the line', () => {
	const { rows, years } = timeLine(['keras', 'tensorflow'], 2019);
	expect(years.map(({ year }) => year)).toEqual([2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026]);
	for (const { dots } of rows) {
		const places = dots.map(({ at }) => at);
		expect(places).toEqual(places.toSorted((a, b) => a - b));
		expect(places.every((at) => at >= 0 && at <= 1)).toBe(true);
	}
	// July of the eight years from 2019 on: 2024-07 is 5.5 years in.
	const tensorflow = rows[1]?.dots.find(({ line }) => line === '2.17');
	expect(tensorflow?.at).toBeCloseTo(5.5 / 8);
});

test('names do not run into each other, and the marked one is always named', () => {
	const { rows } = timeLine(['keras'], 2019, { keras: '3.11.2' });
	const named = rows[0]?.dots.filter((dot) => dot.named) ?? [];
	expect(named.find(({ line }) => line === '3.11')).toMatchObject({ marked: true });
	for (const [index, dot] of named.entries()) {
		const next = named[index + 1];
		if (next) expect(next.at - dot.at).toBeGreaterThanOrEqual(0.115);
	}
});
