import { mib } from '../evidence/files/bytes.ts';
import type { RandomAccessSource } from '../evidence/files/source.ts';
import { runningCrc32 } from './running-crc32.ts';

/** A file of an archive to be written. */
export interface ZipMember {
	readonly path: string;
	/** The bytes as they will stand in the archive. */
	readonly source: RandomAccessSource;
	/** What they are where another archive has compressed them; else they are stored. */
	readonly packed?: Packed | undefined;
}

/** As an archive's directory tells it. */
export interface Packed {
	/** Section 4.4.5. */
	readonly compressionMethod: number;
	readonly uncompressedSize: number;
	readonly crc32: number;
}

/**
 * How far the making of a file is, in bytes. It is waited for, so that it can let others have their
 * turn; what it throws ends the making.
 */
export type Progress = (done: number, total: number) => void | Promise<void>;

/**
 * Writes an archive: its members in order, of which no more than a piece is held. zip.js makes its checksums in
 * JavaScript and copies every piece: with it a conversion takes half as long again. Sections are those of
 * APPNOTE.TXT 6.3.10.
 * @throws what the sources, `progress` or `output` throw; `output` is then aborted.
 */
export async function writeZip(
	members: readonly ZipMember[],
	output: WritableStream<Uint8Array>,
	progress?: Progress,
): Promise<void> {
	const total = members.reduce((sum, { source }) => sum + source.size, 0);
	const writer = output.getWriter();
	let written = 0;
	let done = 0;
	const put = async (bytes: Uint8Array) => {
		await writer.write(bytes);
		written += bytes.length;
	};
	try {
		const checksum = await runningCrc32();
		const entries: Entry[] = [];
		for (const { path, source, packed } of members) {
			const storedSize = source.size;
			const common = {
				name: new TextEncoder().encode(path),
				offset: written,
				storedSize,
				size: packed?.uncompressedSize ?? storedSize,
				method: packed?.compressionMethod ?? 0,
			};
			let piece = source.read(0, mib);
			let at = 0;
			// Of a larger member the checksum is known when it is written.
			const isLate = !packed && storedSize > piece.length;
			checksum.start();
			checksum.update(piece);
			const early = isLate ? 0 : (packed?.crc32 ?? checksum.value());
			await put(localHeader({ ...common, isLate, crc32: early }));
			while (at < storedSize) {
				if (piece.length === 0) throw new Error(`${path} ends early`);
				await put(piece);
				at += piece.length;
				done += piece.length;
				await progress?.(done, total);
				piece = source.read(at, mib);
				if (isLate) checksum.update(piece);
			}
			const entry = { ...common, isLate, crc32: isLate ? checksum.value() : early };
			if (isLate) await put(descriptor(entry));
			entries.push(entry);
		}
		const start = written;
		for (const entry of entries) await put(centralHeader(entry));
		await put(endOfDirectory(entries.length, start, written - start));
		await writer.close();
	} catch (error) {
		await writer.abort(error).catch(() => {});
		throw error;
	}
}

interface Entry {
	readonly name: Uint8Array;
	/** Of the local header, from the start of the archive. */
	readonly offset: number;
	readonly method: number;
	readonly storedSize: number;
	readonly size: number;
	readonly crc32: number;
	/** Whether checksum and sizes follow the data. */
	readonly isLate: boolean;
}

/** Section 4.4.4, bits 3 and 11: what is late follows the data; names are in UTF-8. */
const flags = { late: 0x0008, utf8: 0x0800 } as const;
/** Section 4.4.3. */
const needed = { plain: 20, zip64: 45 } as const;
/** Midnight of 1980-01-01, as Keras writes: the same model gives the same bytes. */
const modified = [
	[2, 0],
	[2, 0x0021],
] as const;
/** Stands where the number is in the extra field of ZIP64 (section 4.5.3). */
const elsewhere = 0xffff_ffff;
const mostEntries = 0xffff;

function isLarge({ size, storedSize }: Entry): boolean {
	return Math.max(size, storedSize) >= elsewhere;
}

