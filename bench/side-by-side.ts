import { statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { Bench, type Opened, patience } from './browser.ts';
import { makeModel, temporaryFolder, type Wanted } from './models.ts';
import { markdownTable, table } from './table.ts';

/** A page that a run writes beside this file, with `--write`. */
interface ResultPage {
	/** Of the file and of the benchmark, which is run as `npm run bench -- NAME`. */
	readonly name: string;
	readonly title: string;
	/** What the files are, in a sentence of one line. */
	readonly files: string;
}

const head = ['file', 'read by', 'MB', 'ms', 'read', 'longest task, ms', 'memory, MB', 'said'];

/**
 * Makes models and opens each in our page and, with `--netron CHECKOUT` (of github.com/lutzroeder/netron),
 * in Netron in the same browser: the best of `--times`, printed as a table.
 */
export async function sideBySide(
	models: readonly { readonly name: string; readonly wanted: Wanted }[],
	page: ResultPage,
): Promise<void> {
	const { values } = parseArgs({
		args: process.argv.slice(3),
		options: {
			netron: { type: 'string' },
			times: { type: 'string', default: '5' },
			write: { type: 'boolean', default: false },
		},
	});
	const folder = temporaryFolder();
	const bench = await Bench.start();
	try {
		const programs = [await bench.clinic()];
		if (values.netron) programs.push(await bench.netron(values.netron));
		const rows: string[][] = [];
		for (const { name, wanted } of models) {
			const path = await makeModel(folder, name, wanted);
			for (const program of programs) {
				const opened = await bench.best(program, path, Number(values.times));
				rows.push(openedRow(name, program.name, path, opened));
				console.error(rows.at(-1)?.join(' · '));
			}
		}
		table(head, rows);
		if (values.write) {
			const text = resultPage(page, rows, values.times, bench.browser());
			writeFileSync(new URL(`${page.name.toUpperCase()}.md`, import.meta.url), text);
		}
	} finally {
		await bench.close();
	}
}

function openedRow(file: string, program: string, path: string, opened: Opened): string[] {
	const { milliseconds, blocked, read, memory, said } = opened;
	return [
		file,
		program,
		megabytes(statSync(path).size),
		milliseconds === null ? '–' : milliseconds.toFixed(0),
		read,
		blocked === null ? '–' : blocked === 0 ? '< 50' : blocked.toFixed(0),
		memory === null ? '–' : megabytes(memory),
		said.slice(0, 60),
	];
}

function megabytes(bytes: number): string {
	return (bytes / 1e6).toFixed(0);
}

function resultPage(
	{ name, title, files }: ResultPage,
	rows: readonly (readonly string[])[],
	times: string,
	browser: string,
): string {
	const [, , load = 0] = loadavg();
	return [
		`# ${title}`,
		'',
		files,
		`Each is chosen in a page of ${browser}, on ${cpus().length} processors with a load of ${load.toFixed(0)}; the time is from`,
		`the choice to the answer, the best of ${times}, and where none comes within ${patience / 1000} s the first is the last.`,
		'The memory is by how much that of the renderer grew at most. Written by',
		`\`npm run bench -- ${name} --netron CHECKOUT --write\`.`,
		'',
		...markdownTable(head, rows, [0, 1, 7]),
		'',
	].join('\n');
}
