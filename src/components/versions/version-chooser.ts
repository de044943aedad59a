import type { Choice } from '../../clinic/knowledge/version-choice.ts';

/** The form and what it found; the rules and the release data come when something is chosen. */
class VersionChooser extends HTMLElement {
	connectedCallback() {
		const form = this.querySelector('form');
		if (!form) return;
		form.addEventListener('change', () => this.choose(form, 'replace'));
		form.addEventListener('reset', () => setTimeout(() => this.choose(form, 'replace')));
		this.addEventListener('click', (event) => this.follow(event, form));
		window.addEventListener('popstate', () => this.readAddress(form));
		if (location.search) this.readAddress(form);
	}

	/** The address says what is chosen; what the form does not offer is left out. */
	private readAddress(form: HTMLFormElement) {
		const query = new URLSearchParams(location.search);
		for (const select of form.querySelectorAll('select')) {
			const wanted = query.get(select.name) ?? '';
			select.value = wanted;
			if (select.selectedIndex < 0) select.value = '';
		}
		void this.choose(form, 'keep');
	}

	private async choose(form: HTMLFormElement, address: 'replace' | 'keep') {
		const chosen = [...form.querySelectorAll('select')]
			.filter(({ value }) => value !== '')
			.map(({ name, value }) => [name, value] as const);
		const query = String(new URLSearchParams(chosen.map(([name, value]) => [name, value])));
		if (address === 'replace') {
			history.replaceState(null, '', location.pathname + (query && `?${query}`) + location.hash);
		}
		const [{ fit }, { renderFit }, { versionWords }] = await Promise.all([
			import('../../clinic/knowledge/version-choice.ts'),
			import('./render-fit.ts'),
			import('../../i18n/versions/index.ts'),
		]);
		const output = this.querySelector('.fit');
		if (!output) return;
		const words = versionWords[this.dataset['language'] === 'zh-cn' ? 'zh-cn' : 'en'];
		output.innerHTML = renderFit(fit(Object.fromEntries(chosen) as Choice), words);
	}

	/** A set among the others, or a way out, is a choice of its own. */
	private follow(event: MouseEvent, form: HTMLFormElement) {
		const link = event.target instanceof Element ? event.target.closest('.fit a') : null;
		if (!(link instanceof HTMLAnchorElement) || event.metaKey || event.ctrlKey) return;
		event.preventDefault();
		history.pushState(null, '', link.href);
		this.readAddress(form);
		this.scrollIntoView();
	}
}

customElements.define('version-chooser', VersionChooser);
