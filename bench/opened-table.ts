import { statSync } from 'node:fs';
import type { Opened } from './browser.ts';
import { table } from './table.ts';

export function openedRow(file: string, program: string, path: string, opened: Opened): string[] {
	const { milliseconds, blocked, read, memory, said } = opened;
	return [
		file,
		program,
		megabytes(statSync(path).size),
		milliseconds === null ? '–' : milliseconds.toFixed(0),
		read,
		blocked === 0 ? '< 50' : blocked.toFixed(0),
		memory === null ? '–' : megabytes(memory),
		said.slice(0, 60),
	];
}

export function openedTable(rows: readonly (readonly string[])[]): void {
	table(['file', 'read by', 'MB', 'ms', 'read', 'longest task, ms', 'memory, MB', 'said'], rows);
}

function megabytes(bytes: number): string {
	return (bytes / 1e6).toFixed(0);
}
