/**
 * `npm run bench -- convert`: a `.h5` of Keras 2 becomes a `.keras` of Keras 3, by us in Node and in the
 * page, and by real Keras that loads and saves it. The seconds leave the start of Python out, not that of Node;
 * those of the whole process have both.
 */
import { execFile } from 'node:child_process';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { realKeras } from '../oracle/real-keras.ts';
import { Bench } from './browser.ts';
import { makeModel, temporaryFolder } from './models.ts';
import { markdownTable, table } from './table.ts';

interface Usage {
	readonly seconds: number;
	/** From the start of the program to its end; null in the page. */
	readonly whole: number | null;
	/** Of the processor; null where that is not known. */
	readonly processor: number | null;
	/** The highest, in bytes. */
	readonly memory: number | null;
}

const { values } = parseArgs({
	args: process.argv.slice(3),
	options: {
		times: { type: 'string', default: '5' },
		bytes: { type: 'string', default: '500e6' },
		/** Fewer layers have larger tensors. */
		dense: { type: 'string', default: '30' },
		write: { type: 'boolean', default: false },
	},
});

const head = ['converted by', 's', 'of Keras', 'whole process, s', 'processor, s', 'memory, MB'];
const keras = await realKeras();
if ('missing' in keras) throw new Error(keras.missing);
const folder = temporaryFolder();
const model = await makeModel(folder, 'model.h5', {
	dense: Number(values.dense),
	bytes: Number(values.bytes),
	random: true,
});
const output = join(folder, 'converted.keras');
const bench = await Bench.start();
try {
	const clinic = await bench.clinic();
	const programs: Readonly<Record<string, () => Promise<Usage>>> = {
		[`Keras ${keras.version}`]: () =>
			usageOf(keras.python, here('load_and_save.py'), model, output),
		'Keras Clinic in Node': () =>
			usageOf(
				process.execPath,
				...['--import', here('tell-usage.ts'), here('../bin/clinic.ts')],
				...['repair', model, '--to', 'keras3', '-o', output],
			),
		'Keras Clinic in the page': async () => ({
			...(await bench.convert(clinic, model)),
			whole: null,
			processor: null,
		}),
	};
	const names = Object.keys(programs);
	const best = new Map<string, Usage>();
	// In turns, so that what else the machine does meets all of them.
	for (let time = 0; time < Number(values.times); time++) {
		for (const [name, run] of Object.entries(programs)) {
			const usage = await run();
			rmSync(output, { force: true });
			if (usage.seconds < (best.get(name)?.seconds ?? Number.POSITIVE_INFINITY)) {
				best.set(name, usage);
			}
		}
	}
	const [first = ''] = names;
	const rows = names.map((name) => row(name, best.get(name), best.get(first)?.seconds));
	console.log(`${megabytes(statSync(model).size)} MB, the best of ${values.times}\n`);
	table(head, rows);
	if (values.write) {
		writeFileSync(new URL('CONVERT.md', import.meta.url), resultPage(rows, bench.browser()));
	}
} finally {
	await bench.close();
}

function row(
	name: string,
	{ seconds = Number.NaN, whole, processor, memory }: Partial<Usage> = {},
	ofKeras = Number.NaN,
): string[] {
	return [
		name,
		seconds.toFixed(2),
		`${((100 * seconds) / ofKeras).toFixed(0)} %`,
		whole?.toFixed(2) ?? '–',
		processor?.toFixed(2) ?? '–',
		typeof memory === 'number' ? megabytes(memory) : '–',
	];
}

function resultPage(rows: readonly (readonly string[])[], browser: string): string {
	const [, , load = 0] = loadavg();
	return [
		'# A model becomes one of Keras 3',
		'',
		`A \`.h5\` of Keras 2 with ${values.dense} dense layers, ${megabytes(statSync(model).size)} MB of random numbers, becomes a \`.keras\`: by real Keras,`,
		`which loads and saves it, by Node ${process.versions.node} and by a page of ${browser}, on ${cpus().length} processors with a`,
		`load of ${load.toFixed(0)}; the best of ${values.times}, in turns. We compare every tensor of what was written with the original, too. The`,
		'seconds of Keras are without its start and import, those of Node with its start; the memory is the highest.',
		'Written by `npm run bench -- convert --write`.',
		'',
		...markdownTable(head, rows, [0]),
		'',
	].join('\n');
}

/** Runs a program that prints its usage in its last line. */
async function usageOf(program: string, ...rest: readonly string[]): Promise<Usage> {
	const start = performance.now();
	const { stdout } = await promisify(execFile)(program, rest);
	const whole = (performance.now() - start) / 1000;
	return { ...JSON.parse(stdout.trim().split('\n').at(-1) ?? ''), whole };
}

function here(file: string): string {
	return fileURLToPath(new URL(file, import.meta.url));
}

function megabytes(bytes: number): string {
	return (bytes / 1e6).toFixed(0);
}
