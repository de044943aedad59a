import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import JSZip from 'jszip';
import { expect, test } from 'vitest';

const clinic = fileURLToPath(new URL('../../bin/clinic.ts', import.meta.url));
const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'clinic-'));

function run(args: readonly string[], input = '') {
	const { status, stdout, stderr } = spawnSync(process.execPath, [clinic, ...args], {
		input,
		encoding: 'utf8',
	});
	return { status, stdout, stderr };
}

const refused =
	"ValueError: Unrecognized keyword arguments passed to DepthwiseConv2D: {'groups': 1}\n";

test('diagnose gives text, and 1 when something was diagnosed', () => {
	const { status, stdout } = run(['diagnose', fixture('zip_in_folder.keras')]);
	expect(status).toBe(1);
	expect(stdout).toContain('K202');
	expect(stdout).toContain('clinic repair');
});

test('diagnose --json keeps the contract', () => {
	const { status, stdout } = run(['diagnose', fixture('k215_mobilenetish.h5'), '--json']);
	const report = JSON.parse(stdout);
	expect(status).toBe(1);
	expect(report).toMatchObject({
		version: 1,
		input: { kind: 'file', name: 'k215_mobilenetish.h5' },
		facts: { format: 'legacy-h5', writer: { version: '2.15.0' }, modelClass: 'Functional' },
	});
	expect(report.diagnoses[0]).toMatchObject({ code: 'K301', confidence: 'certain' });
	expect(report.diagnoses[0].url).toMatch(/^https:\/\/.+\/errors\/keras2-layer-arguments\/$/);
	expect(report.forecast.map((row: { target: string }) => row.target)).toContain('keras@3.15');
	expect(report.install[0]).toMatchObject({
		target: expect.stringMatching(/^tf-keras@/),
		verdict: 'loads',
		loads: 'as-it-is',
		lines: { uv: expect.stringContaining('uv pip install "tensorflow') },
	});
});

test('diagnose tells each layer: in the JSON always, in the text with --layers', () => {
	const model = fixture('keras2/nested_partfrozen.h5');
	const { layerTable, layers } = JSON.parse(run(['diagnose', model, '--json']).stdout).facts;
	expect(layerTable).toHaveLength(layers);
	expect(layerTable[3]).toEqual({
		name: 'dense',
		className: 'Dense',
		depth: 1,
		outputShape: [null, 4],
		dtype: 'float32',
		parameters: 20,
	});
	expect(run(['diagnose', model]).stdout).not.toContain('Output shape');
	const { stdout } = run(['diagnose', model, '--layers']);
	expect(stdout).toMatch(/\n {2}dense +Dense +\(None, 4\) +float32 +20\n/);
	const chinese = run(['diagnose', model, '--layers', '--lang', 'zh-cn']).stdout;
	expect(chinese).toContain('输出形状');
	expect(run(['diagnose', fixture('html_page.keras'), '--layers']).status).toBe(1);
});

test('diagnose --trace reads a file and standard input', () => {
	const path = join(folder, 'error.txt');
	writeFileSync(path, refused);
	expect(run(['diagnose', '--trace', path]).stdout).toContain('K301');
	expect(run(['diagnose', '--trace', '-'], refused).stdout).toContain('K301');
});

test('diagnose --traces gives one result a line, in order', () => {
	const path = join(folder, 'cases.jsonl');
	writeFileSync(
		path,
		[
			{ id: 'a', text: refused },
			{ id: 'b', text: 'nothing of ours' },
		]
			.map((row) => `${JSON.stringify(row)}\n`)
			.join(''),
	);
	const { status, stdout } = run(['diagnose', '--traces', path]);
	const [a, b] = stdout
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line));
	expect(status).toBe(0);
	expect([a.id, a.diagnoses[0].cause]).toEqual(['a', 'keras2-config-in-keras3']);
	expect(b).toEqual({ id: 'b', diagnoses: [] });
});

