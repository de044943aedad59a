import type { OperationRow } from './tensorflow-operations.ts';

const channelsLast = 'data_format="channels_last"';
const lastInTensorFlow = [null, 'NHWC', 'NWC', 'NDHWC', 'channels_last'] as const;
const pooling = `pool_size=window($ksize), strides=window($strides), padding=edges($padding), ${channelsLast}`;
const convolution = `strides=window($strides), padding=edges($padding), ${channelsLast}, dilation_rate=window($dilations)`;
const once = { strides: 1, dilations: 1 } as const;

/** Activations, convolutions, pooling and what works on images. */
export const networkRows: readonly OperationRow[] = [
	...features('nn.relu', 'nn.Relu'),
	...features('nn.relu6', 'nn.Relu6'),
	...features('nn.elu', 'nn.Elu'),
	...features('nn.selu', 'nn.Selu'),
	...features('nn.softsign math.softsign', 'nn.Softsign'),
	...features('nn.softplus math.softplus', 'nn.Softplus'),
	{ symbols: 'math.sigmoid sigmoid nn.sigmoid', recipe: 'nn.Sigmoid($x)' },
	{ symbols: 'math.log_sigmoid', recipe: 'nn.LogSigmoid($x)' },
	{
		symbols: 'nn.leaky_relu',
		recipe: 'nn.LeakyRelu($features, negative_slope=$alpha)',
		defaults: { alpha: 0.2 },
	},
	{
		symbols: 'nn.gelu',
		recipe: 'nn.Gelu($features, approximate=$approximate)',
		defaults: { approximate: false },
	},
	{ symbols: 'nn.silu nn.swish', recipe: 'nn.Silu($features)', only: { beta: [1] } },
	{
		symbols: 'nn.silu nn.swish',
		recipe: 'numpy.Multiply($features, nn.Sigmoid(numpy.Multiply($features, $beta)))',
	},
	{
		symbols: 'nn.crelu compat.v1.nn.crelu',
		recipe:
			'numpy.Concatenate([nn.Relu($features), nn.Relu(numpy.Negative($features))], axis=$axis)',
		defaults: { axis: -1 },
	},
	...['Softmax', 'LogSoftmax'].map((operation) => ({
		symbols: operation === 'Softmax' ? 'nn.softmax' : 'nn.log_softmax',
		recipe: `nn.${operation}($logits, axis=$axis)`,
		defaults: { axis: -1 },
	})),
	{
		symbols: 'nn.dropout compat.v1.nn.dropout',
		recipe: 'refuse("random-numbers")',
	},
	{
		symbols: 'nn.bias_add',
		recipe: 'numpy.Add($value, $bias)',
		only: { data_format: lastInTensorFlow },
	},
	{ symbols: 'nn.l2_loss', recipe: 'numpy.TrueDivide(numpy.Sum(numpy.Square($t)), 2)' },
	...['DepthToSpace', 'SpaceToDepth'].map((operation) => ({
		symbols: operation === 'DepthToSpace' ? 'nn.depth_to_space' : 'nn.space_to_depth',
		recipe: `nn.${operation}($input, block_size=$block_size, ${channelsLast})`,
		only: { data_format: lastInTensorFlow },
	})),
	...['max', 'avg'].flatMap((kind) => {
		const operation = kind === 'max' ? 'nn.MaxPool' : 'nn.AveragePool';
		const row = { only: { data_format: lastInTensorFlow } };
		const windows = [`nn.${kind}_pool`, `nn.${kind}_pool1d`, `nn.${kind}_pool2d`];
		return [
			{
				...row,
				symbols: windows.join(' '),
				recipe: `${operation}($input, ${pooling})`,
			},
			{
				...row,
				symbols: `compat.v1.nn.${kind}_pool compat.v1.nn.${kind}_pool2d`,
				recipe: `${operation}($value, ${pooling})`,
			},
		];
	}),
	{
		symbols: 'nn.conv1d nn.conv2d nn.conv3d',
		recipe: `nn.Conv($input, $filters, ${convolution})`,
		defaults: once,
		only: { data_format: lastInTensorFlow },
	},
	{
		symbols: 'nn.convolution',
		recipe: `nn.Conv($input, $filters, ${convolution})`,
		defaults: { ...once, padding: 'VALID' },
		only: { data_format: lastInTensorFlow },
	},
	{
		symbols: 'compat.v1.nn.conv1d',
		recipe: `nn.Conv($value, $filters, ${convolution.replace('$strides', '$stride')})`,
		defaults: { stride: 1, dilations: 1 },
		only: {
			data_format: lastInTensorFlow,
			use_cudnn_on_gpu: [true, null],
			input: [null],
			strides: [null],
		},
	},
	{
		symbols: 'compat.v1.nn.conv2d compat.v1.nn.conv3d',
		recipe: `nn.Conv($input, $filter, ${convolution})`,
		defaults: once,
		only: { data_format: lastInTensorFlow, use_cudnn_on_gpu: [true], filters: [null] },
	},
	{
		symbols: 'compat.v1.nn.convolution',
		recipe: `nn.Conv($input, $filter, ${convolution.replace('$dilations', '$dilation_rate')})`,
		defaults: { strides: 1, dilation_rate: 1 },
		only: { data_format: lastInTensorFlow, filters: [null], dilations: [null] },
	},
	{
		symbols: 'nn.depthwise_conv2d compat.v1.nn.depthwise_conv2d',
		recipe: `nn.DepthwiseConv($input, $filter, ${convolution})`,
		defaults: once,
		only: { data_format: lastInTensorFlow, rate: [null] },
	},
	{
		symbols: 'image.resize',
		recipe: `image.Resize(floats($images, $method), size=$size, interpolation=resizing($method),
			antialias=$antialias, ${channelsLast})`,
		defaults: { method: 'bilinear' },
		only: { preserve_aspect_ratio: [false] },
		gives: 'float32',
	},
	{
		symbols: 'image.rgb_to_grayscale',
		recipe: `image.RGBToGrayscale($images, ${channelsLast})`,
	},
	{ symbols: 'image.rgb_to_hsv', recipe: `image.RGBToHSV($images, ${channelsLast})` },
	{ symbols: 'image.hsv_to_rgb', recipe: `image.HSVToRGB($images, ${channelsLast})` },
	{ symbols: 'image.flip_left_right', recipe: 'numpy.Flip($image, axis=-2)' },
	{ symbols: 'image.flip_up_down', recipe: 'numpy.Flip($image, axis=-3)' },
	{ symbols: 'image.transpose', recipe: 'numpy.Swapaxes($image, axis1=-3, axis2=-2)' },
	{
		symbols: 'image.rot90',
		recipe: 'numpy.Rot90($image, k=$k, axes=[-3, -2])',
		defaults: { k: 1 },
	},
	{
		symbols: 'image.crop_to_bounding_box',
		recipe: `image.CropImages($image, top_cropping=$offset_height, left_cropping=$offset_width,
			target_height=$target_height, target_width=$target_width, ${channelsLast})`,
	},
	{
		symbols: 'image.pad_to_bounding_box',
		recipe: `image.PadImages($image, top_padding=$offset_height, left_padding=$offset_width,
			target_height=$target_height, target_width=$target_width, ${channelsLast})`,
	},
	{
		symbols: 'image.adjust_brightness',
		recipe: 'numpy.Add($image, $delta)',
		types: /^float/,
	},
	{
		symbols: 'image.adjust_contrast',
		recipe: `numpy.Add(numpy.Multiply(numpy.Subtract($images, numpy.Mean($images, axis=[-3, -2],
			keepdims=true)), $contrast_factor), numpy.Mean($images, axis=[-3, -2], keepdims=true))`,
		types: /^float/,
	},
];

/** Resize methods that both have under one name. */
export const resizeMethods: ReadonlySet<string> = new Set([
	'bilinear',
	'nearest',
	'bicubic',
	'lanczos3',
	'lanczos5',
	'area',
]);

function features(symbols: string, operation: string): OperationRow[] {
	return [{ symbols, recipe: `${operation}($features)` }];
}
