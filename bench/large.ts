/**
 * `npm run bench -- large [--netron CHECKOUT]`: models of gigabytes in the page, and how the cost grows
 * with the size; beside it Netron, from a checkout of github.com/lutzroeder/netron, in the same browser.
 */
import { parseArgs } from 'node:util';
import { Bench } from './browser.ts';
import { makeModel, temporaryFolder } from './models.ts';
import { openedRow, openedTable } from './opened-table.ts';

const { values } = parseArgs({
	args: process.argv.slice(3),
	options: { netron: { type: 'string' }, times: { type: 'string', default: '5' } },
});

/** As deep as a large language model: 97 layers and 384 tensors, whatever their size. */
const blocks = 24;
const files = [
	{ name: 'small.keras', bytes: 50e6 },
	{ name: 'middle.keras', bytes: 500e6 },
	{ name: 'large.keras', bytes: 3e9 },
	{ name: 'small.h5', bytes: 50e6 },
	{ name: 'middle.h5', bytes: 500e6 },
	{ name: 'large.h5', bytes: 6e9 },
];

const folder = temporaryFolder();
const bench = await Bench.start();
try {
	const programs = [await bench.clinic()];
	if (values.netron) programs.push(await bench.netron(values.netron));
	const rows: string[][] = [];
	for (const { name, bytes } of files) {
		const path = await makeModel(folder, name, { blocks, bytes });
		for (const program of programs) {
			const opened = await bench.best(program, path, Number(values.times));
			rows.push(openedRow(name, program.name, path, opened));
		}
	}
	openedTable(rows);
} finally {
	await bench.close();
}
