/** `npm run bench -- layers`: a model of 5,000 layers and 20,000 weight tensors in the page. */
import { Bench } from './browser.ts';
import { makeModel, temporaryFolder } from './models.ts';
import { openedRow, openedTable } from './opened-table.ts';

const folder = temporaryFolder();
const bench = await Bench.start();
try {
	const clinic = await bench.clinic();
	const rows: string[][] = [];
	for (const name of ['layers.keras', 'layers.h5']) {
		const path = await makeModel(folder, name, {});
		rows.push(openedRow(name, clinic.name, path, await bench.best(clinic, path, 5)));
	}
	openedTable(rows);
} finally {
	await bench.close();
}
