/**
 * `npm run fuzz -- [FOLDER] [PER KIND] [MOST BYTES]`: files of each kind and writer, cut at 200 lengths and with random
 * bytes changed 500 times, read as the product reads them. Prints a row a file and fails where reading
 * throws, takes more than 5 s, or gives facts that cannot be examined. Takes from minutes to hours; the
 * tests `bad-*.test.ts` do the same in small.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { argv, exit, memoryUsage } from 'node:process';
import { fileURLToPath } from 'node:url';
import { table } from '../../bench/table.ts';
import { loadCatalogue } from '../../src/catalogue/load.ts';
import { rules } from '../../src/catalogue/views.ts';
import { compile } from '../../src/clinic/diagnosis/signature.ts';
import { factsShape } from '../../src/clinic/evidence/files/facts-shape.ts';
import { examine } from '../../src/clinic/report/examine.ts';
import { changes, cuts, DisposableReader, type NamedBytes, type Outcome } from './in-worker.ts';

const [
	folder = fileURLToPath(new URL('../fixtures', import.meta.url)),
	perKind = '2',
	mostBytes = '400000',
] = argv.slice(2);
const lengths = 200;
const times = 500;

const catalogue = rules(loadCatalogue());
const clinic = { rules: catalogue, matcher: compile(catalogue) };
const reader = new DisposableReader();

interface Tally {
	cases: number;
	readonly faults: string[];
	slowest: number;
}

const rows: string[][] = [];
let failures = 0;
let peak = 0;
for (const [kind, models] of Object.entries(modelsByKind(folder))) {
	for (const model of models.slice(0, Number(perKind))) {
		const tally: Tally = { cases: 0, faults: [], slowest: 0 };
		for (const part of model.filter(({ bytes }) => bytes.length > 0)) {
			const share = (count: number) => Math.ceil(count / model.length);
			for (const bytes of damaged(part.bytes, share(lengths), share(times))) {
				await tryOut(
					model.map((one) => (one === part ? { name: one.name, bytes } : one)),
					tally,
				);
			}
		}
		failures += tally.faults.length;
		const seconds = (tally.slowest / 1000).toFixed(2);
		rows.push([`${kind} ${model[0]?.name}`, `${tally.cases}`, seconds, `${tally.faults.length}`]);
		for (const fault of tally.faults) console.log(`${model[0]?.name}: ${fault}`);
	}
}
await reader.close();
table(['file', 'cases', 'slowest, s', 'failures'], rows);
const cases = rows.reduce((sum, [, count]) => sum + Number(count), 0);
console.log(`${rows.length} files, ${cases} cases, ${failures} failures, ${peak} MB at most`);
exit(failures > 0 ? 1 : 0);

function* damaged(bytes: Uint8Array, lengths: number, times: number): Generator<Uint8Array> {
	yield* cuts(bytes, lengths);
	yield* changes(bytes, times);
}

async function tryOut(files: readonly NamedBytes[], tally: Tally): Promise<void> {
	const start = performance.now();
	const outcome = await reader.readTogether(files);
	tally.slowest = Math.max(tally.slowest, performance.now() - start);
	tally.cases++;
	const fault = await faultOf(outcome);
	if (fault) tally.faults.push(`case ${tally.cases}: ${fault}`);
	peak = Math.max(peak, Math.round(memoryUsage.rss() / 1e6));
}

async function faultOf({ facts, thrown, ended }: Outcome): Promise<string | null> {
	if (thrown || ended || !facts?.length) return thrown ?? (ended ? 'more than 5 s' : 'no answer');
	try {
		await examine(clinic, '', facts);
		for (const one of facts)
			factsShape.take(JSON.parse(JSON.stringify(one)), 'facts', (same) => same);
		return null;
	} catch (error) {
		return String(error);
	}
}

/** Small models by their folder and the end of their name: a file each, or all that a folder holds. */
function modelsByKind(root: string): Readonly<Record<string, readonly NamedBytes[][]>> {
	const kinds: Record<string, NamedBytes[][]> = {};
	const visit = (path: string, depth: number) => {
		for (const name of readdirSync(path).sort()) {
			if (/\.(txt|ts|md|io\.json)$|^INDEX\.json$/.test(name)) continue;
			const inside = join(path, name);
			const isFolder = statSync(inside).isDirectory();
			if (isFolder && depth > 0 && !isModel(inside)) {
				visit(inside, depth - 1);
				continue;
			}
			const files = isFolder ? filesBelow(inside) : [{ name, bytes: read(inside) }];
			const size = files.reduce((sum, one) => sum + one.bytes.length, 0);
			if (files.length === 0 || size > Number(mostBytes)) continue;
			const ending = isFolder ? (/_[a-z]+$/.exec(name)?.[0] ?? 'folder') : /\..*$/.exec(name)?.[0];
			const kind = `${relative(root, path) || '.'} ${ending ?? ''}`;
			kinds[kind] = [...(kinds[kind] ?? []), files];
		}
	};
	visit(root, 2);
	return kinds;
}

/** A folder in which files lie, and not only folders of them. */
function isModel(path: string): boolean {
	return readdirSync(path).some((name) =>
		/^(saved_model\.pb|config\.json|checkpoint)$|\.index$/.test(name),
	);
}

function filesBelow(path: string): NamedBytes[] {
	return readdirSync(path, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => {
			const file = join(entry.parentPath, entry.name);
			return { name: relative(join(path, '..'), file).split('\\').join('/'), bytes: read(file) };
		});
}

function read(path: string): Uint8Array {
	return new Uint8Array(readFileSync(path));
}
