import { recognise } from '../../evidence/files/recognise.ts';
import type { GivenFile } from '../../evidence/files/source.ts';
import type { Making, Tensor } from '../../model/model.ts';
import type { ModelForm } from '../../model/read-model.ts';
import { type Sha256, sha256Of } from './checksums.ts';
import type { Conversion } from './convert.ts';
import { type Fingerprint, fingerprintOf } from './fingerprint.ts';
import { metadata, weightGroups } from './keras-file.ts';
import {
	changes,
	conversionSteps,
	fingerprintCheck,
	functionOf,
	opening,
	type PythonWords,
} from './python-parts.ts';

export interface PythonScript {
	/** The name that it should have. */
	readonly name: string;
	readonly code: string;
	readonly needsTensorFlow: boolean;
}

/**
 * Python that converts just these files, as the conversion does, with h5py, NumPy and zipfile alone, or with
 * TensorFlow where the weights are in a checkpoint. Reads structure only, and of the weights those few that
 * the new configuration has in it. `target` is the name of what is written, beside what was given.
 */
export async function pythonScript(
	conversion: Conversion,
	files: readonly GivenFile[],
	target: string,
	sha256: Sha256,
	words: PythonWords,
): Promise<PythonScript> {
	const { form, model, optimizer, after, report } = conversion;
	const source = nameOf(form, files);
	const name = `convert_to_${target.replace(/\.keras$/, '').replace(/\W+/g, '_')}.py`;
	const groups = weightGroups(model, optimizer);
	const tensors = groups.flatMap((group) => group.tensors);
	const makings = new Set(tensors.flatMap(({ tensor }) => tensor.made?.by ?? []));
	const { kind, inFolder, parts } = forms(form, files);
	const isLeft = report.edits.some(({ id }) => id.startsWith('optimizer-'));
	const own = report.custom.map(({ registeredName }) => registeredName);
	const head = words.head.map((line) =>
		line.replace('{source}', () => source).replace('{target}', () => target),
	);
	const rows = await Promise.all(tensors.map(({ place, tensor }) => row(place, tensor, sha256)));
	const sections = [
		[
			'#!/usr/bin/env python3',
			docstring([
				...head,
				...(optimizer.length > 0 ? words.optimizerCarried : isLeft ? words.optimizerLeft : []),
				...(kind === 'checkpoint' ? words.needsTensorFlow : []),
				'',
				...words.fingerprint,
				'',
				`    pip install h5py numpy${kind === 'checkpoint' ? ' tensorflow' : ''}`,
				`    python ${name} ${/^[\w./-]+$/.test(source) ? source : python(source)}`,
			]),
			'',
			'import hashlib',
			'import os',
			'import sys',
			'import zipfile',
			'',
			'import h5py',
			'import numpy as np',
			'',
			`SOURCE = ${python(source)}`,
			`TARGET = ${python(target)}`,
			'',
			...fingerprintLines(await fingerprintOf(form, files, sha256), words),
			'',
			`METADATA = ${python(JSON.stringify(metadata))}`,
			// A raw string has no escapes, so JSON's own stay; and JSON can do without apostrophes.
			`CONFIG = r'''${JSON.stringify(after, null, 1).replaceAll("'", '\\u0027')}'''`,
			'',
			`# ${words.own}`,
			`OWN_CODE = [${own.map(python).join(', ')}]`,
			'',
			`# ${words.layers}`,
			'LAYERS = {',
			...groups.map(({ group, name: layer }) => `    ${python(group)}: ${python(layer)},`),
			'}',
		].join('\n'),
		...[...makings].flatMap((by) => changes[by] ?? []),
		[`# ${words.tensors}`, 'TENSORS = [', ...rows.flat(), ']'].join('\n'),
		opening(kind, inFolder, words),
		fingerprintCheck(parts),
		conversionSteps(words),
	];
	return {
		name,
		code: `${sections.join('\n\n\n')}\n`,
		needsTensorFlow: kind === 'checkpoint',
	};
}

