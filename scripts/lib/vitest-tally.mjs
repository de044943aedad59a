import { writeFileSync } from 'node:fs';

/**
 * A Vitest reporter that writes what the test runner counts, with the reasons of skipped tests,
 * which Vitest's own JSON report leaves out. The file is named by REPORT_FILE.
 *
 * @implements {import('vitest/reporters').Reporter}
 */
export default class Tally {
	onTestRunEnd(modules, unhandledErrors) {
		const tests = modules.flatMap((module) => [...module.children.allTests()]);
		const inState = (state) => tests.filter((test) => test.result().state === state);
		// A file or a group can fail without any of its tests.
		const broken = modules.filter((module) => module.errors().length > 0);
		const suites = modules.flatMap((module) => [...module.children.allSuites()]);
		const brokenSuites = suites.filter((suite) => suite.errors().length > 0);
		// A test that was never reached, because its file did not finish, has not passed.
		const failed = [inState('failed'), inState('pending'), broken, brokenSuites, unhandledErrors];
		const tally = {
			passed: inState('passed').length,
			failed: failed.reduce((sum, { length }) => sum + length, 0),
			skipped: inState('skipped').map((test) => {
				const reason = test.result().note ?? 'no reason given';
				return `${test.module.relativeModuleId} > ${test.fullName}: ${reason}`;
			}),
		};
		writeFileSync(process.env.REPORT_FILE, JSON.stringify(tally));
	}
}
