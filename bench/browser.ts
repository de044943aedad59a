import { readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { browser as findBrowser } from '../scripts/lib/browser.mjs';
import { build, site, upToDate } from '../scripts/lib/build.mjs';
import { launchArguments } from '../scripts/lib/launch.mjs';
import { root } from '../scripts/lib/run.mjs';
import { serve } from '../scripts/lib/serve.mjs';
import { temporaryFolder } from './models.ts';

/** A page that takes files. */
export interface Program {
	readonly name: string;
	readonly url: string;
	/** The control that is given the file. */
	readonly input: string;
	/** What stands in the page when it waits for a file. */
	readonly ready: string;
	/** What stands in the page when it has answered, one way or the other. */
	readonly answered: string;
	/** Where the page says what came of it. */
	readonly verdict: string;
	/** Where the page says how much it read; null where that is counted for it. */
	readonly read: string | null;
}

/** What a file cost in a page, from its choice to the answer. */
export interface Opened {
	/** Null where no answer came: `said` tells why. */
	readonly milliseconds: number | null;
	/** The longest time for which the page did nothing else; 0 below the 50 ms that browsers tell of, null without an answer. */
	readonly blocked: number | null;
	/** As the page says it, or in bytes. */
	readonly read: string;
	/** By how many bytes the renderer's memory grew at most; null where the system does not tell. */
	readonly memory: number | null;
	readonly said: string;
}

/** For an answer to a file. */
export const patience = 120_000;
const longestConversion = 600_000;
/** What is drawn after the verdict blocks the page too. */
const aftermath = 1500;

/** Our own site, built when it is not, and Chromium. Call `close` in the end. */
export class Bench {
	readonly #browser: BrowserContext;
	readonly #servers: Server[] = [];

	private constructor(browser: BrowserContext) {
		this.#browser = browser;
	}

	static async start(): Promise<Bench> {
		if (!upToDate(site)) {
			console.log('Building the site …\n');
			const { ok, output } = await build(site);
			if (!ok) throw new Error(output);
		}
		const executablePath = await findBrowser();
		// With a profile on the disk: a page that leaves no traces has its storage in memory.
		const browser = await chromium.launchPersistentContext(temporaryFolder(), {
			executablePath,
			args: launchArguments,
		});
		// Nothing but what is measured: no request leaves this machine.
		await browser.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => route.abort());
		return new Bench(browser);
	}

	/** Its name and version. */
	browser(): string {
		return `Chromium ${this.#browser.browser()?.version() ?? ''}`.trim();
	}

	async close(): Promise<void> {
		await this.#browser.close();
		for (const server of this.#servers) {
			server.close();
			server.closeAllConnections();
		}
	}

	async clinic(): Promise<Program> {
		return {
			name: 'Keras Clinic',
			url: await this.#serve(join(root, site.folder)),
			input: 'input[type=file]:not([webkitdirectory])',
			ready: 'astro-island:not([ssr])',
			answered: '.chart .diagnosis-code, .result .notice',
			verdict: '.chart .diagnosis-code, .result .notice',
			read: '.facts dd:last-of-type',
		};
	}

	/** Netron from a checkout of github.com/lutzroeder/netron. */
	async netron(checkout: string): Promise<Program> {
		const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
		return {
			name: `Netron ${version}`,
			url: await this.#serve(join(checkout, 'source')),
			input: '#open-file-dialog',
			ready: 'body.welcome:not(.spinner)',
			answered: 'body.default, body.notification',
			verdict: 'body.notification #message-text',
			read: null,
		};
	}

	/** The best of so many times, in a new page each. */
	async best(program: Program, file: string, times: number): Promise<Opened> {
		let best: Opened | undefined;
		for (let time = 0; time < times; time++) {
			const opened = await this.open(program, file);
			if (opened.milliseconds === null) return opened;
			if (!best || opened.milliseconds < (best.milliseconds ?? 0)) best = opened;
		}
		if (!best) throw new Error('no times');
		return best;
	}

	open(program: Program, file: string): Promise<Opened> {
		return this.#inPage(program, async (page) => {
			const memory = await this.#memory(['renderer']);
			await page.locator(program.input).first().setInputFiles(file);
			return { ...(await answerOf(page, program)), memory: memory() };
		});
	}

	/** Lets our page convert the file: from the button to the link to the result. */
	convert(clinic: Program, file: string): Promise<{ seconds: number; memory: number | null }> {
		return this.#inPage(clinic, async (page) => {
			await page.locator(clinic.input).first().setInputFiles(file);
			const button = page.locator('.treatment button.button-cure');
			await button.waitFor();
			// The browser keeps what a page makes, so its own process counts too.
			const memory = await this.#memory(['renderer', 'browser', 'utility']);
			const start = performance.now();
			await button.click();
			await page
				.locator('.treatment a.button-cure[download]')
				.waitFor({ timeout: longestConversion });
			return { seconds: (performance.now() - start) / 1000, memory: memory() };
		});
	}

	async #inPage<T>(program: Program, act: (page: Page) => Promise<T>): Promise<T> {
		await this.#browser.addCookies([{ name: 'consent', value: '1', url: program.url }]);
		const page = await this.#browser.newPage();
		try {
			await page.addInitScript(watch, program.answered);
			await page.goto(program.url);
			await page.waitForSelector(program.ready, { state: 'attached' });
			await page.waitForLoadState('networkidle');
			return await act(page);
		} finally {
			await page.close();
		}
	}

	/** Starts to watch the memory of processes; what is given back tells by how much it grew at most. */
	async #memory(kinds: readonly string[]): Promise<() => number | null> {
		const session = await this.#browser.browser()?.newBrowserCDPSession();
		const { processInfo = [] } = (await session?.send('SystemInfo.getProcessInfo')) ?? {};
		await session?.detach();
		const processes = processInfo.filter(({ type }) => kinds.includes(type)).map(({ id }) => id);
		try {
			// The highest mark starts anew (proc(5), clear_refs).
			for (const id of processes) writeFileSync(`/proc/${id}/clear_refs`, '5');
			const before = processes.map((id) => status(id, 'VmRSS'));
			return () =>
				processes.reduce((sum, id, index) => sum + status(id, 'VmHWM') - (before[index] ?? 0), 0);
		} catch {
			return () => null;
		}
	}

	async #serve(folder: string): Promise<string> {
		const server = await serve({ folder, port: 0 });
		this.#servers.push(server);
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
	}
}

