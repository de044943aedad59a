import type { FileFacts } from '../clinic/evidence/files/facts.ts';
import { formatBytes } from '../clinic/report/bytes.ts';
import { fill, type Strings } from './en.ts';

/** How little of a file was read: `read 41 kB of 3.2 GB`. */
export function readText({ input }: FileFacts, words: Strings, language: string): string {
	return fill(words.facts.read, {
		read: formatBytes(input.bytesRead, language),
		size: formatBytes(input.bytes, language),
	});
}
