import { expect, test } from 'vitest';
import { TimeLeft } from '../../src/components/troubleshooter/time-left.ts';

test('nothing is said in the first second, then what the speed gives', () => {
	const time = new TimeLeft(0);
	expect(time.after(50, 1000, 500)).toBeNull();
	expect(time.after(100, 1000, 1000)).toBeCloseTo(9);
	expect(time.after(1000, 1000, 10_000)).toBe(0);
});

test('a pause does not make the guess jump', () => {
	const time = new TimeLeft(0);
	for (let at = 250; at <= 5000; at += 250) time.after(at, 10_000, at);
	const before = time.after(5000, 10_000, 5000) ?? 0;
	const after = time.after(5000, 10_000, 5250) ?? 0;
	expect(before).toBeCloseTo(5);
	expect(after / before).toBeLessThan(1.5);
});

test('where nothing has been done there is no guess', () => {
	expect(new TimeLeft(0).after(0, 1000, 2000)).toBeNull();
});
