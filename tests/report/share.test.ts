import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/load.ts';
import { rules } from '../../src/catalogue/views.ts';
import { diagnoseTrace } from '../../src/clinic/diagnosis/match-trace.ts';
import { compile } from '../../src/clinic/diagnosis/signature.ts';
import { readTrace } from '../../src/clinic/evidence/trace/read-trace.ts';
import { redact, withoutSecrets } from '../../src/clinic/report/redact.ts';
import { longestShared, readFragment, shareFragment } from '../../src/clinic/report/share.ts';

describe('a link', () => {
	test.each([
		{ code: 'K201', text: null },
		{ code: 'K201', text: 'ValueError: Unknown layer\n“引号” \u{1F600} <script>' },
	])('gives back what it was made from: %o', async (shared) => {
		expect(await readFragment(`#${await shareFragment(shared)}`)).toEqual(shared);
	});

	// Made by the first version of the format: such links stand in issues and must be read for ever.
	test('of the first format is read for ever', async () => {
		expect(await readFragment('#share=1.K301')).toEqual({ code: 'K301', text: null });
		expect(
			await readFragment(
				'#share=1.K301.eJwLS8wpTXUtKsovslIIzStKTc5Pz8usSk1RyE6tLM8vSlFILEovzU3NKym2UohWT0osSc6IL85ILEhVjwUAozMWPA',
			),
		).toEqual({
			code: 'K301',
			text: "ValueError: Unrecognized keyword arguments: ['batch_shape']",
		});
	});

	test('of another kind is not ours', async () => {
		for (const other of ['', '#', '#evidence', '#:~:text=x']) {
			expect(await readFragment(other)).toBeNull();
		}
	});

	test('that was cut, changed or made by a newer page is damaged', async () => {
		const whole = await shareFragment({ code: 'K201', text: 'ValueError: '.repeat(40) });
		const damaged = [
			'share=',
			'share=2.K201',
			'share=1.K2',
			'share=1.K201.!!!',
			'share=1.K201.<script>alert(1)</script>',
			whole.slice(0, -3),
			whole.slice(0, 20),
			`${whole.slice(0, 20)}A${whole.slice(21)}`,
		];
		for (const link of damaged) expect(await readFragment(link), link).toBe('damaged');
	});

	test('that unpacks to more than any of ours is damaged', async () => {
		const bomb = new Blob([new Uint8Array(50_000_000)])
			.stream()
			.pipeThrough(new CompressionStream('deflate'));
		const packed = Buffer.from(await new Response(bomb).arrayBuffer()).toString('base64url');
		expect(await readFragment(`share=1.K201.${packed}`)).toBe('damaged');
	});

	test('keeps the end of a long text', async () => {
		const text = `${'x'.repeat(longestShared)}ValueError: the end`;
		const shared = await readFragment(await shareFragment({ code: 'K201', text }));
		expect(shared).toMatchObject({ text: text.slice(-longestShared) });
	});
});

describe('what is taken out', () => {
	test.each([
		['/home/jane/thesis/train.py', '…/train.py'],
		['File "/home/jane/My Thesis/train.py", line 3', 'File "…/train.py", line 3'],
		['~/secret/model.keras is missing', '…/model.keras is missing'],
		[String.raw`C:\Users\Jane Doe\thesis\model.h5`, String.raw`…\model.h5`],
		['E:/python files/thesis/model.h5', '…/model.h5'],
		[
			'File "/home/jane/venv/lib/python3.11/site-packages/keras/src/saving/saving_lib.py"',
			'File "…/lib/python3.11/site-packages/keras/src/saving/saving_lib.py"',
		],
		['jane@lab-pc:~/thesis$ python x.py', '…:~/thesis$ python x.py'],
		['mail me: jane.doe@example.org.', 'mail me: ….'],
		['HF_TOKEN=hf_abcdefghijklmnopqrstuvwxyz123456', 'HF_TOKEN=…'],
		['https://jane:pa55word@example.org/m.h5', 'https://…/m.h5'],
		[
			'https://x.org/m.h5?X-Amz-Signature=abcdef123&a=1',
			'https://x.org/m.h5?X-Amz-Signature=…&a=1',
		],
		['Authorization: Bearer abc.def123.ghi', 'Authorization: Bearer …'],
		['connected to 10.0.12.7:8888', 'connected to …:8888'],
	])('%s', (text, expected) => {
		expect(withoutSecrets(redact(text))).toBe(expected);
	});

	test.each([
		'tensorflow 2.15.0 and keras 3.0.5, numpy 1.26.4',
		"ValueError: Unrecognized keyword arguments: ['batch_shape']",
		'https://keras.io/api/models/model_saving_apis/',
		'kernel/dense and layers/dense/vars/0',
		'TypeError: unsupported operand type(s) for /: str and str',
	])('not of: %s', (text) => {
		expect(withoutSecrets(redact(text))).toBe(text);
	});

	test('an account name is taken out wherever it stands', () => {
		const text = 'File "/Users/janedoe/x.py"\nlogged in as janedoe; janedoes stays';
		expect(withoutSecrets(redact(text))).toBe('File "…/x.py"\nlogged in as …; janedoes stays');
	});

	test('the parts joined are the text', () => {
		const text = 'a /home/jane/b c@d.org /home/jane/e hf_abcdefghijklmnopqrstuv';
		expect(
			redact(text)
				.map((part) => part.text)
				.join(''),
		).toBe(text);
	});

	test('grows with the text alone', () => {
		for (const piece of ['/a', '/a ', 'C:\\a\\', 'a@', 'token=', '"/a b', 'eyJa.', '1.']) {
			const start = performance.now();
			redact(piece.repeat(longestShared / piece.length));
			expect(performance.now() - start, piece).toBeLessThan(2000);
		}
	});
});

describe('a shared text leads to the same diagnosis', () => {
	const catalogue = loadCatalogue();
	const matcher = compile(rules(catalogue));
	const best = (text: string) => diagnoseTrace(readTrace(text), matcher)[0]?.slug;
	const examples = catalogue.flatMap(({ slug, examples }) =>
		Object.entries(examples).map(([name, text]) => ({ name: `${slug}/${name}`, slug, text })),
	);
	test.each(examples)('$name', ({ slug, text }) => {
		expect(best(withoutSecrets(redact(text)))).toBe(slug);
	});
});
