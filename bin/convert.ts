import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { mib } from '../src/clinic/evidence/files/bytes.ts';
import type { RandomAccessSource } from '../src/clinic/evidence/files/source.ts';
import { Checksums } from '../src/clinic/treatment/convert/checksums.ts';
import { type Conversion, convertToKeras3 } from '../src/clinic/treatment/convert/convert.ts';
import { failureOf } from '../src/clinic/treatment/convert/failure.ts';
import { kerasFile, weightsFile } from '../src/clinic/treatment/convert/keras-file.ts';
import { pythonScript } from '../src/clinic/treatment/convert/python-script.ts';
import { skeleton } from '../src/clinic/treatment/convert/skeleton.ts';
import { verifyBytes, verifyConversion } from '../src/clinic/treatment/convert/verify.ts';
import { writeZip } from '../src/clinic/treatment/write-zip.ts';
import { failureText } from '../src/i18n/conversion/failure-text.ts';
import { conversionWords } from '../src/i18n/conversion/index.ts';
import { fill, strings } from '../src/i18n/index.ts';
import { fileSink, fileSource, listFiles, openFiles, UsageError } from './files.ts';
import { throughPartialFile } from './partial-file.ts';

/** What was written, and what was done for it. */
export interface Converted {
	readonly output: string;
	/** Python to complete, where the model has layers of the person's own. */
	readonly skeleton: string | null;
	readonly report: Conversion['report'];
}

/**
 * `clinic repair --to keras3` and `--to weights-h5`: writes beside the target, reads that again, and
 * renames when every tensor is the same.
 * @throws UsageError in one line, with the layers that stand in the way.
 */
export async function convert(
	path: string,
	target: 'keras3' | 'weights-h5',
	architecture: string | undefined,
	output: string | undefined,
	language: 'en' | 'zh-cn',
): Promise<Converted> {
	const words = conversionWords[language];
	const files = openFiles(listFiles(architecture === undefined ? [path] : [architecture, path]));
	const ending = target === 'keras3' ? '.keras' : '.weights.h5';
	const destination = output ?? freePath(path, ending);
	try {
		if (existsSync(destination)) {
			throw new UsageError(`${destination} is there already: nothing is written over`);
		}
		const conversion = await convertToKeras3(files);
		const { model } = conversion;
		const code =
			target === 'keras3'
				? skeleton(conversion.report.custom, basename(destination), words.skeleton)
				: null;
		const codePath =
			code === null ? null : `${destination.replace(/\.keras$/, '')}_custom_objects.py`;
		if (codePath && existsSync(codePath)) {
			throw new UsageError(`${codePath} is there already: nothing is written over`);
		}
		await throughPartialFile(destination, async (partial) => {
			const sink = fileSink(partial);
			const checksums = new Checksums(sha256);
			if (target === 'keras3') await writeZip(kerasFile(conversion, checksums), sink);
			else await writeAll(weightsFile(model), sink);
			const written = fileSource(partial);
			try {
				if (target === 'keras3') {
					await verifyConversion(conversion, written, checksums, letOthersRun);
				} else {
					await verifyBytes(weightsFile(model), written, checksums);
				}
			} finally {
				written.close();
			}
		});
		if (code !== null && codePath) writeFileSync(codePath, code);
		return { output: destination, skeleton: codePath, report: conversion.report };
	} catch (error) {
		if (error instanceof UsageError) throw error;
		throw (await noModel(path, error, language)) ?? refusedBecause(path, error, language);
	} finally {
		for (const { source } of files) source.close();
	}
}

/**
 * `clinic script --to keras3`: Python that does the same conversion; nothing is written to disk.
 * @throws UsageError in one line, with the layers that stand in the way.
 */
export async function conversionScript(
	path: string,
	architecture: string | undefined,
	language: 'en' | 'zh-cn',
): Promise<string> {
	const words = conversionWords[language];
	const files = openFiles(listFiles(architecture === undefined ? [path] : [architecture, path]));
	try {
		const conversion = await convertToKeras3(files);
		const target = basename(freePath(path, '.keras'));
		return (await pythonScript(conversion, files, target, sha256, words.script.python)).code;
	} catch (error) {
		throw refusedBecause(path, error, language);
	} finally {
		for (const { source } of files) source.close();
	}
}

/** What the file is, where it is known by its diagnosis, in the place of that it holds no model. */
async function noModel(
	path: string,
	error: unknown,
	language: 'en' | 'zh-cn',
): Promise<UsageError | null> {
	const failure = failureOf(error);
	if (failure.kind !== 'refused' || failure.refusals[0]?.id !== 'not-a-model') return null;
	const { summarise } = await import('./summary.ts');
	const { line } = await summarise(path, language);
	if (line === null) return null;
	return new UsageError(fill(conversionWords[language].at, { layers: path, reason: line }));
}

function refusedBecause(path: string, error: unknown, language: 'en' | 'zh-cn'): UsageError {
	const words = conversionWords[language];
	const reason = failureText(failureOf(error), words, strings[language].damages);
	return new UsageError(fill(words.at, { layers: path, reason }));
}

const sha256 = () => createHash('sha256');

/** So that the program can be ended in between. */
const letOthersRun = (): Promise<void> => setImmediate();

async function writeAll(
	source: RandomAccessSource,
	sink: WritableStream<Uint8Array>,
): Promise<void> {
	const writer = sink.getWriter();
	try {
		for (let offset = 0; offset < source.size; offset += mib) {
			await writer.write(source.read(offset, mib));
		}
		await writer.close();
	} catch (error) {
		await writer.abort(error).catch(() => {});
		throw error;
	}
}

/** Beside the input, under its name; `model-keras3.keras` where that is taken. */
function freePath(path: string, ending: string): string {
	const stem =
		basename(path).replace(/(\.(weights|keras|h5|hdf5|hdf|json|index))+$/i, '') || 'model';
	const plain = join(dirname(path), `${stem}${ending}`);
	return existsSync(plain) ? join(dirname(path), `${stem}-keras3${ending}`) : plain;
}