/** What the script is started with: the file of the weights, or the folder of the model. */
function nameOf(form: ModelForm, files: readonly GivenFile[]): string {
	const weights = files.find(({ source }) => recognise(source) !== 'json')?.path ?? '';
	const isFolder = form === 'keras-folder' || form === 'saved-model' || form === 'checkpoint';
	if (!isFolder) return weights.slice(weights.lastIndexOf('/') + 1);
	const cut = weights.indexOf('/');
	return cut === -1 ? '.' : weights.slice(0, cut);
}

/** How the weights of a form are opened, where they lie in its folder, and in what its fingerprint's parts. */
function forms(
	form: ModelForm,
	files: readonly GivenFile[],
): {
	readonly kind: Parameters<typeof opening>[0];
	readonly inFolder: string | null;
	readonly parts: Parameters<typeof fingerprintCheck>[0];
} {
	switch (form) {
		case 'keras':
			return { kind: 'archive', inFolder: null, parts: 'archive' };
		case 'keras-folder':
			return { kind: 'hdf5', inFolder: 'model.weights.h5', parts: 'files' };
		case 'saved-model':
			return { kind: 'checkpoint', inFolder: 'variables/variables', parts: 'files' };
		case 'checkpoint': {
			const index = files.find(({ path }) => path.endsWith('.index'))?.path ?? '';
			const inside = index.slice(index.indexOf('/') + 1, -'.index'.length);
			return { kind: 'checkpoint', inFolder: inside, parts: 'files' };
		}
		default:
			return { kind: 'hdf5', inFolder: null, parts: form === 'h5' ? 'hdf5' : 'files' };
	}
}

function fingerprintLines({ files, parts }: Fingerprint, words: PythonWords): string[] {
	return [
		`# ${words.files}`,
		'FILES = [',
		...files.map(
			({ path, size, sha256 }) =>
				`    (${python(path)}, ${size}, ${sha256 === null ? 'None' : python(sha256)}),`,
		),
		']',
		'PARTS = {',
		...parts.map(({ name, sha256 }) => `    ${python(name)}: ${python(sha256)},`),
		'}',
	];
}

/** A tensor as it is to be, where it is, and how it changes on the way. */
async function row(place: string, tensor: Tensor, sha256: Sha256): Promise<string[]> {
	const { dtype, shape, made } = tensor;
	const from = made?.from ?? [tensor];
	const [first] = from;
	// These stand in the configuration too: they must not change in the file meanwhile.
	const isRead = made?.by === 'frequencies-with-average' || made?.by === 'optimizer-setting';
	const values = isRead ? numbersIn(tensor).join(', ') : null;
	const entries: (readonly [string, string] | null)[] = [
		['to', python(place)],
		['dtype', python(dtype)],
		['shape', tuple(shape)],
		['from', `[${from.map(({ path }) => python(path)).join(', ')}]`],
		made ? ['old_shapes', `[${from.map((one) => tuple(one.shape)).join(', ')}]`] : null,
		isRead && first ? ['sha256', python(await sha256Of(first.bytes, sha256))] : null,
		made ? changeOf(made) : null,
		values === null ? null : ['values', `[${values}]`],
	];
	return [
		'    {',
		...entries.flatMap((entry) => (entry ? [`        ${python(entry[0])}: ${entry[1]},`] : [])),
		'    },',
	];
}

/** Those of a tensor of float32 or int64. */
function numbersIn({ dtype, bytes }: Tensor): readonly (number | bigint)[] {
	const { buffer } = bytes.read(0, bytes.size).slice();
	return [...(dtype === 'int64' ? new BigInt64Array(buffer) : new Float32Array(buffer))];
}

/** How the old tensors become the new one, where it is not the old one as it is. */
function changeOf({ by, axes }: Making): readonly [string, string] | null {
	if (axes) return ['change', `lambda value: np.transpose(value, ${tuple(axes)})`];
	return by in changes ? ['change', functionOf(by)] : null;
}

/** A string of Python; JSON's escapes are Python's too. */
function python(text: string): string {
	return JSON.stringify(text);
}

function tuple(shape: readonly number[]): string {
	return `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
}

function docstring(lines: readonly string[]): string {
	const text = lines.join('\n').replaceAll('\\', '\\\\').replaceAll('"', '\\"');
	return `"""${text}\n"""`;
}
