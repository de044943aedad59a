import { existsSync, writeFileSync } from 'node:fs';
import { loadingScript } from '../src/clinic/treatment/loading-script.ts';
import { strings } from '../src/i18n/index.ts';
import { type Options, print } from './command.ts';
import { UsageError } from './files.ts';
import { readFactsOf } from './read-facts.ts';

/**
 * `clinic script`: the Python that loads the file, with stubs for what is the person's own; with
 * `--to keras3` the Python that converts it.
 */
export async function script(
	paths: readonly string[],
	target: string | undefined,
	output: string | undefined,
	architecture: string | undefined,
	options: Options,
): Promise<number> {
	const [path] = paths;
	if (!path) throw new UsageError('clinic script needs a model file');
	if (target !== undefined && target !== 'keras3') {
		throw new UsageError(`clinic script takes --to keras3, not "${target}"`);
	}
	const text =
		target === 'keras3'
			? await (await import('./convert.ts')).conversionScript(path, architecture, options.language)
			: await loadingScriptOf(paths, options);
	if (output === undefined) print(text.trimEnd());
	else if (existsSync(output)) throw new UsageError(`${output} is there already`);
	else writeFileSync(output, text);
	return 0;
}

async function loadingScriptOf(paths: readonly string[], options: Options): Promise<string> {
	const [facts] = await readFactsOf(paths);
	const text = facts && loadingScript(facts, strings[options.language].script);
	if (!text) throw new UsageError(`${paths[0]} holds no model that load_model opens`);
	return text;
}
