/** A page of the site: its address without base path and language, and its title in both. */
export interface KnownPage {
	readonly path: string;
	readonly code: string | null;
	readonly en: string;
	readonly 'zh-cn': string;
}

/**
 * The page that an unknown address means, or null where it is not certain. Takes off what mail clients,
 * forums and Markdown append to a link (`)`, `.`, `%22`, `&gt;`), and knows codes and names without
 * their folder. `path` starts after the site's base path.
 */
export function meantPath(path: string, pages: readonly KnownPage[]): string | null {
	const bare = decoded(path)
		.replace(/&(?:gt|lt|quot|amp|#\d+);.*$/, '')
		.replace(/[^\w/.-].*$/, '')
		.replace(/\/index\.html?$|\.(?:html?|mdx?)$/, '/')
		.replace(/[._-]+\/?$/, '')
		.replace(/\/{2,}/g, '/')
		.toLowerCase();
	const [, language = '', rest = ''] =
		/^\/(zh(?:-cn|-hans)?(?=\/|$))?\/?(.*?)\/?$/.exec(bare) ?? [];
	const prefix = language ? '/zh-cn' : '';
	const wanted = rest === '' ? '/' : `/${rest}/`;
	// Letters that were cut away and left nothing meant something else than the home page.
	if (rest === '' && !language && /[\p{L}\p{N}]/u.test(path)) return null;
	const name = rest.split('/').at(-1) ?? '';
	const page =
		pages.find(({ path }) => path === wanted) ??
		pages.find(({ code }) => code?.toLowerCase() === name) ??
		pages.find(({ path }) => name !== '' && path.split('/').at(-2) === name);
	return page ? prefix + page.path : null;
}

/** Pages whose address or titles look like the unknown address, best first, at most `most`. */
export function nearestPages(
	path: string,
	pages: readonly KnownPage[],
	most = 5,
): readonly KnownPage[] {
	const wanted = trigrams(decoded(path));
	return pages
		.map((page) => {
			const known = [page.path, page.en, page['zh-cn']].map(trigrams);
			return { page, score: Math.max(...known.map((other) => likeness(wanted, other))) };
		})
		.filter(({ score }) => score > 0.15)
		.sort((a, b) => b.score - a.score)
		.slice(0, most)
		.map(({ page }) => page);
}

function decoded(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}

function trigrams(text: string): ReadonlySet<string> {
	const letters = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ');
	return new Set(
		Array.from({ length: Math.max(0, letters.length - 2) }, (_, i) => letters.slice(i, i + 3)),
	);
}

/** Dice's coefficient: twice what both have, over what each has. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
	const shared = [...one].filter((part) => other.has(part)).length;
	return (2 * shared) / (one.size + other.size || 1);
}
