import { mib } from '../bytes.ts';
import { Unreadable } from '../unreadable.ts';

const largestBlock = 64 * mib;

/**
 * Unpacks a block of Snappy. Format: google/snappy, format_description.txt.
 * @throws Unreadable `table-invalid` for what is none, or more than 64 MiB.
 */
export function unpackSnappy(packed: Uint8Array): Uint8Array {
	let at = 0;
	const next = () => {
		const byte = packed[at++];
		if (byte === undefined) throw invalid('it ends too soon');
		return byte;
	};
	const number = (bytes: number) => {
		let value = 0;
		for (let index = 0; index < bytes; index++) value += next() * 256 ** index;
		return value;
	};

	let length = 0;
	for (let scale = 1; ; scale *= 128) {
		const byte = next();
		length += (byte & 0x7f) * scale;
		if (byte < 0x80) break;
		if (scale > 128 ** 4) throw invalid('its length has no end');
	}
	if (length > largestBlock) throw invalid(`${length} bytes`);

	const result = new Uint8Array(length);
	let filled = 0;
	while (at < packed.length) {
		const tag = next();
		if ((tag & 3) === 0) {
			const short = tag >>> 2;
			const count = (short < 60 ? short : number(short - 59)) + 1;
			if (count > packed.length - at || count > length - filled)
				throw invalid('a literal too long');
			result.set(packed.subarray(at, at + count), filled);
			at += count;
			filled += count;
			continue;
		}
		const [count, back] =
			(tag & 3) === 1
				? [((tag >>> 2) & 7) + 4, (tag >>> 5) * 256 + next()]
				: [(tag >>> 2) + 1, number((tag & 3) === 2 ? 2 : 4)];
		if (back === 0 || back > filled || count > length - filled) throw invalid('a copy of nothing');
		// Byte by byte: a copy may reach into what it writes.
		for (let index = 0; index < count; index++, filled++) {
			result[filled] = result[filled - back] ?? 0;
		}
	}
	if (filled !== length) throw invalid(`${filled} of ${length} bytes`);
	return result;
}

function invalid(detail: string): Unreadable {
	return new Unreadable({
		kind: 'table-invalid',
		member: null,
		detail: `a Snappy block: ${detail}`,
	});
}
