import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serve } from '../../scripts/lib/serve.mjs';

const outside = mkdtempSync(join(tmpdir(), 'keras-clinic-serve-'));
const folder = join(outside, 'site');
const long = 'a line\n'.repeat(1000);

beforeAll(() => {
	mkdirSync(join(folder, 'guide'), { recursive: true });
	writeFileSync(join(outside, 'secret.txt'), 'secret');
	writeFileSync(join(folder, 'index.html'), 'home');
	writeFileSync(join(folder, '404.html'), 'nothing here');
	writeFileSync(join(folder, 'long.txt'), long);
	writeFileSync(join(folder, 'guide', 'index.html'), 'guide');
	for (const name of ['a.js', 'a.css', 'a.wasm', 'a.svg', 'a.json', 'a.keras', 'a.md']) {
		writeFileSync(join(folder, name), name);
	}
});
afterAll(() => rmSync(outside, { recursive: true }));

describe.each(['/', '/keras-clinic/'])('under %s', (base) => {
	let server: Server;
	let host: string;
	beforeAll(async () => {
		server = await serve({ folder, port: 0, base });
		host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(() => server.close());

	const get = (path: string, init?: RequestInit) =>
		fetch(host + base + path, { redirect: 'manual', ...init });

	test('folders answer with their index', async () => {
		expect(await (await get('')).text()).toBe('home');
		expect(await (await get('guide/?q=1')).text()).toBe('guide');
	});

	test('a folder without its slash is redirected, its query kept', async () => {
		const response = await get('guide?q=1');
		expect(response.status).toBe(301);
		expect(response.headers.get('location')).toBe(`${base}guide/?q=1`);
	});

	test.each([
		['', 'text/html; charset=utf-8'],
		['a.js', 'text/javascript; charset=utf-8'],
		['a.css', 'text/css; charset=utf-8'],
		['a.wasm', 'application/wasm'],
		['a.svg', 'image/svg+xml'],
		['a.json', 'application/json; charset=utf-8'],
		['a.md', 'text/markdown; charset=utf-8'],
		['a.keras', 'application/octet-stream'],
	])('%s has its type', async (path, type) => {
		expect((await get(path)).headers.get('content-type')).toBe(type);
	});

	test('what is not there is answered with the page for it', async () => {
		for (const path of ['nothing', 'nothing/', 'index.html/', '%', '%00']) {
			const response = await get(path);
			expect([path, response.status, await response.text()]).toEqual([path, 404, 'nothing here']);
		}
	});

	test('HEAD has the headers without the body', async () => {
		for (const [path, status, length] of [
			['', 200, '4'],
			['nothing', 404, '12'],
		] as const) {
			const response = await get(path, { method: 'HEAD' });
			expect(response.status).toBe(status);
			expect(response.headers.get('content-length')).toBe(length);
			expect(await response.text()).toBe('');
		}
	});

	test('nothing is changed by a request', async () => {
		expect((await get('', { method: 'POST' })).status).toBe(405);
	});

	test('no header protects the page', async () => {
		const names = [...(await get('')).headers.keys()].sort();
		expect(names).toEqual([
			'accept-ranges',
			'connection',
			'content-length',
			'content-type',
			'date',
			'etag',
			'keep-alive',
			'last-modified',
			'vary',
		]);
	});

	test('text is compressed for who takes it, as hosts do', async () => {
		const page = await get('long.txt');
		expect(page.headers.get('content-encoding')).toBe('gzip');
		expect(await page.text()).toBe(long);
		const plain = await get('long.txt', { headers: { 'accept-encoding': 'identity' } });
		expect(plain.headers.get('content-encoding')).toBeNull();
	});

	test.each(['../secret.txt', '..%2fsecret.txt', 'guide/../../secret.txt', '..\\secret.txt'])(
		'%s stays inside',
		async (path) => {
			expect(await raw(`${base}${path}`)).toMatch(/^HTTP\/1.1 404 /);
		},
	);

	/** As sent, where `fetch` would resolve the dots itself. */
	function raw(path: string): Promise<string> {
		return new Promise((resolve, reject) => {
			const { port } = server.address() as AddressInfo;
			const socket = connect(port, '127.0.0.1', () => {
				socket.end(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
			});
			let answer = '';
			socket.on('data', (data) => {
				answer += data;
			});
			socket.on('close', () => resolve(answer)).on('error', reject);
		});
	}
});

test('the rest of the host is not the site', async () => {
	const server = await serve({ folder, port: 0, base: '/keras-clinic/' });
	const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	expect((await fetch(`${host}/`)).status).toBe(404);
	expect(
		(await fetch(`${host}/keras-clinic`, { redirect: 'manual' })).headers.get('location'),
	).toBe('/keras-clinic/');
	server.close();
});

test('a taken port is reported', async () => {
	const server = await serve({ folder, port: 0 });
	const { port } = server.address() as AddressInfo;
	await expect(serve({ folder, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
	server.close();
});
