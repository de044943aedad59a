/**
 * The site's address, in one place. Every link that leaves the site (copied Markdown, command line,
 * JSON) is made from `home`. A host sets SITE_URL and BASE_PATH when it builds.
 */
export const site = process.env.SITE_URL || 'https://keras-clinic.github.io';
export const base = `/${(process.env.BASE_PATH ?? '').replace(/^\/+|\/+$/g, '')}/`.replace(
	'//',
	'/',
);
export const home = new URL(base, site).href;
