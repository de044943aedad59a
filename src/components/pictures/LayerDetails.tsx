import type { LayerRow } from '../../clinic/model/layer-table.ts';
import { shapeText } from '../../clinic/report/shape-text.ts';
import { fill } from '../../i18n/index.ts';
import type { PictureWords } from '../../i18n/pictures/en.ts';

interface Props {
	readonly rows: readonly LayerRow[];
	readonly row: number;
	readonly inputs: readonly number[];
	readonly outputs: readonly number[];
	readonly onShow: (row: number) => void;
	/** Opens the model that the layer is; null for a layer. */
	readonly onOpen: (() => void) | null;
	readonly words: PictureWords;
	readonly language: string;
}

/** One layer of the graph in words, with its neighbours to go to. */
export function LayerDetails(props: Props) {
	const { rows, row, inputs, outputs, onShow, onOpen, words, language } = props;
	const of = rows[row];
	if (!of) return null;
	const number = new Intl.NumberFormat(language);
	const { graph: labels, layers } = words;
	const values: (readonly [string, string | null])[] = [
		[layers.className, of.className],
		[layers.shape, shapeText(of.outputShape)],
		[layers.dtype, of.dtype],
		[layers.parameters, of.parameters === null ? null : number.format(of.parameters)],
		[labels.callsLabel, of.calls > 1 ? number.format(of.calls) : null],
	];
	const parts = of.isModel ? [] : [...rows.keys()].filter((place) => rows[place]?.holder === row);
	return (
		<section class="layer-details" aria-label={of.name}>
			<h3>{of.name}</h3>
			<dl>
				{values
					.filter(([, value]) => value !== null)
					.map(([name, value]) => (
						<div key={name}>
							<dt>{name}</dt>
							<dd>{value}</dd>
						</div>
					))}
				{parts.length > 0 && (
					<div>
						<dt>{labels.inside}</dt>
						{parts.map((place) => (
							<dd key={place}>
								{rows[place]?.name} ({rows[place]?.className})
							</dd>
						))}
					</div>
				)}
				<Links
					name={labels.inputs}
					none={labels.noInputs}
					places={inputs}
					rows={rows}
					onShow={onShow}
					words={words}
				/>
				<Links
					name={labels.outputs}
					none={labels.noOutputs}
					places={outputs}
					rows={rows}
					onShow={onShow}
					words={words}
				/>
			</dl>
			{onOpen && (
				<button type="button" class="button" onClick={onOpen}>
					{labels.open}
				</button>
			)}
		</section>
	);
}

interface LinksProps {
	readonly name: string;
	readonly none: string;
	readonly places: readonly number[];
	readonly rows: readonly LayerRow[];
	readonly onShow: (row: number) => void;
	readonly words: PictureWords;
}

const mostLinks = 12;

function Links({ name, none, places, rows, onShow, words }: LinksProps) {
	return (
		<div>
			<dt>{name}</dt>
			{places.length === 0 && <dd>{none}</dd>}
			{places.slice(0, mostLinks).map((place) => (
				<dd key={place}>
					<button type="button" class="plain" onClick={() => onShow(place)}>
						{rows[place]?.name}
					</button>
				</dd>
			))}
			{places.length > mostLinks && (
				<dd>{fill(words.graph.andMore, { count: places.length - mostLinks })}</dd>
			)}
		</div>
	);
}
