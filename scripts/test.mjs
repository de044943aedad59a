/** `npm test`: everything that must hold, from a bare clone; the last line gives the numbers. */
import './lib/node-version.mjs';
import './lib/follow-npm.mjs';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { browser } from './lib/browser.mjs';
import { build, site, siteUnderBase } from './lib/build.mjs';
import { install } from './lib/install.mjs';
import { fromJourneys, fromSiteChecks, fromUnitTests } from './lib/reports.mjs';
import { root, run } from './lib/run.mjs';

/** An hour is what a run may take; what is left is for the ends of the steps. */
const deadline = Date.now() + 52 * 60_000;
const total = { passed: 0, failed: 0, skipped: [] };
const reports = join(root, 'node_modules', '.cache', 'keras-clinic', 'reports');

try {
	await testAll();
} catch (error) {
	console.log(error.message);
	total.failed++;
}

if (total.skipped.length > 0) console.log(`\nSkipped:\n  ${total.skipped.join('\n  ')}`);
const skipped = total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function testAll() {
	await install();
	rmSync(reports, { recursive: true, force: true });
	mkdirSync(reports, { recursive: true });
	const chromium = await findBrowser();

	await step('types', () => single(run('npm', ['run', 'check:types'], quiet(300))));
	await step('lint', () => single(run('npm', ['run', 'check:lint'], quiet(120))));
	await step('unit tests', (report) =>
		counted(fromUnitTests, report, 'vitest', [
			'run',
			'--reporter=default',
			'--reporter=./scripts/lib/vitest-tally.mjs',
		]),
	);
	// Its list is for reading: only a record that cannot be read is a fault.
	await step('translations', () =>
		single(run('npm', ['run', '--silent', 'translations'], { seconds: limit(60) })),
	);
	const built = [];
	for (const target of [site, siteUnderBase]) {
		const { folder, base } = target;
		const ok = await step(`build for ${base}`, () => single(build(target, limit(300))));
		if (ok) built.push(target);
		await step(`checks of the site for ${base}`, (report) =>
			ok
				? counted(fromSiteChecks, report, 'node', [
						'scripts/check-site.mjs',
						folder,
						base,
						'--json',
						report,
					])
				: notRun('checks of the site', `the build for ${base} failed`),
		);
	}
	await step('journeys in the browser', (report) => {
		if (chromium.path === undefined) return { passed: 0, failed: 1, output: chromium.problem };
		if (built.length < 2) return notRun('journeys', 'there is no complete site');
		return counted(fromJourneys, report, 'playwright', ['test'], { CHROMIUM_PATH: chromium.path });
	});
}

/** A missing browser must not keep the other tests from running. */
async function findBrowser() {
	try {
		return { path: await browser() };
	} catch (error) {
		console.log(error.message);
		return { problem: error.message };
	}
}

/** Runs one step, says how it went and adds its numbers up; true when nothing failed. */
async function step(name, action) {
	console.log(`\n== ${name}`);
	const started = Date.now();
	const report = join(reports, `${name.replaceAll(/\W+/g, '-')}.json`);
	const { passed, failed, skipped = [], output } = await action(report);
	total.passed += passed;
	total.failed += failed;
	total.skipped.push(...skipped);
	if (failed > 0 && output) console.log(output);
	const time = ((Date.now() - started) / 1000).toFixed(1);
	console.log(`   ${passed} passed, ${failed} failed, ${skipped.length} skipped in ${time} s`);
	return failed === 0;
}

/** A command that is one test as a whole. */
async function single(running) {
	const { ok, output, problem } = await running;
	return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, output: `${output}\n${problem}` };
}

/** A command that shows its own output and writes a report of many tests. */
async function counted(read, report, command, args, env = {}) {
	const { problem } = await run(command, args, {
		env: { ...env, REPORT_FILE: report },
		seconds: limit(30 * 60),
	});
	return read(report, problem);
}

function notRun(what, reason) {
	return { passed: 0, failed: 0, skipped: [`${what}: ${reason}`] };
}

function quiet(seconds) {
	return { output: 'capture', seconds: limit(seconds) };
}

function limit(seconds) {
	return Math.max(1, Math.min(seconds, Math.round((deadline - Date.now()) / 1000)));
}
