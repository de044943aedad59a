import { hasBytes, mib, textOf, viewOf } from '../bytes.ts';
import type { Members } from '../container.ts';
import type { TensorFacts } from '../facts.ts';
import type { RiskFact } from '../risks.ts';
import type { RandomAccessSource } from '../source.ts';
import { damageOf, Unreadable } from '../unreadable.ts';
import { countParameters, type Findings, nothing } from './findings.ts';
import { askedFor, readPickle } from './pickle.ts';

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const longestHeader = mib;
const mostArrays = 100_000;
const largestInflated = 64 * mib;

/** NumPy's type codes (numpy.dtype.str without the byte order). */
const codes: Readonly<Record<string, string>> = {
	f2: 'float16',
	f4: 'float32',
	f8: 'float64',
	i1: 'int8',
	i2: 'int16',
	i4: 'int32',
	i8: 'int64',
	u1: 'uint8',
	u2: 'uint16',
	u4: 'uint32',
	u8: 'uint64',
	b1: 'bool',
	c8: 'complex64',
	c16: 'complex128',
	O: 'object',
};

/** One array. Format: numpy/lib/format.py. Never throws. */
export function readNpy(source: RandomAccessSource): Findings {
	try {
		const { tensor, risks } = readArray(source, '');
		return {
			...nothing,
			format: 'npy',
			risks,
			weights: { layout: 'npz', tensors: [tensor], parameters: countParameters([tensor]) },
		};
	} catch (error) {
		return { ...nothing, format: 'npy', damage: damageOf(error) };
	}
}

/** True for an archive of arrays: what `numpy.savez` writes. */
export function isNpz({ list }: Members): boolean {
	const own = list.filter(({ leftover }) => !leftover);
	return own.length > 0 && own.every(({ path }) => path.endsWith('.npy'));
}

/** The arrays of a `.npz`, by the names that they were saved under. Never throws. */
export async function readNpz(members: Members): Promise<Findings> {
	const tensors: TensorFacts[] = [];
	const risks: RiskFact[] = [];
	let damage: Findings['damage'] = null;
	for (const { path, leftover } of members.list.slice(0, mostArrays)) {
		if (leftover) continue;
		try {
			const source = await members.source(path, largestInflated);
			if (!source) continue;
			const array = readArray(source, path.slice(0, -'.npy'.length));
			tensors.push(array.tensor);
			risks.push(...array.risks);
		} catch (error) {
			damage ??= damageOf(error, path);
		}
	}
	return {
		...nothing,
		format: 'npz',
		risks,
		weights: { layout: 'npz', tensors, parameters: countParameters(tensors) },
		damage,
	};
}

/** True for an array as `numpy.save` writes it. */
export function isNpy(head: Uint8Array): boolean {
	return hasBytes(head, magic);
}

/**
 * `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }` behind the magic, the version and the length.
 * An array of objects is a pickle behind it, which NumPy loads with `allow_pickle=True` alone.
 */
function readArray(
	source: RandomAccessSource,
	path: string,
): { readonly tensor: TensorFacts; readonly risks: readonly RiskFact[] } {
	const head = new Uint8Array(source.read(0, 12));
	if (!isNpy(head) || head.length < 12) throw invalid('it does not begin as an array does');
	const long = (head[6] ?? 0) >= 2;
	const length = long ? viewOf(head).getUint32(8, true) : viewOf(head).getUint16(8, true);
	if (length > longestHeader) throw invalid(`a header of ${length} bytes`);
	const begin = long ? 12 : 10;
	const header = textOf(source.read(begin, length));
	const descr = /'descr':\s*'[<>|=]?([^']*)'/.exec(header)?.[1];
	const shape = /'shape':\s*\(([\d,\sL]*)\)/.exec(header)?.[1];
	if (shape === undefined) throw invalid('its header has no shape');
	const dtype = descr === undefined ? 'structured' : (codes[descr] ?? descr);
	const isPickle = dtype === 'object' || /'\|?O\d?'/.test(header);
	const asked = isPickle ? askedFor(readPickle(source, begin + length)) : null;
	return {
		tensor: {
			path,
			shape: shape
				.split(',')
				.map((part) => part.trim().replace(/L$/, ''))
				.filter((part) => part !== '')
				.map(Number),
			dtype,
		},
		risks: isPickle ? [{ id: 'pickled-array', where: path, quote: asked ?? "'descr': '|O'" }] : [],
	};
}

function invalid(detail: string): Unreadable {
	return new Unreadable({ kind: 'npy-invalid', member: null, detail });
}