test('a healthy file gives 0', () => {
	expect(run(['diagnose', fixture('healthy.keras')]).status).toBe(0);
});

test('repair writes an archive with the same weights and leaves the input alone', async () => {
	const input = join(folder, 'nested.keras');
	const output = join(folder, 'repaired.keras');
	copyFileSync(fixture('zip_in_folder.keras'), input);
	expect(run(['repair', input, '--to', 'archive', '-o', output]).status).toBe(0);
	const before = await JSZip.loadAsync(readFileSync(input));
	const after = await JSZip.loadAsync(readFileSync(output));
	expect(await after.file('model.weights.h5')?.async('base64')).toBe(
		await before.file('model/model.weights.h5')?.async('base64'),
	);
	expect(readFileSync(input)).toEqual(readFileSync(fixture('zip_in_folder.keras')));
});

test('repair writes nothing over and leaves no partial file', () => {
	const output = join(folder, 'there.keras');
	writeFileSync(output, 'mine');
	const { status, stderr } = run([
		'repair',
		fixture('zip_in_folder.keras'),
		'--to',
		'archive',
		'-o',
		output,
	]);
	expect(status).toBe(2);
	expect(stderr.trim().split('\n')).toHaveLength(1);
	expect(readFileSync(output, 'utf8')).toBe('mine');
	expect(existsSync(`${output}.partial`)).toBe(false);
});

test('repair --to keras3 converts, says what was done, and leaves the input alone', () => {
	const input = join(folder, 'hs_all.h5');
	copyFileSync(fixture('keras2/hs_all.h5'), input);
	const before = readFileSync(input);
	const { status, stdout } = run(['repair', input, '--to', 'keras3', '--json']);
	const { output, report } = JSON.parse(stdout);
	expect(status).toBe(0);
	expect(output).toBe(join(folder, 'hs_all.keras'));
	expect(readFileSync(output).subarray(0, 2).toString()).toBe('PK');
	expect(report.weights.copied).toBe(report.weights.of);
	expect(report.edits.map(({ id }: { id: string }) => id)).toContain('hard-sigmoid-kept');
	expect(readFileSync(input)).toEqual(before);
	expect(run(['repair', input, '--to', 'keras3', '-o', output]).status).toBe(2);
});

test('repair --to keras3 takes an architecture, and writes what to complete beside the model', () => {
	const output = join(folder, 'lstm.keras');
	const { status } = run([
		...['repair', fixture('keras2/lstm_ckpt'), '--to', 'keras3', '-o', output],
		...['--architecture', fixture('keras2/lstm.json')],
	]);
	expect(status).toBe(0);
	const custom = join(folder, 'custom.keras');
	run(['repair', fixture('keras2/custom_layer2.h5'), '--to', 'keras3', '-o', custom]);
	expect(readFileSync(join(folder, 'custom_custom_objects.py'), 'utf8')).toContain(
		'class MyScale2',
	);
});

test.each([
	['en', 'K104 The file is a text'],
	['zh-cn', 'K104 '],
])('repair --to keras3 says what a file is that holds no model, in %s', (lang, said) => {
	const pointer = fixture('gitlfs_pointer.keras');
	const { status, stderr } = run(['repair', pointer, '--to', 'keras3', '--lang', lang]);
	expect(status).toBe(2);
	expect(stderr).toContain(said);
});

test('repair --to weights-h5 writes the weights alone', () => {
	const output = join(folder, 'only.weights.h5');
	const { status } = run([
		...['repair', fixture('keras2/k2_13_1_dense.keras'), '--to', 'weights-h5', '-o', output],
	]);
	expect(status).toBe(0);
	expect(readFileSync(output).subarray(1, 4).toString()).toBe('HDF');
});

