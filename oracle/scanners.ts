import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The security scanners that know models of Keras, by the folder of their checkout. */
const repositories: Readonly<Record<string, string>> = {
	modelscan: 'protectai/modelscan',
	picklescan: 'mmaitre314/picklescan',
	modelaudit: 'promptfoo/modelaudit',
};

export interface Scanner {
	readonly name: string;
	/** Of its checkout: the last tag, and the commit where there are more behind it. */
	readonly version: string;
	/** A program that reads a path a line and prints a `Scanned` a line. */
	readonly command: readonly string[];
}

/** What a scanner says of a place; the words are its own. */
export interface Finding {
	readonly severity: string;
	readonly what: string;
	readonly where: string;
}

export interface Scanned {
	readonly path: string;
	readonly findings: readonly Finding[];
	/** Why there may be less than there is: an error of the scanner, or the time. */
	readonly error: string | null;
}

/** The scanners with a checkout in the folder that start in the Python; the others are left out, with a word. */
export async function findScanners(folder: string, python: string): Promise<readonly Scanner[]> {
	const program = fileURLToPath(new URL('scan.py', import.meta.url));
	const found: Scanner[] = [];
	for (const [name, repository] of Object.entries(repositories)) {
		const checkout = join(folder, name);
		if (!existsSync(checkout)) {
			console.error(`left out: ${name}: no checkout of github.com/${repository} at ${checkout}`);
			continue;
		}
		const command = [python, program, name, checkout];
		const [one] = await scan(command, [], { seconds: 120, until: Date.now() + 120_000 });
		if (one) console.error(`left out: ${name}: ${one.error}`);
		else found.push({ name, version: await versionOf(checkout), command });
	}
	return found;
}

async function versionOf(checkout: string): Promise<string> {
	const { stdout } = await run('git', ['-C', checkout, 'describe', '--tags', '--always']);
	return stdout.trim();
}

export interface Limits {
	/** For one file, and for the start. */
	readonly seconds: number;
	/** When all must have ended, as `Date.now()` tells it. */
	readonly until: number;
	readonly progress?: (done: number) => void;
}

/**
 * Lets a scanner look at every file. Where it says nothing of one for too long, or ends, it is ended with all
 * that it started, and started anew behind that file. Without files it is started only: what is given back
 * then is why it does not start, or nothing.
 */
export async function scan(
	command: readonly string[],
	paths: readonly string[],
	{ seconds, until, progress }: Limits,
): Promise<readonly Scanned[]> {
	const all: Scanned[] = [];
	const failed = (path: string, error: string) => all.push({ path, findings: [], error });
	do {
		if (Date.now() >= until) {
			for (const path of paths.slice(all.length))
				failed(path, 'not scanned: the whole took too long');
			return all;
		}
		const left = paths.slice(all.length);
		const ended = await answers(command, left, seconds, (one) => {
			all.push(one);
			progress?.(all.length);
			return Date.now() < until;
		});
		const current = paths[all.length];
		if (current !== undefined && Date.now() < until) failed(current, ended ?? 'no answer');
		else if (paths.length === 0 && ended !== null) failed('', ended);
	} while (all.length < paths.length);
	return all;
}

/** Runs the program once; gives why it ended before all was answered, or null. */
function answers(
	[program = '', ...args]: readonly string[],
	paths: readonly string[],
	seconds: number,
	answer: (one: Scanned) => boolean,
): Promise<string | null> {
	return new Promise((resolve) => {
		// In a group of its own, so that what it starts is ended with it.
		const child = spawn(program, args, { detached: true });
		let last = '';
		let late = false;
		const end = () => {
			late = true;
			if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
		};
		let timer = setTimeout(end, seconds * 1000);
		createInterface(child.stdout).on('line', (line) => {
			clearTimeout(timer);
			if (answer(JSON.parse(line))) timer = setTimeout(end, seconds * 1000);
			else end();
		});
		createInterface(child.stderr).on('line', (line) => {
			last = line;
		});
		// A program that has ended reads no more; that it ended is told by `close`.
		child.stdin.on('error', () => {});
		child.on('error', ({ message }) => {
			last = message;
		});
		child.on('close', (code) => {
			clearTimeout(timer);
			if (late) resolve(`no answer in ${seconds} s`);
			else resolve(code === 0 ? null : last || `it ended with ${code}`);
		});
		child.stdin.end(paths.map((path) => `${path}\n`).join(''));
	});
}
