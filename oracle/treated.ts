import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileSink, listFiles, openFiles } from '../bin/files.ts';
import { readFacts } from '../src/clinic/evidence/files/read.ts';
import { convertToKeras3 } from '../src/clinic/treatment/convert/convert.ts';
import { failureOf } from '../src/clinic/treatment/convert/failure.ts';
import { kerasFile } from '../src/clinic/treatment/convert/keras-file.ts';
import { planTreatments } from '../src/clinic/treatment/plan.ts';
import { writeZip } from '../src/clinic/treatment/write-zip.ts';
import type { Case } from './real-keras.ts';

/** A file and the copy that our conversion made of it, with the inputs and outputs of the file. */
export interface Treated {
	readonly original: string;
	readonly copy: Case;
}

/** Converts every file that the clinic offers to convert, into `folder`. What is refused stays as it was: it is left out. */
export async function convertedCopies(
	cases: readonly Case[],
	folder: string,
): Promise<readonly Treated[]> {
	mkdirSync(folder, { recursive: true });
	const made: Treated[] = [];
	for (const { model, io } of cases) {
		const copy = join(folder, `${basename(dirname(model))}+${basename(model)}.keras`);
		if (!(await convert(model, copy))) continue;
		made.push({ original: model, copy: { model: copy, ...(io !== undefined && { io }) } });
	}
	return made;
}

/** Whether there is a copy. */
async function convert(model: string, copy: string): Promise<boolean> {
	const files = openFiles(listFiles([model]));
	try {
		const [facts] = await readFacts(files, { weights: true });
		const isOffered = (facts ? planTreatments(facts) : []).some(
			({ id, blockedBy }) => id === 'convert-to-keras3' && blockedBy.length === 0,
		);
		if (!isOffered) return false;
		await writeZip(kerasFile(await convertToKeras3(files)), fileSink(copy));
		return true;
	} catch (error) {
		if (failureOf(error).kind !== 'refused') throw error;
		return false;
	} finally {
		for (const { source } of files) source.close();
	}
}
