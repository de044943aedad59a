import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { throughPartialFile } from '../../bin/partial-file.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'partial-'));

test('a file has its name when it is whole, and not before', async () => {
	const folder = newFolder();
	const destination = join(folder, 'model.keras');
	const made = await throughPartialFile(destination, async (partial) => {
		writeFileSync(partial, 'all of it');
		expect(readdirSync(folder)).not.toContain('model.keras');
		return 42;
	});
	expect(made).toBe(42);
	expect(readdirSync(folder)).toEqual(['model.keras']);
	expect(readFileSync(destination, 'utf8')).toBe('all of it');
});

test('what fails leaves nothing behind', async () => {
	const folder = newFolder();
	const failing = throughPartialFile(join(folder, 'model.keras'), async (partial) => {
		writeFileSync(partial, 'half of');
		throw new Error('the source has gone');
	});
	await expect(failing).rejects.toThrow('the source has gone');
	expect(readdirSync(folder)).toEqual([]);
});

test.skipIf(process.platform === 'win32')('nor does what the person ends', async () => {
	const folder = newFolder();
	const script = `
		import { writeFileSync } from 'node:fs';
		import { throughPartialFile } from ${JSON.stringify(new URL('../../bin/partial-file.ts', import.meta.url).href)};
		await throughPartialFile(${JSON.stringify(join(folder, 'model.keras'))}, async (partial) => {
			writeFileSync(partial, 'half of');
			console.log('writing');
			await new Promise((resolve) => setTimeout(resolve, 60_000));
		});`;
	const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
	await new Promise((resolve) => child.stdout.once('data', resolve));
	expect(readdirSync(folder)).toHaveLength(1);
	child.kill('SIGINT');
	const status = await new Promise((resolve) => child.once('exit', resolve));
	expect(status).toBe(130);
	expect(readdirSync(folder)).toEqual([]);
});

test.skipIf(process.platform === 'win32')('nor does a conversion that has no room', () => {
	const folder = newFolder();
	const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
	const model = path('../fixtures/k215_mobilenetish.h5');
	const original = readFileSync(model);
	// Files of at most 20 blocks of 1024 bytes, or of 512 in some shells.
	const { status, stderr } = spawnSync(
		'sh',
		['-c', 'ulimit -f 20; exec "$@"', 'sh', process.execPath, path('../../bin/clinic.ts')].concat(
			...['repair', model, '--to', 'keras3', '-o', join(folder, 'model.keras')],
		),
		{ encoding: 'utf8' },
	);
	expect(stderr).toMatch(/^clinic: .*EFBIG/);
	expect(status).toBe(2);
	expect(readdirSync(folder)).toEqual([]);
	expect(readFileSync(model).equals(original)).toBe(true);
});
