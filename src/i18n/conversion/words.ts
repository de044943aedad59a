import type { conversion } from './en.ts';

type Words<T> = {
	readonly [K in keyof T]: T[K] extends string
		? string
		: T[K] extends readonly string[]
			? readonly string[]
			: Words<T[K]>;
};

export type ConversionWords = Words<typeof conversion>;
