/**
 * Has pip resolve every set of versions without installing it: `npm run verify:sets [-- PYTHON]`. With
 * a version of Python only the sets for that one. TENSORFLOW_PACKAGE=tensorflow-cpu saves downloads.
 * Exit status 1 when pip finds a conflict; what its index does not have is counted apart.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setsFor, targetsWithSets, type VersionSet } from '../src/clinic/knowledge/version-sets.ts';

const [python] = process.argv.slice(2);
const sets = targetsWithSets.flatMap((target) =>
	(['tensorflow', 'jax', 'torch'] as const)
		.filter((backend) => backend === 'tensorflow' || target.startsWith('keras@'))
		.flatMap((backend) => setsFor(target, { backend, ...(python && { python }) })),
);

type Answer = 'fits' | 'conflict' | 'not in the index';

/** pip's own words for a package or version that it cannot see. */
const absent = /No matching distribution found|Could not find a version/;

function resolve({ versions, requirements }: VersionSet, folder: string): [Answer, string] {
	const tensorflow = process.env['TENSORFLOW_PACKAGE'] ?? 'tensorflow';
	const { status, stderr } = spawnSync(
		'python3',
		[
			...[
				'-m',
				'pip',
				'install',
				'--dry-run',
				'--ignore-installed',
				'--no-input',
				'--quiet',
				'--retries',
				'1',
			],
			...['--target', folder, '--only-binary', ':all:', '--python-version', versions.python],
			...requirements.map((one) => one.replace(/^tensorflow(?=[~=])/, tensorflow)),
		],
		{ encoding: 'utf8' },
	);
	if (status === 0) return ['fits', ''];
	const said = stderr
		.split('\n')
		.filter((line) => line.startsWith('ERROR'))
		.join(' ');
	return [absent.test(said) ? 'not in the index' : 'conflict', said || stderr];
}

const counts: Record<Answer, number> = { fits: 0, conflict: 0, 'not in the index': 0 };
const folder = mkdtempSync(join(tmpdir(), 'sets-'));
try {
	for (const set of sets) {
		const [answer, said] = resolve(set, folder);
		counts[answer]++;
		console.log(`Python ${set.versions.python}  ${set.requirements.join(' ')}: ${answer}`);
		if (answer === 'conflict') console.log(`  ${said}`);
	}
} finally {
	rmSync(folder, { recursive: true });
}
console.log(
	Object.entries(counts)
		.map(([answer, count]) => `${count} ${answer}`)
		.join(', '),
);
process.exitCode = counts.conflict > 0 ? 1 : 0;
