import { parseArgs } from 'node:util';
import { targets } from '../src/clinic/forecast/targets.ts';
import type { Options } from './command.ts';
import { UsageError } from './files.ts';

const usage = `keras-clinic: why a Keras model will not load, and the fix with the least risk

  clinic diagnose PATH…            a model file or a folder; several are parts of one model
  clinic diagnose --trace FILE|-   a pasted error; with PATH both are weighed together
  clinic diagnose --traces F.jsonl one case a line, {"id","text"}; one result a line
  clinic repair PATH --to archive [-o OUT]
                                   the repaired .keras; the weights stay byte for byte
  clinic repair PATH --to keras3 [-o OUT] [--architecture FILE]
                                   a Keras 2 model as a .keras that Keras 3 loads
  clinic repair PATH --to weights-h5 [-o OUT] [--architecture FILE]
                                   the weights of that alone
  clinic script PATH [-o OUT]      the Python that loads this file, with your classes as stubs
  clinic script PATH --to keras3 [-o OUT] [--architecture FILE]
                                   the Python that makes the conversion of repair --to keras3
  clinic bundle PATH [--hash-names] [-o OUT]
                                   a small ZIP for an issue: what was read and found, no weights;
                                   clinic diagnose takes it in the place of the file
  clinic explain CODE|SLUG         a diagnosis in the terminal

  --json            plain data instead of text
  --lang en|zh-cn   the language of the text
  --layers          each layer of the model, too: class, output shape, data type, parameters
  --target NAME     forecast for one reader only: ${targets.map(({ name }) => name).join(', ')}
  --no-color        no colours
  --help            this text

Exit status: 0 healthy or done, 1 something was diagnosed, 2 the input could not be used.
`;

async function main(): Promise<number> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			trace: { type: 'string' },
			traces: { type: 'string' },
			to: { type: 'string' },
			output: { type: 'string', short: 'o' },
			architecture: { type: 'string' },
			'hash-names': { type: 'boolean', default: false },
			json: { type: 'boolean', default: false },
			lang: { type: 'string', default: 'en' },
			target: { type: 'string' },
			layers: { type: 'boolean', default: false },
			'no-color': { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	const [command, ...paths] = positionals;
	if (values.help || !command) {
		process.stdout.write(usage);
		return command || values.help ? 0 : 2;
	}
	if (values.lang !== 'en' && values.lang !== 'zh-cn') {
		throw new UsageError(`--lang takes en or zh-cn, not "${values.lang}"`);
	}
	if (values.target && !targets.some(({ name }) => name === values.target)) {
		throw new UsageError(`--target takes ${targets.map(({ name }) => name).join(', ')}`);
	}
	const options: Options = {
		target: values.target,
		layers: values.layers,
		json: values.json,
		language: values.lang,
		color: !values['no-color'] && process.stdout.isTTY === true && !process.env['NO_COLOR'],
	};
	// Each command loads what it needs itself.
	switch (command) {
		case 'diagnose':
			return (await import('./diagnose.ts')).diagnose(paths, values.trace, values.traces, options);
		case 'repair':
			return (await import('./repair.ts')).repair(
				paths,
				values.to,
				values.output,
				values.architecture,
				options,
			);
		case 'script':
			return (await import('./script.ts')).script(
				paths,
				values.to,
				values.output,
				values.architecture,
				options,
			);
		case 'bundle':
			return (await import('./bundle.ts')).bundle(
				paths,
				values['hash-names'],
				values.output,
				options,
			);
		case 'explain':
			return (await import('./explain.ts')).explain(paths, options);
		default:
			throw new UsageError(`there is no command "${command}": see clinic --help`);
	}
}

try {
	process.exitCode = await main();
} catch (error) {
	// parseArgs throws a TypeError with a line of its own; all that we throw is a line too.
	process.stderr.write(
		`clinic: ${error instanceof Error ? error.message.split('\n')[0] : error}\n`,
	);
	process.exitCode = 2;
}
