import { strings } from '../src/i18n/index.ts';
import { type Options, print } from './command.ts';
import { UsageError } from './files.ts';

/** `clinic repair`: writes beside the target and renames when all is verified. */
export async function repair(
	paths: readonly string[],
	target: string | undefined,
	output: string | undefined,
	architecture: string | undefined,
	options: Options,
): Promise<number> {
	const [path] = paths;
	if (!path || paths.length > 1) throw new UsageError('clinic repair takes one file or folder');
	if (target === 'keras3' || target === 'weights-h5') {
		const [{ convert }, { conversionText }] = await Promise.all([
			import('./convert.ts'),
			import('./conversion-text.ts'),
		]);
		const converted = await convert(path, target, architecture, output, options.language);
		print(
			options.json
				? JSON.stringify({ version: 1, ...converted }, null, 2)
				: conversionText(converted, strings[options.language].conversion),
		);
		return 0;
	}
	if (target !== 'archive') {
		throw new UsageError(
			`--to takes archive, keras3 or weights-h5${target ? `, not "${target}"` : ''}`,
		);
	}
	const { repairArchive } = await import('./repair-archive.ts');
	const written = await repairArchive(path, output, options.language);
	print(options.json ? JSON.stringify({ version: 1, output: written }) : written);
	return 0;
}
