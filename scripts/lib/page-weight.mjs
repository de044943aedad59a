import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * Scales for what pages of a built site load: bytes after gzip of some of its files, with the modules
 * that scripts import at once and the fonts that styles bring for Latin letters; pictures are left out, and
 * so is what is not there.
 *
 * @param {string} folder
 * @param {string} base
 * @returns {(files: string[]) => { script: number, all: number }}
 */
export function scalesOf(folder, base) {
	const bytes = new Map();
	const next = new Map();
	const read = (file) => {
		const content = readFileSync(join(folder, file));
		bytes.set(file, gzipSync(content).length);
		next.set(file, loadedBy(file, content.toString(), base));
	};
	return (files) => {
		const loaded = new Set();
		const add = (file) => {
			if (loaded.has(file) || !/\.(?:html|js|css|woff2)$/.test(file)) return;
			if (!existsSync(join(folder, file))) return;
			loaded.add(file);
			if (!bytes.has(file)) read(file);
			for (const one of next.get(file)) add(one);
		};
		for (const file of files) add(file);
		const sum = (some) => some.reduce((total, file) => total + bytes.get(file), 0);
		return {
			script: sum([...loaded].filter((file) => file.endsWith('.js'))),
			all: sum([...loaded]),
		};
	};
}

function loadedBy(file, text, base) {
	const resolved = (address) =>
		address.startsWith('/') ? address.slice(base.length) : posix.join(posix.dirname(file), address);
	if (file.endsWith('.js')) {
		const modules = text.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g);
		return [...modules].map(([, module]) => resolved(module));
	}
	if (!file.endsWith('.css')) return [];
	return [...text.matchAll(/@font-face\s*{[^}]*}/g)]
		.map(([face]) => face)
		.filter((face) => isLatin(face) && !/font-style:\s*italic/.test(face))
		.flatMap(addressesInCss)
		.filter((address) => !address.startsWith('data:'))
		.map(resolved);
}

function isLatin(face) {
	return !/unicode-range/i.test(face) || /u\+(?:\?\?|0+-0*ff)/i.test(face);
}

/** What a style names by `url()` and `@import`. */
export function addressesInCss(css) {
	const pattern = /(?:url\(\s*|@import\s+)["']?([^"')\s;]+)/gi;
	return [...css.matchAll(pattern)].map(([, address]) => address);
}
