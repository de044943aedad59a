import { existsSync, readFileSync } from 'node:fs';

/**
 * The numbers of many tests, read from the report of the tool that ran them. Each reader takes the
 * report's path and the tool's own problem (empty when it ended well): a tool that fails without
 * naming a failed test, or that ran none, counts as one failure.
 *
 * @typedef {{ passed: number, failed: number, skipped: string[], output?: string }} Tally
 */

/** @returns {Tally} */
export function fromUnitTests(file, problem) {
	return tally(file, problem, (report) => report);
}

/** @returns {Tally} */
export function fromSiteChecks(file, problem) {
	return tally(file, problem, (checks) => ({
		passed: checks.filter(({ faults }) => faults.length === 0).length,
		failed: checks.filter(({ faults }) => faults.length > 0).length,
		skipped: [],
	}));
}

/** @returns {Tally} */
export function fromJourneys(file, problem) {
	return tally(file, problem, ({ stats, suites }) => ({
		passed: stats.expected,
		failed: stats.unexpected + stats.flaky,
		skipped: suites.flatMap((suite) => skippedJourneys(suite, [])),
	}));
}

function skippedJourneys(suite, outer) {
	const titles = [...outer, suite.title];
	const here = suite.specs.flatMap(({ title, tests }) =>
		tests
			.filter(({ status }) => status === 'skipped')
			.map(({ projectName, annotations }) => {
				const mark = annotations.find(({ type }) => type === 'skip' || type === 'fixme');
				const reason = mark ? (mark.description ?? 'no reason given') : 'did not run';
				return `[${projectName}] ${[...titles, title].join(' > ')}: ${reason}`;
			}),
	);
	return [...here, ...(suite.suites ?? []).flatMap((inner) => skippedJourneys(inner, titles))];
}

function tally(file, problem, read) {
	if (!existsSync(file)) return failure(`no report: ${problem}`);
	const { passed, failed, skipped } = read(JSON.parse(readFileSync(file, 'utf8')));
	if (passed + failed + skipped.length === 0) return failure(`no tests ran: ${problem}`);
	if (problem !== '' && failed === 0) return { ...failure(problem), passed, skipped };
	return { passed, failed, skipped };
}

const failure = (output) => ({ passed: 0, failed: 1, skipped: [], output });
