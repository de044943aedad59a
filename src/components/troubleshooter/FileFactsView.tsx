import type { FileFacts } from '../../clinic/evidence/files/facts.ts';
import { formatBytes } from '../../clinic/report/bytes.ts';
import { fill, type Strings } from '../../i18n/index.ts';

interface Props {
	readonly facts: FileFacts;
	readonly words: Strings;
	readonly language: string;
}

const mostMembers = 12;

/** What was read from the file, as a short list; the members of its archive with their sizes. */
export function FileFactsView({ facts, words, language }: Props) {
	const { input, model, weights, container } = facts;
	const number = new Intl.NumberFormat(language);
	const rows: (readonly [string, string | null | undefined])[] = [
		[words.facts.format, words.formats[facts.format]],
		[words.facts.writer, writerName(facts) ?? (model ? words.facts.writerUnknown : null)],
		[words.facts.model, model && [model.modelClass, model.name].filter(Boolean).join(' · ')],
		[words.facts.layers, model && number.format(model.layers.length)],
		[words.facts.parameters, weights && number.format(weights.parameters)],
		[words.facts.dtype, model?.dtype],
		[words.facts.optimizer, model?.optimizer],
		[words.facts.custom, model?.customObjects.join(', ')],
		[
			words.facts.size,
			fill(words.facts.read, {
				read: formatBytes(input.bytesRead, language),
				size: formatBytes(input.bytes, language),
			}),
		],
	];
	const members = container?.members ?? [];
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
			{members.length > 0 && (
				<ul class="members" aria-label={words.facts.members}>
					{members.slice(0, mostMembers).map((member) => (
						<li key={member.path} data-leftover={member.leftover || undefined}>
							<code>{member.path}</code>
							<span>
								{member.leftover ? words.facts.leftover : formatBytes(member.size, language)}
							</span>
						</li>
					))}
					{members.length > mostMembers && (
						<li>{fill(words.facts.moreMembers, { count: members.length - mostMembers })}</li>
					)}
				</ul>
			)}
		</div>
	);

	function writerName({ writer }: FileFacts): string | null {
		if (!writer?.version && !writer?.generation) return null;
		const library = writer.library === 'tf-keras' ? 'tf-keras' : 'Keras';
		const version = writer.version ?? `${writer.generation}.x`;
		return [`${library} ${version}`, writer.backend].filter(Boolean).join(' · ');
	}
}