test('script --to keras3 prints the Python that makes the conversion', () => {
	const { status, stdout } = run(['script', fixture('keras2/hs_all.h5'), '--to', 'keras3']);
	expect(status).toBe(0);
	expect(stdout).toContain('SOURCE = "hs_all.h5"\nTARGET = "hs_all.keras"');
	expect(run(['script', fixture('keras2/hs_all.h5'), '--to', 'archive']).status).toBe(2);
});

test.each([
	['en', 'the file holds weights alone'],
	['zh-cn', '文件里只有权重'],
])('what cannot be converted gives 2, one line with the reason in %s, and no file', (lang, why) => {
	const output = join(folder, 'never.keras');
	const { status, stderr } = run([
		...['repair', fixture('seq_dense.weights.h5'), '--to', 'keras3', '-o', output, '--lang', lang],
	]);
	expect(status).toBe(2);
	expect(stderr).toContain(why);
	expect(stderr).toContain('--architecture');
	expect(stderr.trim().split('\n')).toHaveLength(1);
	expect(existsSync(output) || existsSync(`${output}.partial`)).toBe(false);
});

test('explain takes a code and a slug, in both languages', () => {
	expect(run(['explain', 'K203']).stdout).toContain('weights_store');
	expect(run(['explain', 'directory-weights-missing', '--lang', 'zh-cn']).stdout).toMatch(
		/[\u4e00-\u9fff]/,
	);
});

test.each([
	['nothing', []],
	['an unknown command', ['heal']],
	['no input', ['diagnose']],
	['a path that is not there', ['diagnose', 'no-such-file.keras']],
	['an unknown option', ['diagnose', '--fast']],
	['an unknown diagnosis', ['explain', 'K999']],
	['a target that is not there yet', ['repair', 'x.keras', '--to', 'gold']],
	['two models', ['diagnose', fixture('zip_in_folder.keras'), fixture('k215_mobilenetish.h5')]],
])('%s gives 2 and one line, no stack', (_, args) => {
	const { status, stdout, stderr } = run(args);
	expect(status).toBe(2);
	expect(stdout + stderr).not.toMatch(/\n\s+at /);
	if (args.length > 0) expect((stdout + stderr).trim()).not.toBe('');
});

test('bundle makes a ZIP that diagnose takes in the place of the file', {
	timeout: 120_000,
}, () => {
	const file = fixture('keras2/custom_layer2.h5');
	const output = join(folder, 'own.zip');
	expect(run(['bundle', file, '-o', output]).stdout).toContain('keras-clinic.json');
	const said = (path: string) => {
		const { treatments, repro, ...same } = JSON.parse(run(['diagnose', path, '--json']).stdout);
		return { treatments, repro, same };
	};
	const [original, bundle] = [said(file), said(output)];
	expect(bundle).toEqual({ ...original, treatments: [], repro: { namesHashed: false } });
	expect(run(['diagnose', output]).stdout).toContain('repro bundle');

	const again = run(['bundle', file, '-o', output]);
	expect([again.status, again.stderr]).toEqual([2, expect.stringContaining('nothing is written')]);
	expect(run(['bundle', output]).status).toBe(2);
	const hidden = JSON.parse(
		run(['bundle', file, '--hash-names', '--json', '-o', `${output}2`]).stdout,
	);
	expect(hidden.members.join()).not.toContain('custom_layer2');
});

test('script gives the Python that loads a file', () => {
	const { status, stdout } = run(['script', fixture('healthy.keras')]);
	expect(status).toBe(0);
	expect(stdout).toContain('keras.models.load_model(');
	expect(run(['script', fixture('seq_dense.weights.h5')]).status).toBe(2);
});

test('it runs by the command of the README', () => {
	const stdout = execFileSync('npm', ['run', '--silent', 'clinic', '--', 'explain', 'K201'], {
		encoding: 'utf8',
		cwd: fileURLToPath(new URL('../../', import.meta.url)),
		shell: process.platform === 'win32',
	});
	expect(stdout).toContain('K201');
});
