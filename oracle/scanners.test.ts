import { expect, test } from 'vitest';
import { scan } from './scanners.ts';

/** A scanner that answers, ends or hangs as the names of the files tell it. */
const program = `
	const { createInterface } = require('node:readline');
	(async () => {
		for await (const path of createInterface(process.stdin)) {
			if (path === 'hangs') await new Promise(() => setInterval(() => {}, 1000));
			if (path === 'ends') { console.error('out of memory'); process.exit(1); }
			console.log(JSON.stringify({ path, findings: [], error: null }));
		}
	})();
`;
const command = [process.execPath, '-e', program];
const soon = () => Date.now() + 60_000;

test('a scanner that hangs or ends is started anew behind the file', async () => {
	const paths = ['a', 'hangs', 'b', 'ends', 'c'];
	const all = await scan(command, paths, { seconds: 3, until: soon() });
	expect(all.map(({ path, error }) => [path, error])).toEqual([
		['a', null],
		['hangs', 'no answer in 3 s'],
		['b', null],
		['ends', 'out of memory'],
		['c', null],
	]);
});

test('the whole has an end', async () => {
	const until = Date.now() + 2000;
	const all = await scan(command, ['a', 'hangs', 'b'], { seconds: 1, until });
	expect(all.map(({ path }) => path)).toEqual(['a', 'hangs', 'b']);
	const never = await scan(command, ['a', 'b'], { seconds: 1, until: Date.now() });
	expect(never.map(({ error }) => error)).toEqual([
		'not scanned: the whole took too long',
		'not scanned: the whole took too long',
	]);
});

test('a scanner that is not there, or does not start, says why', async () => {
	const limits = { seconds: 5, until: soon() };
	expect(await scan(command, [], limits)).toEqual([]);
	const [absent] = await scan(['no-such-program'], [], limits);
	expect(absent?.error).toContain('ENOENT');
	const broken = [process.execPath, '-e', 'console.error("no module"); process.exit(1)'];
	expect((await scan(broken, [], limits))[0]?.error).toBe('no module');
});
