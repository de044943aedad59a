import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { listFiles, openFiles } from '../bin/files.ts';
import { readFacts } from '../src/clinic/evidence/files/read.ts';
import type { RiskFact } from '../src/clinic/evidence/files/risks.ts';
import type { RiskId } from '../src/clinic/knowledge/risks.ts';
import { hostileFiles } from '../tests/files/hostile.ts';
import { sample } from './forecast-cases.ts';
import { isMissed, type Judged, judgeFinding } from './scanner-readings.ts';
import { findScanners, type Scanned, type Scanner, scan } from './scanners.ts';
import { scannersPage } from './scanners-page.ts';

/** A file that is given to all. */
interface Given {
	readonly path: string;
	readonly name: string;
	readonly origin: string;
	/** What we must say of it; null where that is not known. */
	readonly risk: RiskId | null;
}

/** What all say of one file. */
export interface Compared extends Given {
	readonly risks: readonly RiskFact[];
	readonly judged: readonly Judged[];
	/** By the scanner's name, where it could not look at the whole file. */
	readonly errors: Readonly<Record<string, string>>;
}

/** Not said of a hostile file, or found by a scanner and not by us. */
export function isWrong({ risk, risks, judged }: Compared): boolean {
	return (risk !== null && !risks.some(({ id }) => id === risk)) || judged.some(isMissed);
}

async function writeHostileFiles(): Promise<readonly Given[]> {
	const folder = mkdtempSync(join(tmpdir(), 'keras-clinic-hostile-'));
	return (await hostileFiles()).map(({ name, content, risk }) => {
		const path = join(folder, name);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, content);
		return { path, name, origin: 'made to do harm', risk };
	});
}

/** Of what the scanners test themselves with, models: not templates, licences and manifests. */
const ownTests = [
	'picklescan/tests/data',
	'picklescan/tests/data2',
	'modelscan/tests/data',
	'modelaudit/tests/assets/exploits',
	'modelaudit/tests/assets/pickles',
	...['keras', 'tensorflow', 'pickles', 'pytorch', 'archives'].map(
		(kind) => `modelaudit/tests/assets/samples/${kind}`,
	),
];

function testFiles(folder: string): readonly Given[] {
	return ownTests.flatMap((tests) => {
		const below = join(folder, tests);
		if (!existsSync(below)) return [];
		const entries = readdirSync(below, { recursive: true, withFileTypes: true });
		return entries
			.filter((entry) => entry.isFile() && extname(entry.name) !== '.py')
			.map((entry) => join(entry.parentPath, entry.name))
			.toSorted()
			.map((path) => {
				const name = relative(folder, path).replace(/tests\/(assets\/)?(samples\/)?/, '');
				return { path, name, origin: 'tests of the scanners', risk: null };
			});
	});
}

/** Files and folders of real Keras, and of strangers beside them. */
function fixtureFiles(fixtures: string, step: number): readonly Given[] {
	if (!existsSync(fixtures)) return [];
	const folders = [
		...readdirSync(fixtures).map((name) => join(fixtures, name)),
		join(dirname(fixtures), 'real'),
	].filter((folder) => existsSync(folder) && extname(folder) !== '.md');
	const cases = folders.flatMap((folder) =>
		readdirSync(folder)
			.filter((name) => !/\.(txt|md|jsonl)$|\.io\.json$|^INDEX/.test(name))
			.toSorted()
			.map((name) => ({ model: join(folder, name) })),
	);
	return sample(cases, step).map(({ model }) => {
		const folder = basename(dirname(model));
		const origin = folder === 'real' ? 'of strangers' : 'written by Keras';
		return { path: model, name: `${folder}/${basename(model)}`, origin, risk: null };
	});
}

async function ourRisks(path: string): Promise<readonly RiskFact[]> {
	const files = openFiles(listFiles([path]));
	try {
		const all = await readFacts(files, { weights: true });
		return all.flatMap(({ risks }) => risks);
	} finally {
		for (const { source } of files) source.close();
	}
}

async function compare(
	given: readonly Given[],
	said: ReadonlyMap<Scanner, readonly Scanned[]>,
): Promise<readonly Compared[]> {
	const all: Compared[] = [];
	for (const [index, file] of given.entries()) {
		const risks = await ourRisks(file.path);
		const scans = [...said].map(([{ name }, scanned]) => ({ name, ...scanned[index] }));
		all.push({
			...file,
			risks,
			judged: scans.flatMap(({ name, findings = [] }) =>
				findings.map((finding) => judgeFinding(name, file.name, finding, risks)),
			),
			errors: Object.fromEntries(
				scans.flatMap(({ name, error }) => (error ? [[name, error]] : [])),
			),
		});
	}
	return all;
}

const usage = `npm run verify:scanners -- --scanners FOLDER [--python PATH] [--step N] [--seconds N] [--minutes N] [FIXTURES]

  --scanners FOLDER  checkouts in it: modelscan, picklescan, modelaudit; the absent are left out
  --python PATH      a Python with what they depend on; else SCANNER_PYTHON, or python3
  --step N           of each folder and format of the fixtures every N-th file; of the broken ones all
  --seconds N        for one file; a scanner that takes longer is ended, and goes on with the next
  --minutes N        for each scanner
`;

async function main(): Promise<void> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			scanners: { type: 'string' },
			python: { type: 'string', default: process.env['SCANNER_PYTHON'] || 'python3' },
			step: { type: 'string', default: '1' },
			seconds: { type: 'string', default: '60' },
			minutes: { type: 'string', default: '15' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help || !values.scanners) {
		process.stdout.write(usage);
		process.exitCode = values.help ? 0 : 2;
		return;
	}
	const [fixtures = fileURLToPath(new URL('../../shared/fixtures', import.meta.url))] = positionals;
	const scanners = await findScanners(values.scanners, values.python);
	if (scanners.length === 0) throw new Error('no scanner can be run: --help');
	const given = [
		...(await writeHostileFiles()),
		...testFiles(values.scanners),
		...fixtureFiles(fixtures, Number(values.step)),
	];
	// A SavedModel is known by its folder.
	const paths = given.map(({ path }) => path.replace(/\/saved_model\.pb$/, ''));
	const said = new Map<Scanner, readonly Scanned[]>();
	for (const scanner of scanners) {
		const start = Date.now();
		const limits = {
			seconds: Number(values.seconds),
			until: start + 60_000 * Number(values.minutes),
			progress: (done: number) => {
				if (done % 200 === 0) console.error(`${scanner.name}: ${done} of ${paths.length}`);
			},
		};
		said.set(scanner, await scan(scanner.command, paths, limits));
		console.error(`${scanner.name}: ${paths.length} files in ${(Date.now() - start) / 1000} s`);
	}
	const all = await compare(given, said);
	writeFileSync(new URL('SCANNERS.md', import.meta.url), scannersPage(all, scanners));
	const wrong = all.filter(isWrong);
	console.error(`${all.length} files, ${wrong.length} of which we say too little`);
	for (const { name, judged } of wrong) {
		console.error(`  ${name}: ${judged.filter(isMissed).map(({ finding }) => finding.what)}`);
	}
	process.exitCode = wrong.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
