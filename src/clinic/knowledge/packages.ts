/** A package that brings layers or functions of its own, by which it is known in a file. */
export interface PackageRow {
	/** As `pip install` takes it. */
	readonly package: string;
	/** As Python imports it; a file that states modules names it. */
	readonly module: string;
	/** Its classes and functions that files name without a module. */
	readonly names: readonly string[];
	/** The generation of Keras that it is made for. */
	readonly keras: 2 | 3;
}

/** From the public names of each package; names that several packages share are left out. */
export const packageRows: readonly PackageRow[] = [
	{ package: 'keras-hub', module: 'keras_hub', names: [], keras: 3 },
	{ package: 'keras-hub', module: 'keras_nlp', names: [], keras: 3 },
	{ package: 'keras-cv', module: 'keras_cv', names: [], keras: 3 },
	{
		package: 'qkeras',
		module: 'qkeras',
		names: [
			...['QActivation', 'QBatchNormalization', 'QConv1D', 'QConv2D', 'QConv2DBatchnorm', 'QDense'],
			...['QDepthwiseConv2D', 'QInitializer', 'QLSTM', 'QGRU', 'quantized_bits', 'quantized_relu'],
		],
		keras: 2,
	},
	{
		package: 'tensorflow-hub',
		module: 'tensorflow_hub',
		names: ['KerasLayer'],
		keras: 2,
	},
	{
		package: 'tensorflow-model-optimization',
		module: 'tensorflow_model_optimization',
		names: ['PruneLowMagnitude', 'QuantizeWrapper', 'QuantizeWrapperV2', 'QuantizeLayer'],
		keras: 2,
	},
	{
		package: 'tensorflow-addons',
		module: 'tensorflow_addons',
		names: [
			'Addons>InstanceNormalization',
			'Addons>GroupNormalization',
			'Addons>WeightNormalization',
		],
		keras: 2,
	},
	{
		package: 'keras-self-attention',
		module: 'keras_self_attention',
		names: ['SeqSelfAttention', 'SeqWeightedAttention'],
		keras: 2,
	},
	{ package: 'keras-tcn', module: 'tcn', names: ['TCN'], keras: 2 },
	{ package: 'spektral', module: 'spektral', names: ['GCNConv', 'GATConv'], keras: 2 },
	{ package: 'larq', module: 'larq', names: ['QuantConv2D', 'QuantDense'], keras: 2 },
	{ package: 'transformers', module: 'transformers', names: ['TFBertMainLayer'], keras: 2 },
];

/** The package that brings a class or function, where it is known; `module` as the file states it. */
export function packageOf(name: string, module: string | null): PackageRow | null {
	const root = module?.split('.')[0];
	return (
		packageRows.find((row) => row.module === root) ??
		packageRows.find(({ names }) => names.includes(name)) ??
		null
	);
}