/** Section 4.3.7. */
function localHeader(entry: Entry): Uint8Array {
	const { name, method, storedSize, size, crc32, isLate } = entry;
	const large = isLarge(entry);
	const [known, knownStored] = isLate ? [0, 0] : [size, storedSize];
	const extra = large ? extraOf64([known, knownStored]) : [];
	return bytesOf(
		[
			[4, 0x0403_4b50],
			[2, large ? needed.zip64 : needed.plain],
			[2, flags.utf8 | (isLate ? flags.late : 0)],
			[2, method],
			...modified,
			[4, crc32],
			[4, large ? elsewhere : knownStored],
			[4, large ? elsewhere : known],
			[2, name.length],
			[2, lengthOf(extra)],
		],
		name,
		extra,
	);
}

/** Section 4.3.9. */
function descriptor(entry: Entry): Uint8Array {
	const width = isLarge(entry) ? 8 : 4;
	return bytesOf([
		[4, 0x0807_4b50],
		[4, entry.crc32],
		[width, entry.storedSize],
		[width, entry.size],
	]);
}

/** Section 4.3.12. */
function centralHeader(entry: Entry): Uint8Array {
	const { name, offset, method, storedSize, size, crc32, isLate } = entry;
	const isFar = offset >= elsewhere;
	const large = isLarge(entry);
	const wide = [...(large ? [size, storedSize] : []), ...(isFar ? [offset] : [])];
	const extra = wide.length > 0 ? extraOf64(wide) : [];
	const version = wide.length > 0 ? needed.zip64 : needed.plain;
	return bytesOf(
		[
			[4, 0x0201_4b50],
			[2, version],
			[2, version],
			[2, flags.utf8 | (isLate ? flags.late : 0)],
			[2, method],
			...modified,
			[4, crc32],
			[4, large ? elsewhere : storedSize],
			[4, large ? elsewhere : size],
			[2, name.length],
			[2, lengthOf(extra)],
			// No comment, on the first disk, no attributes.
			[2, 0],
			[2, 0],
			[2, 0],
			[4, 0],
			[4, isFar ? elsewhere : offset],
		],
		name,
		extra,
	);
}

/** Sections 4.3.14 to 4.3.16. */
function endOfDirectory(count: number, start: number, length: number): Uint8Array {
	const isWide = count >= mostEntries || start + length >= elsewhere;
	const end64: readonly Field[] = [
		[4, 0x0606_4b50],
		[8, 44],
		[2, needed.zip64],
		[2, needed.zip64],
		[4, 0],
		[4, 0],
		[8, count],
		[8, count],
		[8, length],
		[8, start],
		[4, 0x0706_4b50],
		[4, 0],
		[8, start + length],
		[4, 1],
	];
	return bytesOf([
		...(isWide ? end64 : []),
		[4, 0x0605_4b50],
		[2, 0],
		[2, 0],
		[2, Math.min(count, mostEntries)],
		[2, Math.min(count, mostEntries)],
		[4, isWide ? elsewhere : length],
		[4, isWide ? elsewhere : start],
		[2, 0],
	]);
}

function extraOf64(numbers: readonly number[]): readonly Field[] {
	return [[2, 0x0001], [2, 8 * numbers.length], ...numbers.map((value): Field => [8, value])];
}

/** A number and the bytes that it takes. */
type Field = readonly [width: 2 | 4 | 8, value: number];

function lengthOf(fields: readonly Field[]): number {
	return fields.reduce((sum, [width]) => sum + width, 0);
}

/** Little-endian numbers, a name and more numbers. */
function bytesOf(
	before: readonly Field[],
	name: Uint8Array = new Uint8Array(0),
	after: readonly Field[] = [],
): Uint8Array {
	const bytes = new Uint8Array(lengthOf(before) + name.length + lengthOf(after));
	const view = new DataView(bytes.buffer);
	let at = 0;
	const put = ([width, value]: Field) => {
		if (width === 2) view.setUint16(at, value, true);
		else if (width === 4) view.setUint32(at, value, true);
		else view.setBigUint64(at, BigInt(value), true);
		at += width;
	};
	before.forEach(put);
	bytes.set(name, at);
	at += name.length;
	after.forEach(put);
	return bytes;
}
