import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadCatalogue } from '../src/catalogue/load.ts';
import { rules } from '../src/catalogue/views.ts';
import type { Forecast, Verdict } from '../src/clinic/forecast/forecast.ts';
import {
	forecastCases,
	forecastOf,
	formatOf,
	isRight,
	type Outcome,
	outcomeOf,
	sample,
} from './forecast-cases.ts';
import { fetchVersions, type Runnable, runnableVersions } from './keras-versions.ts';
import { type Case, installedKeras, judge, type Verdict as Measured } from './real-keras.ts';
import { convertedCopies } from './treated.ts';

/** One file in one Keras: what was foretold and what came. */
export interface Comparison {
	readonly target: string;
	readonly file: string;
	readonly format: string;
	readonly verdict: Verdict;
	readonly outcome: Outcome;
	readonly error: string | null;
	/** Null where the forecast does not decide. */
	readonly right: boolean | null;
}

/** What we say of each file, by its path. */
export async function forecasts(
	cases: readonly Case[],
): Promise<ReadonlyMap<string, readonly Forecast[]>> {
	const catalogue = rules(loadCatalogue());
	const all = new Map<string, readonly Forecast[]>();
	for (const { model } of cases) all.set(model, await forecastOf(model, catalogue));
	return all;
}

/** Compares what one Keras did with the files, or with our copies of them, with the forecast for its release line. */
export function compare(
	target: string,
	measured: readonly Measured[],
	foretold: ReadonlyMap<string, readonly Forecast[]>,
	of: 'verdict' | 'afterTreatment' = 'verdict',
): Comparison[] {
	return measured.flatMap((one) => {
		const rows = foretold.get(one.model);
		if (!rows) return [];
		const verdict = rows.find((row) => row.target === target)?.[of] ?? 'unknown';
		return [
			{
				target,
				file: `${basename(dirname(one.model))}/${basename(one.model)}`,
				format: formatOf(one.model),
				verdict,
				outcome: outcomeOf(one),
				error: one.error,
				right: isRight(verdict, one),
			},
		];
	});
}

/** Runs the files through one Keras, or takes what was kept of an earlier run. */
async function measure(
	{ python, environment, target, version }: Runnable,
	cases: readonly Case[],
	folder: string | undefined,
	what = '',
): Promise<readonly Measured[]> {
	const kept = folder && join(folder, `${target.split('@')[0]}-${version}${what}.jsonl`);
	if (kept && existsSync(kept)) {
		const lines = readFileSync(kept, 'utf8').trim().split('\n');
		return lines.map((line) => JSON.parse(line));
	}
	const measured = await judge(python, cases, environment);
	if (folder) mkdirSync(folder, { recursive: true });
	if (kept) writeFileSync(kept, measured.map((one) => `${JSON.stringify(one)}\n`).join(''));
	return measured;
}

/** What was compared, and with which Keras. */
export interface Agreement {
	readonly all: readonly Comparison[];
	readonly versions: readonly Runnable[];
}

/** The comparisons as a page: numbers a release line and format, then every disagreement; then of our copies. */
export function agreementPage(asTheyAre: Agreement, treated: Agreement | null): string {
	return [
		'# The forecast, judged by real Keras',
		'',
		'Files of the fixtures and of strangers, loaded by each Keras on TensorFlow and, where their predictions',
		'are recorded, run; a line with fewer files took a sample. A cell holds how many were foretold rightly /',
		'wrongly / not at all. Written by `npm run verify:forecast`.',
		'',
		...sections(asTheyAre, '##'),
		...(treated
			? [
					'## After our treatment',
					'',
					'The files of Keras 1 and 2 that the clinic converts to Keras 3: their copies, loaded and run in the',
					'same way, by the format that they came from.',
					'',
					...sections(treated, '###'),
				]
			: []),
	].join('\n');
}

function sections({ all, versions }: Agreement, heading: string): string[] {
	const formats = [...new Set(all.map(({ format }) => format))].toSorted();
	const rows = versions.map(({ target, version }) => {
		const cells = formats.map((format) => {
			const own = all.filter((one) => one.target === target && one.format === format);
			const count = (right: boolean | null) => own.filter((one) => one.right === right).length;
			return `${count(true)} / ${count(false)} / ${count(null)}`;
		});
		return `| ${target} (${version}) | ${cells.join(' | ')} |`;
	});
	return [
		`| Keras | ${formats.join(' | ')} |`,
		`| --- | ${formats.map(() => '---:').join(' | ')} |`,
		...rows,
		'',
		`${heading} Foretold wrongly`,
		'',
		...disagreements(all.filter(({ right }) => right === false)),
		`${heading} Not foretold`,
		'',
		...disagreements(all.filter(({ right }) => right === null)),
	];
}

