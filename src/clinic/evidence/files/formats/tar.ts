import { hasBytes, textOf } from '../bytes.ts';
import type { Members } from '../container.ts';
import type { MemberFacts } from '../facts.ts';
import { type RandomAccessSource, sliceSource } from '../source.ts';
import { Unreadable } from '../unreadable.ts';
import { isLeftover } from '../zip.ts';

const block = 512;
const magicOffset = 257;
/** `ustar`: of POSIX and of GNU alike. */
const magic = [0x75, 0x73, 0x74, 0x61, 0x72];
const mostMembers = 100_000;
const longestPath = 65_536;

/** True for a tar archive, by the mark in its first header. */
export function isTar(source: RandomAccessSource): boolean {
	return source.size >= block && hasBytes(source.read(0, block), magic, magicOffset);
}

/**
 * The files of a tar archive, where they lie. Format: POSIX.1-2017, pax, "ustar Interchange Format";
 * long names of GNU (type `L`) and of pax (type `x`). What a cut archive still holds is listed.
 */
export function tarMembers(source: RandomAccessSource): Members {
	const sources = new Map<string, RandomAccessSource>();
	const list: MemberFacts[] = [];
	let longName: string | null = null;
	for (let at = 0; at + block <= source.size && list.length < mostMembers; ) {
		const header = new Uint8Array(source.read(at, block));
		const size = octal(header.subarray(124, 136));
		if (!hasBytes(header, magic, magicOffset) || size === null) break;
		const type = String.fromCharCode(header[156] ?? 0);
		const content = sliceSource(source, at + block, size);
		at += block + Math.ceil(size / block) * block;
		if (type === 'L' || type === 'x') {
			longName = nameIn(type, content) ?? longName;
			continue;
		}
		const prefix = textField(header, 345, 155);
		const path = (longName ?? (prefix ? `${prefix}/` : '') + textField(header, 0, 100)).replace(
			/^(\.\/)+/,
			'',
		);
		longName = null;
		// Regular files alone: links would lead out of the archive.
		if ((type !== '0' && type !== '\0') || path === '' || path.endsWith('/')) continue;
		sources.set(path, content);
		list.push({
			path,
			size,
			storedSize: size,
			compressed: false,
			encrypted: false,
			crc32: null,
			leftover: isLeftover(path),
		});
	}
	const find = (path: string) => {
		const found = sources.get(path);
		if (!found) throw unreadable(path, 'no such member');
		return found;
	};
	return {
		kind: 'tar',
		list,
		async bytes(path, limit) {
			const found = find(path);
			if (found.size > limit) throw unreadable(path, `${found.size} bytes`);
			return found.read(0, found.size);
		},
		source: async (path) => find(path),
	};
}

function nameIn(type: string, content: RandomAccessSource): string | null {
	const text = textOf(content.read(0, Math.min(content.size, longestPath)));
	if (type === 'L') return text.replace(/\0.*$/s, '');
	return /^\d+ path=(.*)$/m.exec(text)?.[1] ?? null;
}

function textField(header: Uint8Array, offset: number, length: number): string {
	return textOf(header.subarray(offset, offset + length)).replace(/\0.*$/s, '');
}

/** Octal digits, or a big-endian number where the first bit is set (GNU). */
function octal(field: Uint8Array): number | null {
	if ((field[0] ?? 0) & 0x80) {
		return field.subarray(1).reduce((value, byte) => value * 256 + byte, 0);
	}
	const digits = textOf(field).replace(/\0.*$/s, '').trim();
	return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : null;
}

function unreadable(member: string, detail: string): Unreadable {
	return new Unreadable({ kind: 'tar-unreadable', member, detail });
}
