/**
 * Checks a built site: node scripts/check-site.mjs FOLDER [BASE] [--json FILE]
 *
 * One line per check; the exit code is 0 only if every check finds nothing.
 */
import { writeFileSync } from 'node:fs';
import { basePath } from './lib/base.mjs';
import { checkSite } from './lib/check-site.mjs';

const shown = 20;

const args = process.argv.slice(2);
const json = args.includes('--json') ? args.splice(args.indexOf('--json'), 2)[1] : undefined;
const [folder, base] = args;
if (folder === undefined) {
	console.error('Usage: node scripts/check-site.mjs FOLDER [BASE] [--json FILE]');
	process.exit(2);
}

const checks = checkSite(folder, basePath(base));
for (const { name, checked, faults } of checks) {
	const verdict = faults.length === 0 ? 'ok  ' : 'FAIL';
	console.log(`${verdict} ${name}: ${checked} checked, ${faults.length} at fault`);
	for (const fault of faults.slice(0, shown)) console.log(`       ${fault}`);
	if (faults.length > shown) console.log(`       … and ${faults.length - shown} more`);
}
if (json) writeFileSync(json, JSON.stringify(checks));
process.exitCode = checks.some(({ faults }) => faults.length > 0) ? 1 : 0;