function disagreements(all: readonly Comparison[]): string[] {
	if (all.length === 0) return ['None.', ''];
	const lines = all.map(({ target, file, verdict, outcome, error }) => {
		const message = (error ?? '')
			.replace(/(?:\/[\w.-]+)+\//g, '…/')
			.replace(/\s+/g, ' ')
			.replaceAll('|', '\\|')
			.slice(0, 160);
		return `| ${file} | ${target} | ${verdict} | ${outcome} | ${message} |`;
	});
	return [
		'| file | Keras | foretold | measured | message |',
		'| --- | --- | --- | --- | --- |',
		...lines,
		'',
	];
}

const usage = `npm run verify:forecast -- [--python PATH] [--packages FOLDER] [--fetch 3.12,3.8] [--step N] [--keep FOLDER] [--treated] [FIXTURES]

  --python PATH      a Python with Keras and TensorFlow; else KERAS_PYTHON, or that of the oracle
  --packages FOLDER  folders in it that hold a keras or tf_keras each, run by that Python too
  --fetch RELEASES   releases of Keras that pip puts into ~/.cache/keras-clinic/ first
  --step N           of each folder and format every N-th file; of the broken ones all
  --keep FOLDER      what each Keras did is kept there, and not run again
  --treated          converts what we convert, and runs the copies too
`;

async function main(): Promise<void> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			python: { type: 'string' },
			packages: { type: 'string' },
			fetch: { type: 'string' },
			step: { type: 'string', default: '1' },
			keep: { type: 'string' },
			treated: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return void process.stdout.write(usage);
	const known = values.python ? { python: values.python } : await installedKeras();
	if (!known || 'missing' in known)
		throw new Error(known?.missing ?? 'no Python with Keras: --help');
	const packages = values.fetch
		? await fetchVersions(known.python, values.fetch.split(','))
		: values.packages;
	const [fixtures = fileURLToPath(new URL('../../shared/fixtures', import.meta.url))] = positionals;
	const cases = sample(forecastCases(fixtures), Number(values.step));
	const versions = await runnableVersions(known.python, packages);
	const foretold = await forecasts(cases);
	const all: Comparison[] = [];
	for (const version of versions) {
		const measured = await measure(version, cases, values.keep);
		all.push(...told(version.target, compare(version.target, measured, foretold)));
	}
	const treated = values.treated
		? await agreementOfCopies(cases, versions, foretold, values.keep)
		: null;
	const page = agreementPage({ all, versions }, treated);
	writeFileSync(new URL('FORECAST.md', import.meta.url), page);
	const isWrong = [...all, ...(treated?.all ?? [])].some(({ right }) => right === false);
	process.exitCode = isWrong ? 1 : 0;
}

/** Converts the files, and compares what each Keras 3 does with the copies with what is foretold of them. */
async function agreementOfCopies(
	cases: readonly Case[],
	runnable: readonly Runnable[],
	foretold: ReadonlyMap<string, readonly Forecast[]>,
	keep: string | undefined,
): Promise<Agreement> {
	const folder = mkdtempSync(join(tmpdir(), 'copies-'));
	try {
		const copies = await convertedCopies(cases, folder);
		const originals = new Map(copies.map(({ original, copy }) => [basename(copy.model), original]));
		const versions = runnable.filter(({ target }) => target.startsWith('keras@'));
		const all: Comparison[] = [];
		for (const version of versions) {
			const given = copies.map(({ copy }) => copy);
			const measured = await measure(version, given, keep, '-treated');
			// The folder is another in every run.
			const named = measured.flatMap((one) => {
				const model = originals.get(basename(one.model));
				return model === undefined ? [] : [{ ...one, model }];
			});
			const own = compare(version.target, named, foretold, 'afterTreatment');
			all.push(...told(`${version.target}, our copies`, own));
		}
		return { all, versions };
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function told(what: string, own: readonly Comparison[]): readonly Comparison[] {
	const wrong = own.filter(({ right }) => right === false).length;
	console.error(`${what}: ${own.length} files, ${wrong} foretold wrongly`);
	return own;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
