import {
	configure,
	type Entry,
	type FileEntry,
	Reader,
	ZipReader,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { hasBytes, kib, mib, textOf, viewOf } from './bytes.ts';
import { crc32 } from './crc32.ts';
import type { Damage, MemberFacts } from './facts.ts';
import { bytesSource, type RandomAccessSource, sliceSource } from './source.ts';
import { Unreadable } from './unreadable.ts';

// The caller is a worker already; zip.js would start more of them from blobs. Every piece is a request to
// a Blob or a disk, so they are large.
configure({ useWebWorkers: false, chunkSize: 512 * kib });

/** An archive whose directory was read; the members lie where they were. */
export interface ZipArchive {
	readonly members: readonly MemberFacts[];
	/** What is wrong with the archive as a whole; its members are then those that could be found. */
	readonly damage: Damage | null;
	/** The directory's entry for a member, for passing its bytes on; of equal paths the last, as Python takes it. */
	entry(path: string): FileEntry | undefined;
	/** The bytes of a member as they are stored. @throws Unreadable where its local header is missing. */
	stored(path: string): RandomAccessSource;
	/**
	 * A member's content, unpacked up to `limit` bytes whatever its declared size.
	 * @throws Unreadable `zip-bomb`, `json-too-large`, `encrypted`, or `zip-unreadable` (also for a
	 * wrong CRC-32).
	 */
	bytes(path: string, limit: number): Promise<Uint8Array>;
	/** Unpacks a member of any size into nothing. @throws Unreadable as `bytes` does. */
	check(path: string): Promise<void>;
	/** A member as a source: a slice when stored, unpacked into memory up to `limit`, else null. */
	source(path: string, limit: number): Promise<RandomAccessSource | null>;
}

/** zip.js asks for the directory in one piece; 100,000 members with long names need 20 MiB. */
const largestRead = 128 * mib;

/** zip.js over one of our sources. */
export class SourceReader extends Reader<RandomAccessSource> {
	readonly #source: RandomAccessSource;

	constructor(source: RandomAccessSource) {
		super(source);
		this.#source = source;
		this.size = source.size;
	}

	override async readUint8Array(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
		if (length > largestRead) throw new Error(`a directory of ${length} bytes`);
		return this.#source.read(Math.max(0, offset), length) as Uint8Array<ArrayBuffer>;
	}
}

/**
 * Reads the directory of an archive. Never throws for a broken one: `damage` says what is wrong,
 * and what a truncated archive still holds is found by its local headers.
 */
export async function openZip(source: RandomAccessSource): Promise<ZipArchive> {
	let entries: Entry[];
	try {
		const reader = new ZipReader(new SourceReader(withEndReadOnce(source)), {
			// Nothing is unpacked to a disk here: unsafe paths are facts to report, not errors.
			strictness: 'tolerant',
			filenameValidation: 'tolerant',
			// Keeps the search for the directory to the end of the file.
			maxAppendedDataSize: 65_535,
		});
		entries = await reader.getEntries();
	} catch (error) {
		return openWithoutDirectory(source, error instanceof Error ? error.message : String(error));
	}
	const files = entries.filter((entry): entry is FileEntry => !entry.directory);
	return archive(
		files.map((entry) => ({ facts: memberFacts(entry), offset: entry.offset, entry })),
		source,
		headCut(source, files),
	);
}

/** An archive's last 64 kB may be a comment: zip.js reads them twice in search of what stands before it. */
const searchedEnd = 66 * kib;

function withEndReadOnce(source: RandomAccessSource): RandomAccessSource {
	const start = Math.max(0, source.size - searchedEnd);
	let end: Uint8Array | undefined;
	return {
		size: source.size,
		read(offset, length) {
			if (offset < start) return source.read(offset, length);
			end ??= source.read(start, source.size - start);
			return end.subarray(offset - start, offset - start + length);
		},
	};
}

interface Located {
	readonly facts: MemberFacts;
	/** Of the local header. */
	readonly offset: number;
	readonly entry: FileEntry | null;
}

function archive(
	located: readonly Located[],
	source: RandomAccessSource,
	damage: Damage | null,
): ZipArchive {
	const byPath = new Map(located.map((one) => [one.facts.path, one]));

	function find(path: string): Located {
		const found = byPath.get(path);
		if (!found) throw new Unreadable(unreadable(path, 'no such member'));
		if (found.facts.encrypted) {
			throw new Unreadable({ kind: 'encrypted', member: path, detail: 'the member is encrypted' });
		}
		return found;
	}

	function stored(path: string): RandomAccessSource {
		const { facts, offset } = find(path);
		const header = readLocalHeader(source, offset);
		if (!header) throw new Unreadable(unreadable(path, `no local header at ${offset}`));
		if (header.dataOffset + facts.storedSize > source.size) {
			throw new Unreadable({
				kind: 'zip-truncated',
				member: path,
				detail: `the member ends behind the end of the archive`,
				declaredBytes: header.dataOffset + facts.storedSize,
				actualBytes: source.size,
			});
		}
		return sliceSource(source, header.dataOffset, facts.storedSize);
	}

	/** Unpacks with zip.js, which compares the CRC-32. */
	async function unpack(path: string, take: (chunk: Uint8Array) => void): Promise<void> {
		const { entry } = find(path);
		if (!entry) throw new Unreadable(unreadable(path, 'the directory is missing'));
		try {
			await entry.getData(new WritableStream({ write: take }), { checkSignature: true });
		} catch (error) {
			if (error instanceof Unreadable) throw error;
			throw new Unreadable(
				unreadable(path, error instanceof Error ? error.message : String(error)),
			);
		}
	}

	async function bytes(path: string, limit: number): Promise<Uint8Array> {
		const { facts } = find(path);
		if (facts.size > limit) throw new Unreadable(tooLarge(facts, facts.size));
		const content = stored(path);
		if (!facts.compressed) {
			const whole = content.read(0, content.size);
			if (facts.crc32 !== crcText(crc32(whole))) {
				throw new Unreadable(unreadable(path, `Bad CRC-32 for file '${path}'`));
			}
			return whole;
		}
		const chunks: Uint8Array[] = [];
		let length = 0;
		await unpack(path, (chunk) => {
			length += chunk.length;
			if (length > limit) throw new Unreadable(tooLarge(facts, length));
			chunks.push(chunk);
		});
		return joined(chunks, length);
	}

	return {
		members: located.map(({ facts }) => facts),
		damage,
		entry: (path) => byPath.get(path)?.entry ?? undefined,
		stored,
		bytes,
		check: (path) => unpack(path, () => {}),
		async source(path, limit) {
			const { facts } = find(path);
			if (!facts.compressed) return stored(path);
			return facts.size <= limit ? bytesSource(await bytes(path, limit)) : null;
		},
	};
}

function memberFacts(entry: FileEntry): MemberFacts {
	return {
		path: entry.filename,
		size: entry.uncompressedSize,
		storedSize: entry.compressedSize,
		compressed: entry.compressionMethod !== 0,
		encrypted: entry.encrypted,
		crc32: entry.crc32 === undefined ? null : crcText(entry.crc32),
		leftover: isLeftover(entry.filename),
	};
}

/** A CRC-32 as `unzip -v` prints it. */
export function crcText(crc: number): string {
	return (crc >>> 0).toString(16).padStart(8, '0');
}

const leftovers =
	/(^|\/)(__MACOSX\/|\._[^/]*$|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.Spotlight-V100\/|\.fseventsd\/)/i;

/** What a file manager left behind; no part of a model. */
export function isLeftover(path: string): boolean {
	return leftovers.test(path);
}

/** An archive whose first bytes are gone has a whole directory that points in front of the file. */
function headCut(source: RandomAccessSource, entries: readonly FileEntry[]): Damage | null {
	const [first] = entries;
	if (!first || readLocalHeader(source, first.offset)) return null;
	return {
		kind: first.offset < 0 ? 'zip-truncated' : 'zip-unreadable',
		member: null,
		detail:
			first.offset < 0
				? `the first ${-first.offset} bytes are missing`
				: `no local header at ${first.offset}`,
		...(first.offset < 0
			? { declaredBytes: source.size - first.offset, actualBytes: source.size }
			: {}),
	};
}

interface LocalHeader {
	readonly path: string;
	readonly dataOffset: number;
	readonly storedSize: number;
	readonly size: number;
	readonly compressed: boolean;
	readonly encrypted: boolean;
	readonly crc32: number;
	/** The sizes follow behind the data, where only the directory could tell. */
	readonly sizesFollow: boolean;
}

/** Layout: PKWARE APPNOTE 6.3.10, sections 4.3.7 and 4.5.3. */
function readLocalHeader(source: RandomAccessSource, offset: number): LocalHeader | null {
	if (offset < 0 || offset + 30 > source.size) return null;
	const header = source.read(offset, 30);
	if (header.length < 30 || !hasBytes(header, [0x50, 0x4b, 0x03, 0x04])) return null;
	const view = viewOf(header);
	const flags = view.getUint16(6, true);
	const nameLength = view.getUint16(26, true);
	const extraLength = view.getUint16(28, true);
	const rest = source.read(offset + 30, nameLength + extraLength);
	const sizes = { size: view.getUint32(22, true), storedSize: view.getUint32(18, true) };
	return {
		path: textOf(rest.subarray(0, nameLength)),
		dataOffset: offset + 30 + nameLength + extraLength,
		...(sizes.size === 0xffff_ffff ? zip64Sizes(rest.subarray(nameLength)) : sizes),
		compressed: view.getUint16(8, true) !== 0,
		encrypted: (flags & 1) !== 0,
		crc32: view.getUint32(14, true),
		sizesFollow: (flags & 8) !== 0,
	};
}

function zip64Sizes(extra: Uint8Array): { size: number; storedSize: number } {
	const view = viewOf(extra);
	for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
		if (view.getUint16(at, true) === 1 && at + 20 <= extra.length) {
			return {
				size: Number(view.getBigUint64(at + 4, true)),
				storedSize: Number(view.getBigUint64(at + 12, true)),
			};
		}
	}
	return { size: 0xffff_ffff, storedSize: 0xffff_ffff };
}

