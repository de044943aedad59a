import { useState } from 'preact/hooks';
import type { FileFacts } from '../../clinic/evidence/files/facts.ts';
import type { ModelLayers } from '../../clinic/report/layers.ts';
import { writerRelease } from '../../clinic/report/writer-release.ts';
import { fill } from '../../i18n/index.ts';
import type { PictureWords } from '../../i18n/pictures/en.ts';
import type { GivenBlob } from '../../worker/blob-source.ts';
import { readLayers } from '../../worker/client.ts';
import { Bar } from './Bar.tsx';
import { ContentsTree } from './ContentsTree.tsx';
import { LayersGraph } from './LayersGraph.tsx';
import { LayersTable } from './LayersTable.tsx';
import { ParametersChart } from './ParametersChart.tsx';
import { Releases } from './Releases.tsx';
import { useLoaded } from './use-loaded.ts';
import { Waiting } from './Waiting.tsx';
import '../../styles/pictures.css';

interface Props {
	readonly facts: FileFacts;
	readonly files: readonly GivenBlob[];
	readonly words: PictureWords;
	/** How much of the file was read. */
	readonly read: string;
	readonly language: 'en' | 'zh-cn';
}

type View = keyof PictureWords['tabs'];

/** What is in a file, drawn: one view at a time. All come together, so that none asks the network later. */
export function Pictures({ facts, files, words, read, language }: Props) {
	const { input } = facts;
	const hasContents = (facts.container?.members ?? []).length > 0 || facts.weights !== null;
	// To draw the layers, the weights would be read once more.
	const isStopped = facts.damage?.kind === 'reading-stopped';
	const hasLayers = !isStopped && (facts.model?.layers ?? []).length > 0;
	const written = writerRelease(facts.writer);
	const views: readonly View[] = [
		...(hasLayers ? (['layers', 'graph', 'parameters'] as const) : []),
		...(hasContents ? (['contents'] as const) : []),
		...(written ? (['releases'] as const) : []),
	];
	const [view, setView] = useState<View | undefined>(views[0]);
	const [row, setRow] = useState<number | null>(null);
	const layers = useLoaded(
		async (signal) => (hasLayers ? readLayers(files, facts, signal) : null),
		[facts],
	);
	if (!view) return null;

	const choose = (by: number) => {
		const next = views[(views.indexOf(view) + by + views.length) % views.length] ?? view;
		setView(next);
		document.getElementById(`picture-tab-${next}`)?.focus();
	};
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
		event.preventDefault();
		choose(event.key === 'ArrowRight' ? 1 : -1);
	};
	const show = (place: number) => {
		setRow(place);
		setView('graph');
	};
	const common = { words, language };
	const draw = ({ rows, graph, isConnected }: ModelLayers) => {
		if (view === 'layers') {
			return <LayersTable rows={rows} onShow={isConnected ? show : null} {...common} />;
		}
		if (view === 'parameters') {
			return <ParametersChart rows={rows} hasWeights={facts.weights !== null} {...common} />;
		}
		if (!isConnected) return <p>{words.graph.unconnected}</p>;
		const modelName = facts.model?.name ?? facts.model?.modelClass ?? '';
		return <LayersGraph {...{ rows, graph, modelName, row }} onShow={setRow} {...common} />;
	};

	return (
		<section aria-labelledby="pictures-title">
			<header>
				<h2 id="pictures-title">{fill(words.title, { name: input.name })}</h2>
				<p class="pictures-read">
					{read}
					<Bar share={input.bytes > 0 ? Math.min(1, input.bytesRead / input.bytes) : 0} />
				</p>
			</header>
			<div class="tabs" role="tablist" onKeyDown={onKeyDown}>
				{views.map((one) => (
					<button
						type="button"
						role="tab"
						key={one}
						id={`picture-tab-${one}`}
						aria-selected={one === view}
						aria-controls="picture-panel"
						tabIndex={one === view ? 0 : -1}
						onClick={() => setView(one)}
					>
						{words.tabs[one]}
					</button>
				))}
			</div>
			<div id="picture-panel" role="tabpanel" aria-labelledby={`picture-tab-${view}`}>
				{view === 'contents' ? (
					<ContentsTree facts={facts} {...common} />
				) : view === 'releases' ? (
					written && <Releases written={written} {...common} />
				) : (
					<Waiting loaded={layers} words={words}>
						{(ready) => ready && draw(ready)}
					</Waiting>
				)}
			</div>
		</section>
	);
}
