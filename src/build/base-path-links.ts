/** Puts the site's base path in front of the root-relative links of Markdown (`/errors/x/`). */
export function basePathLinks(base: string) {
	return {
		name: 'base-path-links',
		link(node: { url: string }) {
			if (node.url.startsWith('/') && base !== '/') node.url = base.replace(/\/$/, '') + node.url;
		},
	};
}
