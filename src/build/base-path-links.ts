import type { MdastPluginDefinition } from 'satteri';

/** Puts the site's base path in front of the root-relative links of Markdown (`/errors/x/`). */
export function basePathLinks(base: string): MdastPluginDefinition {
	return {
		name: 'base-path-links',
		link(node, context) {
			if (!node.url.startsWith('/') || base === '/') return;
			context.setProperty(node, 'url', base.replace(/\/$/, '') + node.url);
		},
	};
}
