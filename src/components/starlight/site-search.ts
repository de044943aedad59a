import { fill } from '../../i18n/en.ts';
import type { SiteWords } from '../../i18n/site/en.ts';

/** What is used of pagefind.js, which Pagefind writes beside the index. */
interface Pagefind {
	options(options: { excerptLength: number; baseUrl: string }): Promise<void>;
	/** Null when a newer search came meanwhile. */
	debouncedSearch(query: string): Promise<{ results: readonly Result[] } | null>;
}
interface Result {
	data(): Promise<{ url: string; excerpt: string; meta: { title?: string } }>;
}

/** How many results are read and shown. */
const most = 10;

class SiteSearch extends HTMLElement {
	private pagefind: Promise<Pagefind> | null = null;
	private words: SiteWords['search'] = JSON.parse(this.dataset['words'] ?? '{}');

	connectedCallback() {
		const dialog = this.querySelector('dialog');
		const input = this.querySelector('input');
		if (!dialog || !input) return;
		const open = () => {
			dialog.showModal();
			input.select();
			this.load().catch(() => this.say(this.words.failed));
		};
		this.querySelector('.opener')?.addEventListener('click', open);
		window.addEventListener('keydown', (event) => {
			if (event.key !== 'k' || !(event.metaKey || event.ctrlKey)) return;
			event.preventDefault();
			if (dialog.open) dialog.close();
			else open();
		});
		dialog.addEventListener('click', (event) => {
			if (event.target === dialog) dialog.close();
		});
		input.addEventListener('keydown', (event) => {
			// Enter would close the dialog as its button does.
			if (event.key !== 'Enter' || event.isComposing) return;
			event.preventDefault();
			this.querySelector<HTMLAnchorElement>('li a')?.focus();
		});
		input.addEventListener('input', () => {
			this.search(input.value.trim()).catch(() => this.say(this.words.failed));
		});
	}

	private load(): Promise<Pagefind> {
		this.pagefind ??= (async () => {
			const bundle = this.dataset['bundle'] ?? '';
			const pagefind: Pagefind = await import(/* @vite-ignore */ `${bundle}pagefind.js`);
			await pagefind.options({ excerptLength: 24, baseUrl: bundle.replace(/pagefind\/$/, '') });
			return pagefind;
		})();
		return this.pagefind;
	}

	private async search(query: string) {
		if (query === '') return this.show('', []);
		const found = await (await this.load()).debouncedSearch(query);
		if (!found) return;
		const pages = await Promise.all(found.results.slice(0, most).map((one) => one.data()));
		const count = found.results.length;
		const text = count > 0 ? this.words.found : this.words.none;
		this.show(
			fill(text, { count, query }),
			pages.map(({ url, excerpt, meta }) => {
				const item = document.createElement('li');
				const link = document.createElement('a');
				link.href = url;
				link.textContent = meta.title ?? url;
				const text = document.createElement('p');
				// Pagefind escapes the page's text; the only elements in it are its <mark>.
				text.innerHTML = excerpt;
				item.append(link, text);
				return item;
			}),
		);
	}

	private show(status: string, items: readonly HTMLElement[]) {
		this.say(status);
		this.querySelector('ol')?.replaceChildren(...items);
	}

	private say(status: string) {
		const place = this.querySelector('[role=status]');
		if (place) place.textContent = status;
	}
}

customElements.define('site-search', SiteSearch);
