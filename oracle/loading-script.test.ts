import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { listFiles, openFiles } from '../bin/files.ts';
import { readFacts } from '../src/clinic/evidence/files/read.ts';
import { loadingScript } from '../src/clinic/treatment/loading-script.ts';
import { strings } from '../src/i18n/index.ts';
import { type RealKeras, realKeras } from './real-keras.ts';

const run = promisify(execFile);
const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const words = strings.en.script;
const beside = pathOf('../../shared/fixtures/');
const folder = mkdtempSync(join(tmpdir(), 'scripts-'));

/** How a script ends in which nothing is filled in. */
const ends = {
	/** What is the person's own was made with the saved arguments; it is called later, if at all. */
	loads: null,
	/** It was made, and Keras called it to build the model. */
	'asks for the code': words.fillIn,
	'refuses bytecode': 'safe_mode=False',
} as const;

/** By the file: how its script ends, and what it says of where the person's own code is used. */
type Cases = Readonly<Record<string, readonly [ends: keyof typeof ends, used: readonly string[]]>>;

const inTraining = `# ${words.training}`;
const layers = (...names: string[]) =>
	`# ${words.layers.replace('{layers}', names.map((name) => `"${name}"`).join(', '))}`;

const made: Cases = {
	'functional_subclass.keras': ['loads', [`# ${words.model}`]],
	'sequential_subclass.keras': ['loads', [`# ${words.model}`]],
	'initializer.keras': ['asks for the code', [layers('dense_2')]],
	'regularizer.keras': ['loads', [layers('dense_3')]],
	'constraint.keras': ['loads', [layers('dense_4')]],
	'activation_class.keras': ['loads', [layers('dense_5')]],
	'keyword_argument.keras': ['loads', [layers('often')]],
	'loss_and_metric.keras': ['loads', [inTraining]],
};
const own: Cases = {
	'../tests/fixtures/keras2/custom_layer2.h5': ['asks for the code', [layers('my')]],
	'../tests/fixtures/guides/lambda.h5': ['refuses bytecode', []],
};
const given: Cases = {
	'keras-3.15.1/custom_registered.keras': ['asks for the code', [layers('scale_layer')]],
	'keras-3.15.1/custom_registered.h5': ['asks for the code', [layers('scale_layer')]],
	'keras-3.15.1/custom_unregistered.keras': ['asks for the code', []],
	'keras-3.15.1/custom_no_get_config.keras': ['asks for the code', [layers('no_config_layer')]],
	'keras-3.15.1/compiled_custom_loss.keras': ['loads', [inTraining]],
	'keras-3.15.1/custom_activation_fn.keras': ['loads', [layers('dense')]],
	'keras-3.15.1/lambda_layer.keras': ['refuses bytecode', []],
	'keras-3.15.1/subclassed.keras': ['loads', [`# ${words.model}`]],
	'tf-keras-2.21/comp_custom_cls.h5': ['loads', [inTraining]],
	'tf-keras-2.21/custom_unregistered.h5': ['loads', []],
};

interface Ended {
	readonly name: string;
	readonly error: string | null;
	readonly loaded: boolean;
}

let keras: RealKeras;
const scripts = new Map<string, string>();
const ended = new Map<string, Ended>();

/** Puts each file and its script into the folder, and runs all in one process. */
async function runScripts(python: string, paths: readonly string[]): Promise<void> {
	for (const path of paths) {
		const name = path.replace(/\W+/g, '_');
		mkdirSync(join(folder, name));
		const [facts] = await readFacts(openFiles(listFiles([path])), { weights: true });
		const script = facts && loadingScript(facts, words);
		if (!script) throw new Error(`no script for ${path}`);
		cpSync(path, join(folder, name, basename(path)));
		scripts.set(path, script);
		writeFileSync(
			join(folder, `${name}.py`),
			script.replace(`"${basename(path)}"`, `"${name}/${basename(path)}"`),
		);
	}
	const { stdout } = await run(python, [pathOf('run_scripts.py'), folder], {
		maxBuffer: 64 * 1024 * 1024,
	});
	const lines = stdout.split('\n').filter((line) => line.startsWith('{"name"'));
	const byName = new Map<string, Ended>(
		lines.map((line) => JSON.parse(line)).map((one: Ended) => [one.name, one]),
	);
	for (const path of paths) {
		const one = byName.get(`${path.replace(/\W+/g, '_')}.py`);
		if (one) ended.set(path, one);
	}
}

const fromHere = (cases: Cases, base: string) =>
	Object.entries(cases).map(([name, [end, used]]) => ({ name, path: join(base, name), end, used }));
const all = [...fromHere(made, folder), ...fromHere(own, pathOf('./')), ...fromHere(given, beside)];

beforeAll(async () => {
	keras = await realKeras();
	if ('missing' in keras) return;
	await run(keras.python, [pathOf('own_code.py'), folder]);
	await runScripts(
		keras.python,
		all.map(({ path }) => path).filter((path) => existsSync(path)),
	);
});

describe('the script that loads a file, with nothing filled in,', () => {
	test.for(all)('$end: $name', ({ path, end, used }, context) => {
		if ('missing' in keras) return context.skip(keras.missing);
		if (!existsSync(path)) context.skip('there is no ../shared/fixtures to load');
		const one = ended.get(path);
		expect(one?.loaded, one?.error ?? '').toBe(end === 'loads');
		if (ends[end] !== null) expect(one?.error).toContain(ends[end]);
		for (const text of used) expect(scripts.get(path)).toContain(text);
	});
});
