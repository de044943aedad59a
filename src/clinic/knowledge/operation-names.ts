/**
 * Operations of `keras.ops` whose `__init__` takes no name in Keras 3.0 to 3.10, by the first minor release in which
 * it does not; a configuration that has one is refused there. Since 3.11 all take one, and all are written with
 * theirs (`Operation.get_config` in keras/src/ops/operation.py). Read from the signatures in 3.0.5, 3.1.1, 3.2.1,
 * 3.3.3, 3.4.1, 3.5.0, 3.6.0, 3.7.0, 3.8.0, 3.9.2, 3.10.0, 3.11.3 and 3.15.1.
 */
const nameless: Readonly<Record<number, string>> = {
	0: `AffineTransform All Amax Amin Any Append Argmax Argmin Argpartition Argsort AssociativeScan
		Average AveragePool BinaryCrossentropy Bincount BitwiseAnd BitwiseInvert BitwiseLeftShift
		BitwiseNot BitwiseOr BitwiseRightShift BitwiseXor BroadcastTo CTCDecode CTCLoss Cast
		CategoricalCrossentropy Celu Cholesky Clip Concatenate Conv ConvTranspose ConvertToTensor
		Correlate CountNonzero CropImages Cross CtcLoss Cumprod Cumsum DepthwiseConv Det Diag Diagflat
		Diagonal Diff DotProductAttention Eig Eigh Einsum ElasticTransform Elu ExpandDims
		ExtractPatches ExtractSequences FFT FFT2 Flip ForiLoop GaussianBlur Gelu Glu HSVToRGB
		HardShrink HardTanh Histogram IFFT2 IRFFT ISTFT InTopK Inv LeakyRelu LeftShift Linspace
		LogSoftmax Logdet Logspace Logsumexp Lstsq LuFactor Map MapCoordinates Max MaxPool Mean Median
		Meshgrid Min Moveaxis Norm Normalize OneHot PSNR Pad PadImages PerspectiveTransform Polar Prod
		Qr Quantile RFFT RGBToGrayscale RGBToHSV RMSNorm Repeat Reshape Resize RightShift Roll Rot90
		Round STFT SVD SaturateCast Scan SegmentMax SegmentReduction SegmentSum Select SeparableConv
		Slogdet SoftShrink Softmax Solve SolveTriangular Sort SparseCategoricalCrossentropy Sparsemax
		Split Squareplus Squeeze Stack Std StopGradient Sum Swapaxes Take TakeAlongAxis TanhShrink
		Tensordot Threshold Tile TopK Trace Transpose Tril Triu Trunc UnravelIndex Unstack Var
		WhileLoop`,
	2: 'BatchNorm Moments',
	3: 'Eye NanToNum Tri',
};

const lastNameless = 10;

const firstRelease = new Map(
	Object.entries(nameless).flatMap(([minor, names]) =>
		names.split(/\s+/).map((name) => [name, Number(minor)] as const),
	),
);

/** Whether a release line of Keras 3 refuses an operation of this class that has a name. */
export function refusesName(className: string, minor: number): boolean {
	const first = firstRelease.get(className);
	return first !== undefined && minor >= first && minor <= lastNameless;
}

/** Whether one of them does. */
export function isRefusedWithName(className: string): boolean {
	return firstRelease.has(className);
}
