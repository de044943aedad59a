import type { Damage } from '../../evidence/files/facts.ts';
import { Unreadable } from '../../evidence/files/unreadable.ts';
import { ModelRefused, type Refusal } from '../../model/refusal.ts';

/** Thrown for a model that is not converted: every layer that stands in the way, and the reason. */
export class ConversionRefused extends Error {
	readonly refusals: readonly Refusal[];

	constructor(refusals: readonly Refusal[]) {
		super(refusals.map(({ layer, id }) => `${layer} ${id}`).join('; '));
		this.refusals = refusals;
	}
}

/** Thrown when a converted file does not hold what it was made from. */
export class ConversionFailed extends Error {}

/** Why there is no converted file, as plain data; the words are in src/i18n/conversion. */
export type ConversionFailure =
	| { readonly kind: 'refused'; readonly refusals: readonly Refusal[] }
	| { readonly kind: 'damaged'; readonly damage: Damage }
	| { readonly kind: 'disk-full' | 'file-gone' | 'target-is-input' }
	/** `detail` is for the person who reports it. */
	| { readonly kind: 'differs' | 'other'; readonly detail: string };

/** What stopped a conversion, for whatever was thrown: by us, by a browser, by Node. */
export function failureOf(error: unknown): ConversionFailure {
	if (error instanceof ConversionRefused) return { kind: 'refused', refusals: error.refusals };
	if (error instanceof ModelRefused) return { kind: 'refused', refusals: [error.refusal] };
	if (error instanceof Unreadable) return { kind: 'damaged', damage: error.damage };
	if (error instanceof ConversionFailed) return { kind: 'differs', detail: error.message };
	const { name = '', code = '', message = String(error) } = error as Partial<NodeLikeError>;
	if (name === 'QuotaExceededError' || code === 'ENOSPC' || code === 'EDQUOT') {
		return { kind: 'disk-full' };
	}
	if (name === 'NotReadableError' || name === 'NotFoundError' || code === 'EIO') {
		return { kind: 'file-gone' };
	}
	return { kind: 'other', detail: message };
}

/** A DOMException is told by its name, an error of the operating system by its code. */
interface NodeLikeError {
	readonly name: string;
	readonly code: string | number;
	readonly message: string;
}
