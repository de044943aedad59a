import { isMissed, type Judged } from './scanner-readings.ts';
import type { Scanner } from './scanners.ts';
import type { Compared } from './verify-scanners.ts';

/** What the scanners and we say of the same files, as a page. */
export function scannersPage(all: readonly Compared[], scanners: readonly Scanner[]): string {
	return [
		'# Risks in model files, beside other scanners',
		'',
		`What we say of a file and what ${scanners.map(({ name, version }) => `${name} ${version}`).join(', ')}`,
		'say of it. Of modelaudit warnings and worse count, of picklescan all that it does not call innocuous.',
		'Written by `npm run verify:scanners`.',
		'',
		...numbers(all, scanners),
		'## Found by a scanner and not by us',
		'',
		...missed(all),
		'## Files made to do harm',
		'',
		'✓ says what must be said of it, ○ something else, ✗ could not read it, – says nothing.',
		'',
		...harmful(all, scanners),
		'## Said by us alone',
		'',
		'Of the files that nobody made to do harm; also where a scanner has only what is listed below as no danger.',
		'',
		...alone(all),
		'## Said by a scanner, and no danger',
		'',
		...wrong(all),
		'## What the scanners could not read',
		'',
		...unread(all, scanners),
	].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
	if (rows.length === 0) return ['None.', ''];
	const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

const longestCell = 160;

function cell(text: string): string {
	const plain = text
		.replace(/(?:\/[\w.+-]+){2,}\//g, '…/')
		.replace(/\s+/g, ' ')
		.replaceAll('|', '\\|');
	return plain.length > longestCell ? `${plain.slice(0, longestCell)}…` : plain;
}

function numbers(all: readonly Compared[], scanners: readonly Scanner[]): string[] {
	const origins = [...new Set(all.map(({ origin }) => origin))];
	const rows = origins.map((origin) => {
		const own = all.filter((one) => one.origin === origin);
		const rightly = (name: string) =>
			own.filter(({ judged }) => judged.some((one) => one.scanner === name && one.wrong === null))
				.length;
		return [
			origin,
			own.length,
			own.filter(({ risks }) => risks.length > 0).length,
			...scanners.map(({ name }) => rightly(name)),
			own.filter(({ judged }) => judged.some(isMissed)).length,
		].map(String);
	});
	const head = ['files', 'how many', 'we say something', ...scanners.map(({ name }) => name)];
	return table([...head, 'missed by us'], rows);
}

function missed(all: readonly Compared[]): string[] {
	return table(
		['file', 'scanner', 'says'],
		all.flatMap(({ name, judged }) =>
			judged.filter(isMissed).map(({ scanner, finding }) => [name, scanner, finding.what]),
		),
	);
}

function harmful(all: readonly Compared[], scanners: readonly Scanner[]): string[] {
	const rows = all.flatMap(({ name, risk, risks, judged, errors }) => {
		if (risk === null) return [];
		const mark = (says: boolean, other: boolean, error: boolean) =>
			says ? '✓' : other ? '○' : error ? '✗' : '–';
		const theirs = scanners.map((scanner) => {
			const own = judged.filter((one) => one.scanner === scanner.name);
			const says = own.some(({ ours }) => ours.includes(risk));
			return mark(says, own.length > 0, scanner.name in errors);
		});
		const says = risks.some(({ id }) => id === risk);
		return [[name, risk, mark(says, risks.length > 0, false), ...theirs]];
	});
	return table(['file', 'must be said', 'we', ...scanners.map(({ name }) => name)], rows);
}

function alone(all: readonly Compared[]): string[] {
	const rows = all
		.filter(({ risk, risks, judged }) => {
			return risk === null && risks.length > 0 && judged.every(({ ours }) => ours.length === 0);
		})
		.map(({ name, risks }) => {
			const [first] = risks;
			return [name, [...new Set(risks.map(({ id }) => id))].join(', '), first?.quote ?? ''];
		});
	return table(['file', 'what', 'as it stands there'], rows);
}

function wrong(all: readonly Compared[]): string[] {
	const reasons = new Map<string, { scanner: string; files: Set<string>; example: Judged }>();
	for (const { name, judged } of all) {
		for (const one of judged) {
			if (one.wrong === null) continue;
			const key = `${one.scanner}: ${one.wrong}`;
			const known = reasons.get(key) ?? { scanner: one.scanner, files: new Set(), example: one };
			known.files.add(name);
			reasons.set(key, known);
		}
	}
	const rows = [...reasons.values()].map(({ scanner, files, example }) => {
		const [first = ''] = files;
		return [scanner, example.wrong ?? '', String(files.size), first, example.finding.what];
	});
	return table(['scanner', 'why', 'files', 'such as', 'where it says'], rows);
}

function unread(all: readonly Compared[], scanners: readonly Scanner[]): string[] {
	const rows = scanners.flatMap(({ name }) => {
		const counts = new Map<string, { count: number; first: string }>();
		for (const file of all) {
			const error = file.errors[name];
			if (error === undefined) continue;
			const known = counts.get(cell(error)) ?? { count: 0, first: file.name };
			counts.set(cell(error), { ...known, count: known.count + 1 });
		}
		return [...counts].map(([error, { count, first }]) => [name, String(count), first, error]);
	});
	return table(['scanner', 'files', 'such as', 'error'], rows);
}
