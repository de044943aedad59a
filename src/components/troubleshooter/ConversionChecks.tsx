import type { TensorCheck } from '../../clinic/treatment/convert/verify.ts';
import type { ConversionWords } from '../../i18n/conversion/words.ts';
import { fill } from '../../i18n/index.ts';
import type { ConvertedModel } from '../../worker/browser.ts';
import { Download } from './Download.tsx';

/** More tensors than a person reads; all of them are in the text that can be downloaded. */
const mostShown = 100;

/** What was checked after the conversion. */
export function ConversionChecks({
	made: { checks, report },
	words,
}: {
	readonly made: ConvertedModel;
	readonly words: ConversionWords['panel'];
}) {
	const changed = checks.filter(({ change }) => change !== null && change !== 'reshaped').length;
	const { copied, of } = report.weights;
	return (
		<ul class="checks">
			<li>{fill(words.copied, { copied, of })}</li>
			{report.optimizerVariables > 0 && (
				<li>{fill(words.optimizer, { count: report.optimizerVariables })}</li>
			)}
			<li>{fill(words.equal, { equal: checks.length - changed, of: checks.length })}</li>
			{changed > 0 && <li>{fill(words.changed, { count: changed })}</li>}
			<li>{words.readAgain}</li>
		</ul>
	);
}

/** The SHA-256 of every tensor; `name` is that of the converted file. */
export function Checksums(props: {
	readonly checks: readonly TensorCheck[];
	readonly words: ConversionWords['panel'];
	readonly name: string;
}) {
	const { checks, words, name } = props;
	if (checks.length === 0) return null;
	return (
		<details class="checksums">
			<summary>{fill(words.checksums, { count: checks.length })}</summary>
			<div class="checksums-table" role="region" aria-label={words.checksumsLabel} tabIndex={0}>
				<table>
					<thead>
						<tr>
							<th scope="col">{words.tensor}</th>
							<th scope="col">{words.result}</th>
							<th scope="col">SHA-256</th>
							<th scope="col">{words.shape}</th>
						</tr>
					</thead>
					<tbody>
						{checks.slice(0, mostShown).map((check, index) => (
							<tr key={index}>
								<th scope="row">
									<code>{check.layer}</code> {check.role}
									<small>{check.source}</small>
								</th>
								<td>{check.change === null ? words.same : words.changes[check.change]}</td>
								<td>
									<code class="checksum" title={check.sha256}>
										{check.sha256}
									</code>
								</td>
								<td>
									{check.dtype} ({check.shape.join(', ')})
								</td>
							</tr>
						))}
					</tbody>
				</table>
			</div>
			{checks.length > mostShown && (
				<p>{fill(words.firstShown, { count: mostShown, total: checks.length })}</p>
			)}
			<Download
				blob={new Blob([checksumsText(checks, words)], { type: 'text/plain' })}
				name={`${name}.sha256.txt`}
				label={words.downloadChecksums}
				class="button"
			/>
		</details>
	);
}

/** A line for each tensor: its whole SHA-256, where it is now, where it was found. */
function checksumsText(checks: readonly TensorCheck[], words: ConversionWords['panel']): string {
	const lines = checks.map(({ sha256, layer, role, dtype, shape, source, change }) =>
		[
			sha256,
			`${layer} ${role}`,
			`${dtype} (${shape.join(', ')})`,
			source,
			change === null ? words.same : words.changes[change],
		].join('\t'),
	);
	return `${lines.join('\n')}\n`;
}