/** In bytes. */
function status(process: number, field: string): number {
	const text = readFileSync(`/proc/${process}/status`, 'utf8');
	return 1024 * Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
}

interface Watched {
	benchmark?: {
		start: number;
		end: number | null;
		/** Bytes that the page itself read; what a worker reads is not among them. */
		read: number;
		readonly tasks: { start: number; duration: number }[];
	};
}

/** Runs in the page, before its own scripts. */
function watch(answered: string): void {
	const seen: NonNullable<Watched['benchmark']> = { start: 0, end: null, read: 0, tasks: [] };
	(window as Watched).benchmark = seen;
	// Netron puts an end to `eval`, without which nothing can be asked in its page.
	const own = window.eval;
	Object.defineProperty(window, 'eval', { get: () => own, set() {} });
	const { readAsArrayBuffer } = FileReader.prototype;
	FileReader.prototype.readAsArrayBuffer = function (blob) {
		seen.read += blob.size;
		readAsArrayBuffer.call(this, blob);
	};
	new PerformanceObserver((list) => {
		for (const { startTime, duration } of list.getEntries()) {
			seen.tasks.push({ start: startTime, duration });
		}
	}).observe({ type: 'longtask' });
	const mutations = new MutationObserver(() => {
		if (!document.querySelector(answered)) return;
		seen.end = performance.now();
		mutations.disconnect();
	});
	const begin = () => {
		seen.start = performance.now();
		mutations.observe(document, { subtree: true, childList: true, attributes: true });
	};
	window.addEventListener('change', begin, { capture: true, once: true });
}

async function answerOf(page: Page, program: Program): Promise<Omit<Opened, 'memory'>> {
	let crashed = false;
	page.once('crash', () => {
		crashed = true;
	});
	const isThere = page.waitForFunction(() => (window as Watched).benchmark?.end != null, null, {
		timeout: patience,
	});
	try {
		await isThere;
	} catch {
		const said = crashed ? 'the page crashed' : `no answer in ${patience / 1000} s`;
		return { milliseconds: null, blocked: null, read: '–', said };
	}
	await page.waitForTimeout(aftermath);
	const seen = await page.evaluate(() => (window as Watched).benchmark);
	if (!seen || seen.end === null) throw new Error('the page was left');
	// At once: what it says may be gone in the next moment.
	const said = await page.evaluate((verdict) => {
		const place = document.querySelector(verdict);
		return place?.checkVisibility() ? (place.textContent ?? '').trim() : '';
	}, program.verdict);
	return {
		milliseconds: seen.end - seen.start,
		blocked: Math.max(
			0,
			...seen.tasks.filter(({ start }) => start >= seen.start).map(({ duration }) => duration),
		),
		read: program.read
			? ((await page.locator(program.read).last().textContent()) ?? '–')
			: `${(seen.read / 1e6).toFixed(1)} MB`,
		said,
	};
}
