import type { Damage } from './facts.ts';

/** Thrown between the readers of this folder when a part cannot be read; never leaves `readFacts`. */
export class Unreadable extends Error {
	readonly damage: Damage;

	constructor(damage: Damage) {
		super(damage.detail);
		this.damage = damage;
	}
}

/** What stopped the reading, for whatever was thrown; `member` where the error does not say it. */
export function damageOf(error: unknown, member: string | null = null): Damage {
	if (error instanceof Unreadable) {
		return error.damage.member === null ? { ...error.damage, member } : error.damage;
	}
	return {
		kind: 'unreadable',
		member,
		detail: error instanceof Error ? error.message : String(error),
	};
}
