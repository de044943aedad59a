import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import sharp from 'sharp';
import { socialCard } from './social-card.ts';

/** Drawn once: what does not change from build to build is kept here, by what it shows. */
const cache = fileURLToPath(new URL('../../node_modules/.cache/social-images/', import.meta.url));

/** Draws for every page the picture that chats and networks show beside a link to it. */
export function socialImages(): AstroIntegration {
	return {
		name: 'social-images',
		hooks: {
			'astro:build:done': async ({ dir }) => {
				const root = fileURLToPath(dir);
				const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((file) =>
					file.replaceAll('\\', '/'),
				);
				const pages = files.filter((file) => file.endsWith('index.html'));
				mkdirSync(cache, { recursive: true });
				const next = async (): Promise<void> => {
					const file = pages.pop();
					if (file === undefined) return;
					const html = readFileSync(root + file, 'utf8');
					if (html.includes('property="og:image"')) await draw(html, root + socialPath(file));
					return next();
				};
				await Promise.all(cpus().map(next));
			},
		},
	};
}

/** `errors/x/index.html` → `social/errors/x.png`; `index.html` → `social/index.png`. */
export function socialPath(file: string): string {
	return `social/${file.replace(/(^|\/)index\.html$/, '') || 'index'}.png`;
}

async function draw(html: string, target: string): Promise<void> {
	const [, title = ''] = /<meta property="og:title" content="([^"]*)"/.exec(html) ?? [];
	const [, code = ''] = /class="diagnosis-code"[^>]*>([^<]+)</.exec(html) ?? [];
	const svg = await socialCard(plain(title).replaceAll('`', ''), code);
	const kept = join(cache, `${createHash('sha256').update(svg).digest('hex')}.png`);
	if (!existsSync(kept)) {
		const png = sharp(Buffer.from(svg)).png({ palette: true, colours: 16, dither: 0, effort: 1 });
		writeFileSync(kept, await png.toBuffer());
	}
	mkdirSync(dirname(target), { recursive: true });
	writeFileSync(target, readFileSync(kept));
}

function plain(text: string): string {
	const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
	return text.replace(/&(#?x?\w+);/g, (all, name: string) => {
		const [, hexadecimal, decimal] = /^#(?:x([\da-f]+)|(\d+))$/i.exec(name) ?? [];
		if (hexadecimal) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
		if (decimal) return String.fromCodePoint(Number(decimal));
		return named[name] ?? all;
	});
}
