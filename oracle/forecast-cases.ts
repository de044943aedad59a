import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { listFiles, openFiles } from '../bin/files.ts';
import { diagnoseFile } from '../src/clinic/diagnosis/diagnose-file.ts';
import type { Rule } from '../src/clinic/diagnosis/rule.ts';
import { type Forecast, forecast, type Verdict } from '../src/clinic/forecast/forecast.ts';
import { readModels } from '../src/clinic/report/read-models.ts';
import { planTreatments } from '../src/clinic/treatment/plan.ts';
import { withoutPredictions } from './conversions.ts';
import type { Case, Verdict as Measured } from './real-keras.ts';

/** Files that are weapons: they are read by us and never loaded. */
const neverLoaded = /^06[4-8]-modelaudit/;
/** Weights alone: no Keras makes a model of them, and there are hundreds. */
const weightsOnly = /(\.weights|\.w|_legacyw)\.h5$/;
const models = /(\.(h5|hdf5|keras)|_sm|_savedmodel|-savedmodel|_unzipped)$/;

/** Every file and folder of the fixtures and of `real` beside them that somebody might give to `load_model`. */
export function forecastCases(fixtures: string): readonly Case[] {
	const folders = readdirSync(fixtures, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => join(fixtures, name));
	const real = join(dirname(fixtures), 'real');
	const cases = [...folders, ...(existsSync(real) ? [real] : [])].flatMap((folder) =>
		readdirSync(folder)
			.filter((name) =>
				basename(folder) === 'broken'
					? !/\.(txt|json)$/.test(name)
					: models.test(name) && !weightsOnly.test(name) && !neverLoaded.test(name),
			)
			.toSorted()
			.map((name) => {
				const model = join(folder, name);
				const io = `${model.replace(models, '')}.io.json`;
				return existsSync(io) && !withoutPredictions.test(model) ? { model, io } : { model };
			}),
	);
	return withTwins(cases);
}

/** A file that lies in another folder too has the predictions that are recorded there. */
function withTwins(cases: readonly Case[]): readonly Case[] {
	const digest = (model: string) =>
		statSync(model).isFile() ? createHash('sha256').update(readFileSync(model)).digest('hex') : '';
	const recorded = new Map(
		cases.flatMap(({ model, io }) => (io === undefined ? [] : [[digest(model), io] as const])),
	);
	recorded.delete('');
	return cases.map((one) => {
		const io = one.io ?? recorded.get(digest(one.model));
		return { model: one.model, ...(io !== undefined && { io }) };
	});
}

/** Every `step`-th of each folder and format, so that all are there; of the broken ones all. */
export function sample(cases: readonly Case[], step: number): readonly Case[] {
	const seen = new Map<string, number>();
	return cases.filter(({ model }) => {
		const folder = basename(dirname(model));
		const kind = `${folder}${formatOf(model)}`;
		const count = seen.get(kind) ?? 0;
		seen.set(kind, count + 1);
		return folder === 'broken' || count % step === 0;
	});
}

export function formatOf(model: string): string {
	return extname(model) || 'folder';
}

/** What we say of a file, one row a target. */
export async function forecastOf(
	model: string,
	rules: readonly Rule[],
): Promise<readonly Forecast[]> {
	const files = openFiles(listFiles([model]));
	try {
		const [facts] = await readModels(files);
		return facts ? forecast(facts, diagnoseFile(facts, rules), planTreatments(facts)) : [];
	} finally {
		for (const { source } of files) source.close();
	}
}

/** What a Keras did with a file, in the words of the forecast. */
export type Outcome = 'loads' | 'loads-differently' | 'fails' | 'hangs';

/** 16-bit arithmetic is not the same twice; nor are the sums of hundreds of layers. */
function tolerance(model: string): number {
	if (/mixed|float16/.test(model)) return 1e-2;
	return /transfer|app_/.test(model) ? 1e-3 : 1e-4;
}

/** A model that loads and then cannot be called does not do what it did either. */
export function outcomeOf({ model, loaded, error, difference }: Measured): Outcome {
	if (error?.startsWith('Hangs')) return 'hangs';
	if (!loaded) return 'fails';
	return error !== null || (difference ?? 0) > tolerance(model) ? 'loads-differently' : 'loads';
}

/**
 * Whether the forecast was right; null: it made none, or it speaks of predictions and none were compared.
 * Without the person's own classes a load fails.
 */
export function isRight(verdict: Verdict, measured: Measured): boolean | null {
	const outcome = outcomeOf(measured);
	if (verdict === 'unknown') return null;
	const isCompared = measured.difference !== null || measured.error !== null;
	if (verdict === 'loads-differently' && outcome === 'loads' && !isCompared) return null;
	return outcome === (verdict === 'loads-with-custom-objects' ? 'fails' : verdict);
}
