import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

const directives = [
	"default-src 'none'",
	"base-uri 'none'",
	"form-action 'none'",
	"connect-src 'self'",
	"img-src 'self' data:",
	"font-src 'self'",
	"manifest-src 'self'",
	// The analysis worker starts from a blob, so that it inherits this policy; search has a worker of its own.
	"worker-src 'self' blob:",
	"style-src-attr 'unsafe-inline'",
];

/**
 * Writes a strict policy into every built page: each inline script and style by its SHA-256, first in
 * the head so that nothing runs before it. Astro's own `security.csp` leaves out the inline scripts
 * of Starlight. `wasm-unsafe-eval` is for h5wasm and the search; `unsafe-eval` is never needed.
 */
export function contentSecurityPolicy(): AstroIntegration {
	return {
		name: 'content-security-policy',
		hooks: {
			'astro:build:done': ({ dir }) => {
				const root = fileURLToPath(dir);
				for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
					if (!path.endsWith('.html')) continue;
					const html = readFileSync(root + path, 'utf8');
					writeFileSync(root + path, withPolicy(html));
				}
			},
		},
	};
}

function withPolicy(html: string): string {
	const policy = [
		...directives,
		`script-src 'self' 'wasm-unsafe-eval' ${hashes(html, /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)}`,
		`style-src-elem 'self' ${hashes(html, /<style[^>]*>([\s\S]*?)<\/style>/g)}`,
	].join('; ');
	const meta = `<meta http-equiv="content-security-policy" content="${policy.trim()}">`;
	const charset = /<meta charset="?utf-8"?\s*\/?>/i;
	const withoutCharset = html.replace(charset, '');
	// A page without a head (a redirect) gets one: the policy must bind it as well.
	return /<head[^>]*>/.test(withoutCharset)
		? withoutCharset.replace(/<head[^>]*>/, (head) => `${head}<meta charset="utf-8">${meta}`)
		: withoutCharset.replace(/^(<!doctype html>)?/i, `$1<meta charset="utf-8">${meta}`);
}

function hashes(html: string, elements: RegExp): string {
	const contents = [...html.matchAll(elements)].map(([, content]) => content ?? '');
	const digests = contents.map(
		(content) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`,
	);
	return [...new Set(digests)].sort().join(' ');
}
