import { readHdf5 } from '../../evidence/files/hdf5.ts';
import { largestJson } from '../../evidence/files/json.ts';
import { recognise } from '../../evidence/files/recognise.ts';
import {
	bytesSource,
	type GivenFile,
	type RandomAccessSource,
} from '../../evidence/files/source.ts';
import { openZip } from '../../evidence/files/zip.ts';
import type { ModelForm } from '../../model/read-model.ts';
import { type Sha256, sha256Of } from './checksums.ts';
import { bytesOf } from './hdf5-datatypes.ts';

/**
 * What tells the files of a model from others, without reading all of their weights: sizes, and the SHA-256
 * of all that a new configuration is made from. The index of a checkpoint has the checksums of its tensors.
 */
export interface Fingerprint {
	/** By their path in the folder of the model; empty for the one file that is the model. */
	readonly files: readonly {
		readonly path: string;
		readonly size: number;
		readonly sha256: string | null;
	}[];
	/** SHA-256 of what lies in that one file, by member of the archive or attribute of the root. */
	readonly parts: readonly { readonly name: string; readonly sha256: string }[];
}

export async function fingerprintOf(
	form: ModelForm,
	files: readonly GivenFile[],
	sha256: Sha256,
): Promise<Fingerprint> {
	// The architecture has become the new configuration: only the weights are read again.
	const weights = files.filter(({ source }) => recognise(source) !== 'json');
	const [only] = weights;
	const hash = async (bytes: Uint8Array) => sha256Of(bytesSource(bytes), sha256);
	const whole = async (path: string, source: RandomAccessSource, isRead: boolean) => ({
		path,
		size: source.size,
		sha256: isRead ? await sha256Of(source, sha256) : null,
	});
	switch (form) {
		case 'keras-folder':
		case 'saved-model':
		case 'checkpoint': {
			const given = form === 'keras-folder' ? files : weights;
			const isRead = (path: string) =>
				/(^|\/)(config\.json|assets\/.*\.txt|\w+\.pb|[^/]+\.index)$/.test(path);
			const wanted = given.filter(
				({ path }) => isRead(path) || /(\.h5|\.data-\d+-of-\d+)$/.test(path),
			);
			return {
				files: await Promise.all(
					wanted.map(({ path, source }) =>
						whole(path.slice(path.indexOf('/') + 1), source, isRead(path)),
					),
				),
				parts: [],
			};
		}
		case 'keras': {
			const archive = only && (await openZip(only.source));
			const parts = (archive?.members ?? []).filter(({ path }) =>
				/^(config\.json|assets\/.*\.txt)$/.test(path),
			);
			return {
				files: only ? [await whole('', only.source, false)] : [],
				parts: await Promise.all(
					parts.map(async ({ path: name }) => ({
						name,
						sha256: await hash((await archive?.bytes(name, largestJson)) ?? new Uint8Array(0)),
					})),
				),
			};
		}
		default: {
			const config =
				only && form === 'h5'
					? await readHdf5(only.source, (file) => file.attribute('/', 'model_config'))
					: null;
			return {
				files: only ? [await whole('', only.source, false)] : [],
				parts:
					typeof config === 'string'
						? [{ name: 'model_config', sha256: await hash(bytesOf(config)) }]
						: [],
			};
		}
	}
}
