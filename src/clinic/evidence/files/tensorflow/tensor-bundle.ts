import { textOf, viewOf } from '../bytes.ts';
import { crc32c } from '../crc32.ts';
import { ProtobufMessage } from '../protobuf.ts';
import { bytesSource, type RandomAccessSource, sliceSource } from '../source.ts';
import { Unreadable } from '../unreadable.ts';
import { bytesOfElement, dataTypeName, readShape } from './data-types.ts';
import { masked, readTable, unmasked } from './table.ts';

/** Where a tensor lies; `offset` and `size` in bytes of its shard. */
export interface BundleEntry {
	readonly name: string;
	/** As NumPy names it; `string` for text. */
	readonly dtype: string;
	readonly shape: readonly number[];
	readonly shard: number;
	readonly offset: number;
	readonly size: number;
	/** CRC-32C of the data, not masked; null where none is stated. */
	readonly crc32c: number | null;
	/** A partitioned variable: its parts are entries of their own, and here is nothing. */
	readonly partitioned: boolean;
}

/** Gives the shard `index` of `count`: the file `….data-0000I-of-0000N`; null where it is missing. */
export type Shards = (index: number, count: number) => RandomAccessSource | null;

/** The name of a shard: `variables.data-00000-of-00001` for the prefix `variables`. */
export function shardName(prefix: string, index: number, count: number): string {
	const [one, all] = [index, count].map((number) => `${number}`.padStart(5, '0'));
	return `${prefix}.data-${one}-of-${all}`;
}

/** The tensors of a TensorFlow checkpoint, or of the `variables` of a SavedModel; data are read when asked for. */
export interface TensorBundle {
	readonly shardCount: number;
	readonly entries: ReadonlyMap<string, BundleEntry>;
	/**
	 * The data of a tensor as stored: little-endian, in the order of C. Who reads them from the first to the
	 * last is told where they do not fit their checksum.
	 * Reading throws Unreadable `checkpoint-shard-missing`, `checkpoint-truncated`, `checkpoint-invalid`.
	 */
	data(entry: BundleEntry): RandomAccessSource;
	/** The elements of a string tensor, as bytes. @throws Unreadable as reading `data` does. */
	strings(name: string): readonly Uint8Array[];
}

/** Keys of the parts of partitioned variables begin with a zero byte (saved_tensor_slice_util.cc). */
const partMark = 0;
const mostShards = 100_000;

/**
 * Opens a checkpoint by its `.index`: a table of LevelDB with `BundleHeaderProto` under the empty
 * key (`num_shards` = 1, `endianness` = 2) and a `BundleEntryProto` under each tensor's name
 * (`dtype` = 1, `shape` = 2, `shard_id` = 3, `offset` = 4, `size` = 5, `crc32c` = 6, `slices` = 7).
 * Source: tensorflow/core/protobuf/tensor_bundle.proto, util/tensor_bundle/tensor_bundle.cc.
 * @throws Unreadable `table-…`, `protobuf-…` or `checkpoint-invalid`.
 */
export function openTensorBundle(index: RandomAccessSource, shards: Shards): TensorBundle {
	const entries = new Map<string, BundleEntry>();
	let header: Header | null = null;
	for (const { key, value } of readTable(index)) {
		if (key.length === 0) header = readHeader(value);
		else if (key[0] !== partMark) {
			const name = textOf(key);
			entries.set(name, readEntry(name, value));
		}
	}
	if (!header) throw invalid('there is no header');
	const { shardCount, bigEndian } = header;
	if (shardCount > mostShards) throw invalid(`${shardCount} shards`);

	function locate(entry: BundleEntry): RandomAccessSource {
		const { name } = entry;
		if (entry.partitioned) throw invalid(`"${name}" is partitioned`);
		const elementBytes = bytesOfElement(entry.dtype);
		const elements = entry.shape.reduce((product, length) => product * length, 1);
		if (elementBytes !== null && elements * elementBytes !== entry.size) {
			throw invalid(`"${name}" has ${entry.size} bytes for ${elements} of ${entry.dtype}`);
		}
		const shard = entry.shard < shardCount ? shards(entry.shard, shardCount) : null;
		if (!shard) {
			throw new Unreadable({
				kind: 'checkpoint-shard-missing',
				member: null,
				detail: shardName('', entry.shard, shardCount),
			});
		}
		if (entry.offset + entry.size > shard.size) {
			throw new Unreadable({
				kind: 'checkpoint-truncated',
				member: null,
				detail: `"${name}" ends at ${entry.offset + entry.size}, the shard at ${shard.size}`,
				declaredBytes: entry.offset + entry.size,
				actualBytes: shard.size,
			});
		}
		return sliceSource(shard, entry.offset, entry.size);
	}

	return {
		shardCount,
		entries,
		data(entry) {
			let located: RandomAccessSource | null = null;
			let checksum = 0;
			let next = 0;
			return {
				size: entry.size,
				read(offset, length, into) {
					if (bigEndian && (bytesOfElement(entry.dtype) ?? 1) > 1)
						throw invalid('it is big-endian');
					located ??= locate(entry);
					const bytes = located.read(offset, length, into);
					if (offset === 0) [checksum, next] = [0, 0];
					if (offset === next) {
						checksum = crc32c(bytes, checksum);
						next += bytes.length;
					}
					const isWhole = next === entry.size && entry.dtype !== 'string';
					if (isWhole && entry.crc32c !== null && entry.crc32c !== checksum) {
						throw invalid(`the checksum of "${entry.name}" does not fit`);
					}
					return bytes;
				},
			};
		},
		strings(name) {
			const entry = entries.get(name);
			if (entry?.dtype !== 'string') throw invalid(`"${name}" is no tensor of text`);
			return readStrings(entry, locate(entry).read(0, entry.size));
		},
	};
}

