import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { repack, verifyRepack } from '../src/clinic/treatment/repack.ts';
import type { Treatment } from '../src/clinic/treatment/treatment.ts';
import { strings } from '../src/i18n/index.ts';
import { fileSink, fileSource, listFiles, openFiles, UsageError } from './files.ts';
import { throughPartialFile } from './partial-file.ts';
import { summarise } from './summary.ts';

/**
 * `clinic repair --to archive`: writes beside the target and renames when all is verified; gives where.
 * @throws UsageError in one line
 */
export async function repairArchive(
	path: string,
	output: string | undefined,
	language: 'en' | 'zh-cn',
): Promise<string> {
	const words = strings[language].treatment;
	const { report, line } = await summarise(path, language);
	const treatment = report.treatments.find(
		(one): one is Exclude<Treatment, { id: 'convert-to-keras3' }> => one.to === 'archive',
	);
	if (!treatment) {
		throw new UsageError(
			line ? `${path}: no archive to repair: ${line}` : `${path}: there is nothing to repair in it`,
		);
	}
	const [obstacle] = treatment.blockedBy;
	if (obstacle) throw new UsageError(`${path}: ${words.blocked[obstacle]}`);

	const name =
		treatment.id === 'rename' ? treatment.outputName : (treatment.plan?.outputName ?? '');
	const destination = output ?? join(dirname(path), freeName(dirname(path), basename(name)));
	if (existsSync(destination))
		throw new UsageError(`${destination} is there already: nothing is written over`);
	const files = openFiles(listFiles([path]));
	try {
		await throughPartialFile(destination, async (partial) => {
			if (treatment.id === 'rename') {
				await pipeline(createReadStream(path), createWriteStream(partial, { flags: 'wx' }));
			} else if (treatment.plan) {
				await repack(files, treatment.plan, fileSink(partial));
				const written = fileSource(partial);
				await verifyRepack(files, treatment.plan, written);
				written.close();
			}
		});
	} catch (error) {
		throw new UsageError(
			words.failed.replace('{detail}', error instanceof Error ? error.message : String(error)),
		);
	} finally {
		for (const { source } of files) source.close();
	}
	return destination;
}

/** `model.keras`, or `model-repaired.keras` when that name is taken: the input is never written over. */
function freeName(folder: string, name: string): string {
	if (!existsSync(join(folder, name))) return name;
	return name.replace(/(\.[^.]*)?$/, '-repaired$1');
}
