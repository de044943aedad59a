import { mib } from '../../evidence/files/bytes.ts';
import type { RandomAccessSource } from '../../evidence/files/source.ts';
import { ConversionFailed } from './failure.ts';

/** A SHA-256 in the making, as Node and hash-wasm have it. */
export interface Hash {
	update(bytes: Uint8Array): unknown;
	digest(encoding: 'hex'): string | Promise<string>;
}

/** Starts the SHA-256 of so many bytes; the one before may have to be read to its end first. */
export type Sha256 = (size: number) => Hash;

/** Web Crypto takes only what is there as a whole: of a larger tensor, no more than a piece is held. */
const largestWhole = 64 * mib;

/**
 * A SHA-256 by Web Crypto, several times as fast as one in WebAssembly; `inPieces` makes it where the bytes
 * are too many for that or there is no Web Crypto, as in a page without HTTPS.
 */
export function sha256OfBrowser(
	crypto: Pick<SubtleCrypto, 'digest'> | undefined,
	inPieces: () => Hash,
): Sha256 {
	return (size) => (crypto && size <= largestWhole ? hashOfWhole(crypto, size) : inPieces());
}

function hashOfWhole(crypto: Pick<SubtleCrypto, 'digest'>, size: number): Hash {
	const whole = new Uint8Array(size);
	let length = 0;
	return {
		update(bytes) {
			whole.set(bytes, length);
			length += bytes.length;
		},
		async digest() {
			const digest = new Uint8Array(await crypto.digest('SHA-256', whole));
			return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
		},
	};
}

/** The SHA-256 of all bytes in lower-case hex. @throws ConversionFailed where the source ends early */
export async function sha256Of(source: RandomAccessSource, sha256: Sha256): Promise<string> {
	const hash = sha256(source.size);
	for (const bytes of pieces(source)) hash.update(bytes);
	return hash.digest('hex');
}

/**
 * The bytes one piece after the other, each there until the next is taken.
 * @throws ConversionFailed where the source ends early
 */
export function* pieces(source: RandomAccessSource): Generator<Uint8Array> {
	const room = new Uint8Array(Math.min(mib, source.size));
	for (let offset = 0; offset < source.size; offset += mib) {
		const bytes = source.read(offset, room.length, room);
		if (bytes.length < Math.min(room.length, source.size - offset)) {
			throw new ConversionFailed('the source ends within a tensor');
		}
		yield bytes;
	}
}

/** The checksums of tensors that are being written: to read them once more would take as long again. */
export class Checksums {
	readonly sha256: Sha256;
	readonly #known = new Map<RandomAccessSource, string | Promise<string>>();

	constructor(sha256: Sha256) {
		this.sha256 = sha256;
	}

	/** The same bytes; read from the first to the last they give their checksum. */
	passing(source: RandomAccessSource): RandomAccessSource {
		let hash: Hash | undefined;
		let next = 0;
		return {
			size: source.size,
			read: (offset, length) => {
				const bytes = source.read(offset, length);
				if (offset === 0) {
					hash = this.sha256(source.size);
					next = 0;
				}
				if (hash && offset === next) {
					hash.update(bytes);
					next += bytes.length;
					if (next === source.size) {
						this.#known.set(source, hash.digest('hex'));
						hash = undefined;
					}
				}
				return bytes;
			},
		};
	}

	/** SHA-256 in lower-case hex, of a source that has passed or is read now. */
	async of(source: RandomAccessSource): Promise<string> {
		return this.#known.get(source) ?? sha256Of(source, this.sha256);
	}
}