interface Header {
	readonly shardCount: number;
	readonly bigEndian: boolean;
}

function readHeader(value: Uint8Array): Header {
	// Protocol Buffers leave out what is zero.
	let shardCount = 0;
	let bigEndian = false;
	ProtobufMessage.of(bytesSource(value)).read({
		1: { varint: (number) => (shardCount = number) },
		2: { varint: (number) => (bigEndian = number === 1) },
	});
	return { shardCount, bigEndian };
}

function readEntry(name: string, value: Uint8Array): BundleEntry {
	let dtype = 'type 0';
	let shape: readonly (number | null)[] | null = [];
	let [shard, offset, size] = [0, 0, 0];
	let checksum: number | null = null;
	let partitioned = false;
	ProtobufMessage.of(bytesSource(value)).read({
		1: { varint: (number) => (dtype = dataTypeName(number)) },
		2: { message: (message) => (shape = readShape(message)) },
		3: { varint: (number) => (shard = number) },
		4: { varint: (number) => (offset = number) },
		5: { varint: (number) => (size = number) },
		6: { fixed32: (number) => (checksum = unmasked(number)) },
		7: { message: () => (partitioned = true) },
	});
	if (shard < 0 || offset < 0 || size < 0) throw invalid(`"${name}" lies at ${offset}`);
	return {
		name,
		dtype,
		shape: (shape ?? []).map((length) => length ?? 0),
		shard,
		offset,
		size,
		crc32c: checksum,
		partitioned,
	};
}

/**
 * The lengths as varints, their checksum, then the text. The checksum is that of the lengths as
 * 32-bit numbers (64-bit where one needs it): `WriteStringTensor` in tensor_bundle.cc.
 */
function readStrings(entry: BundleEntry, data: Uint8Array): readonly Uint8Array[] {
	const count = entry.shape.reduce((product, length) => product * length, 1);
	if (count > data.length)
		throw invalid(`"${entry.name}" has ${count} texts in ${data.length} bytes`);
	const lengths: number[] = [];
	let at = 0;
	let crc = 0;
	for (let index = 0; index < count; index++) {
		let length = 0;
		for (let scale = 1; ; scale *= 128) {
			const byte = data[at++];
			if (byte === undefined || scale > 2 ** 49) throw invalid(`the lengths of "${entry.name}"`);
			length += (byte & 0x7f) * scale;
			if (byte < 0x80) break;
		}
		lengths.push(length);
		const wide = length > 0xffff_ffff;
		const number = new Uint8Array(wide ? 8 : 4);
		if (wide) viewOf(number).setBigUint64(0, BigInt(length), true);
		else viewOf(number).setUint32(0, length, true);
		crc = crc32c(number, crc);
	}
	if (at + 4 > data.length || viewOf(data).getUint32(at, true) !== masked(crc)) {
		throw invalid(`the checksum of the lengths of "${entry.name}" does not fit`);
	}
	at += 4;
	if (entry.crc32c !== null && crc32c(data.subarray(at - 4), crc) !== entry.crc32c) {
		throw invalid(`the checksum of "${entry.name}" does not fit`);
	}
	return lengths.map((length) => {
		if (at + length > data.length) throw invalid(`"${entry.name}" ends too soon`);
		at += length;
		return data.subarray(at - length, at);
	});
}

function invalid(detail: string): Unreadable {
	return new Unreadable({ kind: 'checkpoint-invalid', member: null, detail });
}
