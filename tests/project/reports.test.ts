import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fromJourneys, fromSiteChecks, fromUnitTests } from '../../scripts/lib/reports.mjs';

const folder = mkdtempSync(join(tmpdir(), 'keras-clinic-reports-'));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
	const file = join(folder, 'report.json');
	writeFileSync(file, JSON.stringify(content));
	return file;
}

test('numbers are taken as reported', () => {
	const file = report({ passed: 2, failed: 1, skipped: ['a: no files'] });
	expect(fromUnitTests(file, 'exit 1')).toEqual({ passed: 2, failed: 1, skipped: ['a: no files'] });
});

test('a tool that fails without naming a test counts as a failure', () => {
	const file = report({ passed: 2, failed: 0, skipped: [] });
	expect(fromUnitTests(file, 'exit 1')).toMatchObject({ passed: 2, failed: 1, output: 'exit 1' });
});

test('a tool that ran nothing counts as a failure', () => {
	const file = report({ passed: 0, failed: 0, skipped: [] });
	expect(fromUnitTests(file, '')).toMatchObject({ failed: 1 });
	expect(fromUnitTests(join(folder, 'none.json'), 'exit 1')).toMatchObject({ failed: 1 });
});

test('each check of the site is one test', () => {
	const checks = [
		{ name: 'a', faults: [] },
		{ name: 'b', faults: ['x', 'y'] },
	];
	expect(fromSiteChecks(report(checks), 'exit 1')).toMatchObject({ passed: 1, failed: 1 });
});

test('skipped journeys are named with their reason', () => {
	const skip = (annotations: unknown[]) => ({
		status: 'skipped',
		projectName: 'phone',
		annotations,
	});
	const specs = [
		{ title: 'one', tests: [skip([{ type: 'skip', description: 'no camera' }])] },
		{ title: 'two', tests: [skip([])] },
		{ title: 'three', tests: [{ status: 'expected', projectName: 'phone', annotations: [] }] },
	];
	const file = report({
		stats: { expected: 1, unexpected: 0, flaky: 0, skipped: 2 },
		suites: [{ title: 'a.spec.ts', specs: [], suites: [{ title: 'group', specs }] }],
	});
	expect(fromJourneys(file, '')).toEqual({
		passed: 1,
		failed: 0,
		skipped: [
			'[phone] a.spec.ts > group > one: no camera',
			'[phone] a.spec.ts > group > two: did not run',
		],
	});
});
