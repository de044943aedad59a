import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

interface Workflow {
	readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}
interface Step {
	readonly run?: string;
	readonly uses?: string;
	readonly with?: Readonly<Record<string, unknown>>;
}

const folder = '.github/workflows';
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

test.each(readdirSync(folder))('%s runs scripts that exist, tests first', (file) => {
	const { jobs }: Workflow = parse(readFileSync(`${folder}/${file}`, 'utf8'));
	const commands = Object.values(jobs)
		.flatMap(({ steps }) => steps)
		.flatMap(({ run = '' }) => run.split('\n'))
		.filter((line) => line.startsWith('npm '));
	expect(commands[0]).toBe('npm test');
	const unknown = commands
		.map((line) => line.replace(/^npm (run )?/, ''))
		.filter((name) => !(name in scripts));
	expect(unknown).toEqual([]);
});

test('the CI command can be run', () => {
	accessSync('.ci/run', constants.X_OK);
	expect(readFileSync('.ci/run', 'utf8')).toMatch(/^(exec )?npm test$/m);
});
