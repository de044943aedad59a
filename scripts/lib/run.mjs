import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const windows = process.platform === 'win32';
const bin = join(root, 'node_modules', '.bin');
const running = new Set();

/**
 * Runs a command in the project folder and waits for it.
 *
 * The packages' commands come first on PATH, so that scripts that start with `env node` get the
 * packaged Node; npm itself, when it installs, had better run on the machine's own, which knows the
 * machine's certificates. `output: 'capture'` keeps the output; `'stderr'` leaves stdout free.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, seconds?: number,
 *   output?: 'show' | 'stderr' | 'capture', packagedNode?: boolean }} [options]
 * @returns {Promise<{ ok: boolean, output: string, problem: string }>}
 */
export function run(command, args, options = {}) {
	const { env = {}, seconds = 600, output = 'show', packagedNode = true } = options;
	const others = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== bin);
	const path = packagedNode ? [bin, ...others] : others;
	return new Promise((resolve) => {
		const child = spawn(command, args, {
			cwd: root,
			env: { ...process.env, ...env, PATH: path.join(delimiter) },
			stdio: {
				show: ['ignore', 'inherit', 'inherit'],
				stderr: ['ignore', 2, 2],
				capture: ['ignore', 'pipe', 'pipe'],
			}[output],
			// A group of its own, so that a time limit ends what the command has started too.
			detached: !windows,
			// npm and the packages' commands are .cmd files there.
			shell: windows,
		});
		if (running.size === 0) watchSignals(true);
		running.add(child);

		const chunks = [];
		child.stdout?.on('data', (chunk) => chunks.push(chunk));
		child.stderr?.on('data', (chunk) => chunks.push(chunk));

		let problem = '';
		const limit = setTimeout(() => {
			problem = `ended after ${seconds} s, its time limit`;
			end(child, 'SIGTERM');
			setTimeout(() => end(child, 'SIGKILL'), 5000).unref();
		}, seconds * 1000);

		const finish = (text) => {
			clearTimeout(limit);
			running.delete(child);
			if (running.size === 0) watchSignals(false);
			resolve({ ok: text === '', output: Buffer.concat(chunks).toString(), problem: text });
		};
		child.on('error', (error) => finish(error.message));
		child.on('close', (code, signal) =>
			finish(problem || (code === 0 ? '' : `exit ${code ?? signal}`)),
		);
	});
}

function end(child, signal) {
	if (child.pid === undefined) return;
	try {
		if (windows) spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f']);
		else process.kill(-child.pid, signal);
	} catch (error) {
		if (error.code !== 'ESRCH') throw error;
	}
}

// Children have groups of their own, so a Ctrl-C in the terminal reaches only this process.
function watchSignals(watch) {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		if (watch) process.on(signal, endAll);
		else process.off(signal, endAll);
	}
}

function endAll(signal) {
	for (const child of running) end(child, 'SIGTERM');
	process.exit(128 + constants.signals[signal]);
}
