import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { home } from '../site.config.mjs';
import { loadCatalogue } from '../src/catalogue/load.ts';
import { explanations, rules } from '../src/catalogue/views.ts';
import { diagnoseTrace } from '../src/clinic/diagnosis/match-trace.ts';
import { compile } from '../src/clinic/diagnosis/signature.ts';
import { readTrace } from '../src/clinic/evidence/trace/read-trace.ts';
import { environmentsFor } from '../src/clinic/report/environments.ts';
import { examine } from '../src/clinic/report/examine.ts';
import { diagnosisJson, reportJson } from '../src/clinic/report/json.ts';
import type { NoticeId, Report } from '../src/clinic/report/report.ts';
import { strings } from '../src/i18n/index.ts';
import { type Options, print } from './command.ts';
import { UsageError } from './files.ts';
import { readAt } from './read-facts.ts';
import { reportText } from './report-text.ts';

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
	const { diagnoses, notice } = report;
	if (diagnoses.length > 0 && notice?.id !== 'several-models') return 1;
	return notice === null ? 0 : (statusOf[notice.id] ?? 2);
}

const statusOf: Readonly<Partial<Record<NoticeId, number>>> = {
	'file-healthy': 0,
	'file-differs': 1,
	'file-refused': 1,
};

/** The report for one reader alone. */
function forTarget(report: Report, target: string): Report {
	const forecast = report.forecast.filter((row) => row.target === target);
	return { ...report, forecast, install: environmentsFor({ ...report, forecast }) };
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