/** What an archive without a readable directory still holds, header by header from the start. */
function openWithoutDirectory(source: RandomAccessSource, detail: string): ZipArchive {
	const located: Located[] = [];
	let offset = 0;
	// Bounds a file that was made of headers alone.
	while (located.length < 10_000) {
		const header = readLocalHeader(source, offset);
		if (!header || header.sizesFollow) break;
		const { path, size, storedSize, compressed, encrypted } = header;
		if (!path.endsWith('/')) {
			located.push({
				offset,
				entry: null,
				facts: {
					path,
					size,
					storedSize,
					compressed,
					encrypted,
					crc32: crcText(header.crc32),
					leftover: isLeftover(path),
				},
			});
		}
		offset = header.dataOffset + storedSize;
	}
	const endsEarly = offset > source.size;
	return archive(located, source, {
		// Without an end the archive was cut; with one, something else is wrong in the directory.
		kind: /end of central directory not found|not recognized/i.test(detail)
			? 'zip-truncated'
			: 'zip-unreadable',
		member: null,
		detail,
		...(endsEarly ? { declaredBytes: offset } : {}),
		actualBytes: source.size,
	});
}

function unreadable(member: string, detail: string): Damage {
	return { kind: 'zip-unreadable', member, detail };
}

/** Keras, too, takes more than a hundredfold for a bomb; less is only large. */
const bombRatio = 100;

function tooLarge(member: MemberFacts, length: number): Damage {
	return {
		kind: length > bombRatio * member.storedSize ? 'zip-bomb' : 'json-too-large',
		member: member.path,
		detail: `${member.storedSize} stored bytes unpack to ${length} or more`,
	};
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
	const bytes = new Uint8Array(length);
	let offset = 0;
	for (const chunk of chunks) {
		bytes.set(chunk, offset);
		offset += chunk.length;
	}
	return bytes;
}
