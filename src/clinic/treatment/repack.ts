import { mib } from '../evidence/files/bytes.ts';
import type { GivenFile, RandomAccessSource } from '../evidence/files/source.ts';
import { openZip, type ZipArchive } from '../evidence/files/zip.ts';
import { runningCrc32 } from './running-crc32.ts';
import type { RepackPlan } from './treatment.ts';
import { type Progress, writeZip, type ZipMember } from './write-zip.ts';

/** Thrown when a repaired archive does not hold what it was made from. */
export class RepackFailed extends Error {}

/**
 * Writes the repaired `.keras` of a plan. Members of an archive are passed on as they are stored,
 * files of a folder are stored; nothing is held in memory but the piece in hand.
 * @throws what the sources or `output` throw, or RepackFailed; `output` is then aborted.
 */
export async function repack(
	files: readonly GivenFile[],
	plan: RepackPlan,
	output: WritableStream<Uint8Array>,
	progress?: Progress,
): Promise<void> {
	let members: readonly ZipMember[];
	try {
		members = (await openParts(files, plan)).map(({ from, to, source, archive }) => {
			const packed = archive?.entry(from);
			// Only what is encrypted has no checksum.
			return { path: to, source, packed: packed && { ...packed, crc32: packed.crc32 ?? 0 } };
		});
	} catch (error) {
		await output.abort(error).catch(() => {});
		throw error;
	}
	await writeZip(members, output, progress);
}

/**
 * Reads a repaired archive again, unpacks every member and compares its CRC-32 with the source's.
 * @throws RepackFailed when it differs in a name, a length or a single bit.
 */
export async function verifyRepack(
	files: readonly GivenFile[],
	plan: RepackPlan,
	repaired: RandomAccessSource,
): Promise<void> {
	const result = await openZip(repaired);
	const names = result.members.map(({ path }) => path);
	const expected = plan.members.map(({ to }) => to);
	if (result.damage || names.join('\n') !== expected.join('\n')) {
		throw new RepackFailed(`the archive holds ${names.join(', ') || 'nothing'}`);
	}
	for (const { from, to, source, archive } of await openParts(files, plan)) {
		const written = result.entry(to)?.crc32;
		const original = archive ? archive.entry(from)?.crc32 : await crcOf(source);
		if (written === undefined || written !== original) {
			throw new RepackFailed(`${to} differs from ${from}`);
		}
		try {
			await result.check(to);
		} catch (error) {
			throw new RepackFailed(`${to}: ${error instanceof Error ? error.message : error}`);
		}
	}
}

interface Part {
	readonly from: string;
	readonly to: string;
	/** The bytes that are written: compressed where the archive has them so. */
	readonly source: RandomAccessSource;
	/** Where the member comes from; null for a file. */
	readonly archive: ZipArchive | null;
}

async function openParts(files: readonly GivenFile[], plan: RepackPlan): Promise<Part[]> {
	const find = (path: string) => {
		const file = files.find((one) => one.path === path);
		if (!file) throw new RepackFailed(`${path} is not there any more`);
		return file.source;
	};
	if (plan.kind === 'folder') {
		return plan.members.map(({ from, to }) => ({
			from,
			to,
			source: find(`${plan.base}${from}`),
			archive: null,
		}));
	}
	const archive = await openZip(find(plan.base));
	return plan.members.map(({ from, to }) => ({ from, to, source: archive.stored(from), archive }));
}

async function crcOf(source: RandomAccessSource): Promise<number> {
	const checksum = await runningCrc32();
	checksum.start();
	for (let offset = 0; offset < source.size; offset += mib) {
		checksum.update(source.read(offset, mib));
	}
	return checksum.value();
}
