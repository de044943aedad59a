import { renameSync, rmSync } from 'node:fs';
import { constants } from 'node:os';

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Lets `make` write a file beside `destination`, which gets that name when all has gone well. Else nothing
 * of it stays behind, also where the person ends the program.
 */
export async function throughPartialFile<T>(
	destination: string,
	make: (partial: string) => Promise<T>,
): Promise<T> {
	const partial = `${destination}.${process.pid}.partial`;
	const remove = () => rmSync(partial, { force: true });
	const end = (signal: (typeof endings)[number]) => {
		remove();
		process.exit(128 + constants.signals[signal]);
	};
	for (const signal of endings) process.on(signal, end);
	try {
		const made = await make(partial);
		renameSync(partial, destination);
		return made;
	} catch (error) {
		remove();
		throw error;
	} finally {
		for (const signal of endings) process.off(signal, end);
	}
}
