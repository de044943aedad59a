import type { FileFacts } from '../../clinic/evidence/files/facts.ts';
import { customText, signatureText, writerText } from '../../clinic/report/facts-text.ts';
import { groupRisks } from '../../clinic/report/security.ts';
import { loadingScript } from '../../clinic/treatment/loading-script.ts';
import { fill, type Strings } from '../../i18n/index.ts';
import { readText } from '../../i18n/read-text.ts';
import { CodeBlock } from './CodeBlock.tsx';
import { Prose } from './Marked.tsx';

interface Props {
	readonly facts: FileFacts;
	readonly words: Strings;
	readonly language: string;
}

const mostMissing = 12;

/** What was read from the file, as a short list. */
export function FileFactsView({ facts, words, language }: Props) {
	const { model, weights, archives, signatures, risks } = facts;
	const number = new Intl.NumberFormat(language);
	const inArchives = fill(words.facts.unpackFirst, { archives: archives.join(' → ') });
	const rows: (readonly [string, string | null | undefined])[] = [
		[words.facts.format, words.formats[facts.format]],
		[words.facts.archives, archives.length > 0 ? inArchives : null],
		[words.facts.writer, writerText(facts.writer) ?? (model ? words.facts.writerUnknown : null)],
		[words.facts.model, model && [model.modelClass, model.name].filter(Boolean).join(' · ')],
		[words.facts.layers, model && number.format(model.layers.length)],
		[words.facts.parameters, weights && number.format(weights.parameters)],
		[words.facts.missing, weights?.missing?.slice(0, mostMissing).join(', ')],
		[words.facts.signature, signatures.map(signatureText).join('; ')],
		[words.facts.dtype, model?.dtype],
		[words.facts.optimizer, model?.optimizer],
		[words.facts.custom, model?.custom.map(customText).join('; ')],
		[words.facts.size, readText(facts, words, language)],
	];
	const script = loadingScript(facts, words.script);
	return (
		<div class="facts">
			<dl>
				{rows
					.filter(([, value]) => value)
					.map(([name, value]) => (
						<div key={name}>
							<dt>{name}</dt>
							<dd>{value}</dd>
						</div>
					))}
			</dl>
			{risks.length > 0 && <Risks facts={facts} words={words} />}
			{script && (
				<details class="loading-script">
					<summary>{words.script.title}</summary>
					<CodeBlock code={script} words={words.answer} />
				</details>
			)}
		</div>
	);
}

const mostQuotes = 5;

/** What the file can do when it is loaded: each kind once, with where it stands and what to do. */
function Risks({ facts, words }: Omit<Props, 'language'>) {
	return (
		<section class="risks" aria-label={words.facts.risks}>
			<h3>{words.facts.risks}</h3>
			<ul>
				{groupRisks(facts).map(({ id, places, vulnerabilities }) => (
					<li key={id}>
						<p>{words.risks[id].why}</p>
						<ul>
							{places.slice(0, mostQuotes).map(({ where, quote }) => (
								<li key={`${where}\n${quote}`}>
									{where && `${where}: `}
									<code>{quote}</code>
								</li>
							))}
							{places.length > mostQuotes && (
								<li>{fill(words.facts.moreMembers, { count: places.length - mostQuotes })}</li>
							)}
						</ul>
						<p>
							<Prose text={words.risks[id].advice} />{' '}
							{vulnerabilities.map(({ cve, affects }) => `${cve} (${affects})`).join(', ')}
						</p>
					</li>
				))}
			</ul>
		</section>
	);
}
