import {
	createReadStream,
	createWriteStream,
	existsSync,
	readFileSync,
	writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { home } from '../site.config.mjs';
import { loadCatalogue } from '../src/catalogue/load.ts';
import { explanations, rules } from '../src/catalogue/views.ts';
import { diagnoseTrace } from '../src/clinic/diagnosis/match-trace.ts';
import { compile } from '../src/clinic/diagnosis/signature.ts';
import { readTrace } from '../src/clinic/evidence/trace/read-trace.ts';
import { environmentsFor } from '../src/clinic/report/environments.ts';
import { examine } from '../src/clinic/report/examine.ts';
import { diagnosisJson, reportJson } from '../src/clinic/report/json.ts';
import type { Report } from '../src/clinic/report/report.ts';
import { loadingScript } from '../src/clinic/treatment/loading-script.ts';
import type { Treatment } from '../src/clinic/treatment/treatment.ts';
import { strings } from '../src/i18n/index.ts';
import { fileSink, fileSource, listFiles, openFiles, UsageError } from './files.ts';
import { throughPartialFile } from './partial-file.ts';
import { conversionText, explanationText, reportText } from './print.ts';
import { readAt, readFactsOf } from './read-facts.ts';

export { UsageError } from './files.ts';

export interface Options {
	readonly json: boolean;
	readonly language: 'en' | 'zh-cn';
	readonly color: boolean;
	/** The one reader to forecast for; undefined for all. */
	readonly target: string | undefined;
	/** Whether the layers are printed, too; the JSON has them always. */
	readonly layers: boolean;
}

/** `clinic diagnose`: gives the exit status. */
export async function diagnose(
	paths: readonly string[],
	trace: string | undefined,
	traces: string | undefined,
	options: Options,
): Promise<number> {
	if (paths.length === 0 && trace === undefined && traces === undefined) {
		throw new UsageError(`${strings[options.language].notices['nothing-given']} (clinic --help)`);
	}
	const text = trace === undefined ? '' : readTextFile(trace);
	// In a thread of its own, while the catalogue is loaded in this one.
	const reading =
		traces === undefined && paths.length > 0
			? readAt(paths, options.json || options.layers)
			: { facts: [], layers: null };
	const catalogue = loadCatalogue();
	const clinic = { rules: rules(catalogue), matcher: compile(rules(catalogue)) };
	const words = explanations(catalogue, options.language);

	if (traces !== undefined) {
		for await (const { id, text } of readCases(traces)) {
			const found = diagnoseTrace(readTrace(text), clinic.matcher);
			print(JSON.stringify({ id, diagnoses: found.map((one) => diagnosisJson(one, words, home)) }));
		}
		return 0;
	}
	const { facts, layers } = await reading;
	const examined = await examine(clinic, text, facts);
	const report = options.target === undefined ? examined : forTarget(examined, options.target);
	const { risks } = strings[options.language];
	if (options.json) {
		print(JSON.stringify(reportJson(report, words, home, risks, layers), null, 2));
	} else {
		print(await reportText(report, words, options.language, home, options.color));
		if (layers) {
			const { layersText } = await import('./layers-text.ts');
			print(`\n${layersText(layers, options.language)}`);
		}
	}
	if (report.diagnoses.length > 0 && report.notice?.id !== 'several-models') return 1;
	return report.notice === null || report.notice.id === 'file-healthy' ? 0 : 2;
}

/** The report for one reader alone. */
function forTarget(report: Report, target: string): Report {
	const forecast = report.forecast.filter((row) => row.target === target);
	return { ...report, forecast, install: environmentsFor({ ...report, forecast }) };
}

/**
 * `clinic script`: the Python that loads the file, with stubs for what is the person's own; with
 * `--to keras3` the Python that converts it.
 */
export async function script(
	paths: readonly string[],
	target: string | undefined,
	output: string | undefined,
	architecture: string | undefined,
	options: Options,
): Promise<number> {
	const [path] = paths;
	if (!path) throw new UsageError('clinic script needs a model file');
	if (target !== undefined && target !== 'keras3') {
		throw new UsageError(`clinic script takes --to keras3, not "${target}"`);
	}
	const text =
		target === 'keras3'
			? await (await import('./convert.ts')).conversionScript(path, architecture, options.language)
			: await loadingScriptOf(paths, options);
	if (output === undefined) print(text.trimEnd());
	else if (existsSync(output)) throw new UsageError(`${output} is there already`);
	else writeFileSync(output, text);
	return 0;
}

async function loadingScriptOf(paths: readonly string[], options: Options): Promise<string> {
	const [facts] = await readFactsOf(paths);
	const text = facts && loadingScript(facts, strings[options.language].script);
	if (!text) throw new UsageError(`${paths[0]} holds no model that load_model opens`);
	return text;
}

/** `clinic repair`: writes beside the target and renames when all is verified. */
export async function repair(
	paths: readonly string[],
	target: string | undefined,
	output: string | undefined,
	architecture: string | undefined,
	options: Options,
): Promise<number> {
	const words = strings[options.language].treatment;
	const [path] = paths;
	if (!path || paths.length > 1) throw new UsageError('clinic repair takes one file or folder');
	if (target === 'keras3' || target === 'weights-h5') {
		const { convert } = await import('./convert.ts');
		const converted = await convert(path, target, architecture, output, options.language);
		print(
			options.json
				? JSON.stringify({ version: 1, ...converted }, null, 2)
				: conversionText(converted, strings[options.language].conversion),
		);
		return 0;
	}
	if (target !== 'archive') {
		throw new UsageError(
			`--to takes archive, keras3 or weights-h5${target ? `, not "${target}"` : ''}`,
		);
	}
	const catalogue = loadCatalogue();
	const clinic = { rules: rules(catalogue), matcher: compile(rules(catalogue)) };
	const report = await examine(clinic, '', await readFactsOf(paths));
	const treatment = report.treatments.find(
		(one): one is Exclude<Treatment, { id: 'convert-to-keras3' }> => one.to === 'archive',
	);
	if (!treatment) {
		const explained = report.diagnoses[0];
		throw new UsageError(
			explained
				? `${path}: no archive to repair: ${explained.code} ${explanations(catalogue, options.language)[explained.slug]?.summary}`
				: `${path}: there is nothing to repair in it`,
		);
	}
	const [obstacle] = treatment.blockedBy;
	if (obstacle) throw new UsageError(`${path}: ${words.blocked[obstacle]}`);

	const name =
		treatment.id === 'rename' ? treatment.outputName : (treatment.plan?.outputName ?? '');
	const destination = output ?? join(dirname(path), freeName(dirname(path), basename(name)));
	if (existsSync(destination))
		throw new UsageError(`${destination} is there already: nothing is written over`);
	const { repack, verifyRepack } = await import('../src/clinic/treatment/repack.ts');
	const files = openFiles(listFiles(paths));
	try {
		await throughPartialFile(destination, async (partial) => {
			if (treatment.id === 'rename') {
				await pipeline(createReadStream(path), createWriteStream(partial, { flags: 'wx' }));
			} else if (treatment.plan) {
				await repack(files, treatment.plan, fileSink(partial));
				const written = fileSource(partial);
				await verifyRepack(files, treatment.plan, written);
				written.close();
			}
		});
	} catch (error) {
		throw new UsageError(
			words.failed.replace('{detail}', error instanceof Error ? error.message : String(error)),
		);
	} finally {
		for (const { source } of files) source.close();
	}
	print(options.json ? JSON.stringify({ version: 1, output: destination }) : destination);
	return 0;
}

/** `clinic explain`: a diagnosis by its code or slug. */
export function explain(names: readonly string[], options: Options): number {
	const [name] = names;
	if (!name) throw new UsageError('clinic explain takes a code such as K201, or a slug');
	const catalogue = loadCatalogue();
	const entry = catalogue.find(
		({ slug, en }) => slug === name || en.code === name.toUpperCase() || en.aliases.includes(name),
	);
	const explanation = entry && explanations(catalogue, options.language)[entry.slug];
	if (!entry || !explanation) throw new UsageError(`there is no diagnosis "${name}"`);
	const { versions, cause, stage } = entry.en;
	print(
		options.json
			? JSON.stringify(
					{
						version: 1,
						slug: entry.slug,
						cause,
						stage,
						versions,
						...explanation,
						url: new URL(`errors/${entry.slug}/`, home).href,
					},
					null,
					2,
				)
			: explanationText(entry.slug, explanation, strings[options.language], home, options.color),
	);
	return 0;
}

function print(text: string): void {
	process.stdout.write(`${text}\n`);
}

function readTextFile(path: string): string {
	try {
		return readFileSync(path === '-' ? 0 : path, 'utf8');
	} catch {
		throw new UsageError(`${path} cannot be read`);
	}
}

async function* readCases(path: string): AsyncGenerator<{ id: string; text: string }> {
	if (!existsSync(path)) throw new UsageError(`${path} cannot be read`);
	let number = 0;
	for await (const line of createInterface({ input: createReadStream(path) })) {
		number++;
		if (line.trim() === '') continue;
		try {
			const { id, text } = JSON.parse(line);
			yield { id, text: String(text) };
		} catch {
			throw new UsageError(`${path}, line ${number}: not a JSON object with "id" and "text"`);
		}
	}
}

/** `model.keras`, or `model-repaired.keras` when that name is taken: the input is never written over. */
function freeName(folder: string, name: string): string {
	if (!existsSync(join(folder, name))) return name;
	return name.replace(/(\.[^.]*)?$/, '-repaired$1');
}
