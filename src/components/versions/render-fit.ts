import { type Library, libraries, spanOf } from '../../clinic/knowledge/releases.ts';
import type { Conflict, Fit, WayOut } from '../../clinic/knowledge/version-choice.ts';
import type { VersionSet } from '../../clinic/knowledge/version-sets.ts';
import { installers, installLines } from '../../clinic/report/install-lines.ts';
import { fill } from '../../i18n/en.ts';
import type { VersionWords } from '../../i18n/versions/en.ts';

/** How many readers are shown besides the first. */
const most = 8;

/**
 * What fits a choice, as HTML: the build writes it for the first sight, the page after each choice. All
 * that goes into it comes from the release data and the words.
 */
export function renderFit({ sets, conflicts, waysOut }: Fit, words: VersionWords): string {
	const [best, ...others] = sets;
	if (!best) {
		return [
			`<p class="nothing">${words.nothing}</p>`,
			list(conflicts.map((conflict) => escape(sentence(conflict, words)))),
			waysOut.length > 0 ? `<h3>${words.change}</h3>` : '',
			list(waysOut.map(({ change, set }) => `${changeTitle(change, words)} ${link(set)}`)),
		].join('');
	}
	return [
		`<h3>${words.result}</h3>`,
		versionsOf(best, words),
		`<p class="quiet">${best.tested ? words.tested : best.versions.keras?.startsWith('3.') ? words.untested : ''}</p>`,
		...installers.map((installer) => {
			const lines = escape(installLines(best, installer));
			const copy = `<copy-text data-text="${lines}" data-copied="${words.copied}" data-failed="${words.copyFailed}"><button type="button" class="button"><span aria-live="polite">${words.copy}</span></button></copy-text>`;
			return `<div class="lines"><p><b>${words.installers[installer]}</b> ${copy}</p><pre tabindex="0"><code>${lines}</code></pre></div>`;
		}),
		`<p class="quiet">${escape(words.windows)}</p>`,
		others.length > 0 ? `<h3>${words.others}</h3>` : '',
		list(others.slice(0, most).map(link)),
	].join('');
}

/** The versions by which a page about a set is found again. */
export function queryOf({ versions }: VersionSet): string {
	const keys = ['python', 'tensorflow', 'keras', 'tf-keras', 'numpy', 'h5py'] as const;
	const query = new URLSearchParams();
	for (const key of keys) if (versions[key]) query.set(key, versions[key]);
	const backend = versions.jax ? 'jax' : versions.torch ? 'torch' : null;
	if (backend) query.set('backend', backend);
	return `?${query}`;
}

function versionsOf(set: VersionSet, words: VersionWords): string {
	const bundled = set.module === 'tensorflow.keras';
	const rows = Object.entries(set.versions).map(([library, version]) => [
		libraries[library as Library].name,
		library === 'keras' && bundled ? `${version} · ${words.inTensorflow}` : version,
	]);
	const imported = {
		keras: 'import keras',
		tf_keras: 'import tf_keras as keras',
		'tensorflow.keras': 'from tensorflow import keras',
	}[set.module];
	return `<dl>${[...rows, [words.imports, `<code>${imported}</code>`]]
		.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`)
		.join('')}</dl>`;
}

function link(set: VersionSet): string {
	const text = Object.entries(set.versions)
		.map(([library, version]) => `${libraries[library as Library].name} ${version}`)
		.join(' · ');
	return `<a href="${escape(queryOf(set))}">${text}</a>`;
}

function sentence(
	{ library, version, needs, instead, has }: Conflict,
	words: VersionWords,
): string {
	const what =
		library === 'file' ? fill(words.fileOf, { version }) : `${libraries[library].name} ${version}`;
	return fill(instead.length > 0 ? words.conflict : words.conflictNone, {
		what,
		needs: libraries[needs].name,
		instead: spanOf(needs, instead),
		has,
	});
}

function changeTitle(change: WayOut['change'], words: VersionWords): string {
	const [only] = change;
	return change.length === 1 && only
		? fill(words.changeTo, { what: words.fields[only] })
		: words.changeAll;
}

function list(items: readonly string[]): string {
	return items.length > 0 ? `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>` : '';
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
