import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/load.ts';
import { rules } from '../../src/catalogue/views.ts';
import { diagnoseTrace } from '../../src/clinic/diagnosis/match-trace.ts';
import { compile } from '../../src/clinic/diagnosis/signature.ts';
import { innermostFrame, raisedMessage } from '../../src/clinic/evidence/trace/quoted-source.ts';
import { readTrace } from '../../src/clinic/evidence/trace/read-trace.ts';

const catalogue = loadCatalogue();
const matcher = compile(rules(catalogue));
const diagnose = (text: string) => diagnoseTrace(readTrace(text), matcher);

const python = `Traceback (most recent call last):
  File "/home/user/venv/lib/python3.10/site-packages/keras/src/saving/saving_api.py", line 254, in load_model
    raise ValueError(`;
const ipython = `/usr/local/lib/python3.10/dist-packages/keras/src/optimizers/optimizer.py in _update_step(self, gradient, variable)
    231             return
    232         if self._var_key(variable) not in self._index_dict:
--> 233             raise KeyError(
    234                 f"The optimizer cannot recognize variable {variable.name}. "
    235                 "This usually means you are trying to call the optimizer to "
`;

test('the string literals of a quoted raise are joined as Python joins them', () => {
	expect(raisedMessage(readTrace(ipython))?.text).toBe(
		'theoptimizercannotrecognizevariable{variable.name}.thisusuallymeansyouaretryingtocalltheoptimizerto',
	);
	expect(raisedMessage(readTrace(python))?.text).toBe('');
	expect(raisedMessage(readTrace('no traceback'))).toBeNull();
});

test('a message quoted around the line that runs was not raised', () => {
	const passed = ipython.replace('--> 233 ', '    233 ').replace('    231 ', '--> 231 ');
	expect(raisedMessage(readTrace(passed))).toBeNull();
	expect(diagnose(passed)).toEqual([]);
});

test('the innermost line is found under frames without source', () => {
	const text = `  File "/keras/engine/topology.py", line 2352, in load_weights\n    g = f[name]\n  File "h5py/_objects.pyx", line 54, in wrapper\n`;
	expect(innermostFrame(readTrace(text))?.text).toMatch(/inload_weightsg=f\[name\]$/);
});

test('a raise whose message is quoted is likely its cause', () => {
	expect(diagnose(ipython)[0]).toMatchObject({
		slug: 'optimizer-variables-unknown',
		confidence: 'likely',
	});
});

test('the evidence stands where it was pasted', () => {
	const [evidence] = diagnose(`first line\n${ipython}`)[0]?.evidence ?? [];
	expect(evidence).toMatchObject({ from: 'trace', line: 6 });
});

describe('an example cut in the middle of its message', () => {
	const cut = catalogue.flatMap(({ slug, en: { cause }, examples }) =>
		Object.values(examples).flatMap((text) => {
			const last = readTrace(text).facts.exceptions.at(-1);
			return last ? [{ slug, cause, text: text.slice(0, (last.start + last.end) / 2) }] : [];
		}),
	);

	test('most often leads to its cause, seldom to another', () => {
		const found = cut.map(({ cause, text }) => ({ cause, best: diagnose(text)[0] }));
		const right = found.filter(({ cause, best }) => best?.cause === cause);
		const wrong = found.filter(({ cause, best }) => best && best.cause !== cause);
		expect(right.length).toBeGreaterThan(cut.length / 2);
		expect(wrong.length).toBeLessThan(cut.length / 10);
	});
});
