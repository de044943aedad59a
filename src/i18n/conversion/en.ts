/** What is said about a conversion to Keras 3: why it is not made, and what is handed out with it. */
export const conversion = {
	/** A reason with the layers that it is about. */
	at: '{layers}: {reason}',
	between: ', ',
	andMore: '{layers} and {count} more',
	reasons: '; ',
	refusals: {
		'no-file': 'no file was given',
		'not-a-model': 'not a file that holds a Keras model',
		'no-config':
			'there is no config.json where Keras looks for it: repair the archive first (on the command line --to archive)',
		'no-weights-member':
			'there is no model.weights.h5 that can be read where it lies: repair the archive first (on the command line --to archive)',
		'weights-without-architecture':
			'the file holds weights alone: give the architecture with it (model.json; on the command line --architecture model.json)',
		'checkpoint-without-architecture':
			'a checkpoint holds weights alone: give the architecture with it (model.json; on the command line --architecture model.json)',
		'architecture-without-weights':
			'an architecture alone: its weights are in another file, give that too',
		'not-weights': 'the other file is no weights file of Keras',
		'no-variables-folder': 'the folder “variables” of the SavedModel is missing',
		'shard-missing': '{file} is missing: it holds a part of the weights',
		'tensorflow-1-checkpoint':
			'a checkpoint of TensorFlow 1: it names variables, and nothing of the layers that they belong to',
		'no-keras-metadata':
			'a SavedModel without what Keras notes about its model: it can be run with keras.layers.TFSMLayer, but not converted',
		'keras-1':
			'a file of Keras 1.0 or older, which computes some layers otherwise: load and save it with Keras 2.2 or 2.3, compare what it predicts, and convert that file',
		'keras-1-layer':
			'{class} of Keras 1, which neither Keras 2 nor Keras 3 has: write it as a layer of your own',
		'keras-1-argument': '{class} with {argument}={value}, which neither Keras 2 nor Keras 3 has',
		'keras-1-merge': 'Merge with mode={mode}, which no layer of Keras 2 or 3 does',
		'keras-1-branches':
			'a Merge with models in it, which neither Keras 2 nor Keras 3 has: build a functional model of the branches and load the weights',
		'keras-1-theano':
			'a convolution that was saved with Theano, which turns its kernels: load and save it with Keras 2.2 on TensorFlow, and convert that file',
		'keras-1-channels': '{class} with its channels first, in a file of Keras 1',
		'keras-3': 'a file of Keras 3 already: there is nothing to convert',
		subclassed:
			'the model is a class of your own: its configuration does not say of what layers it is made',
		'too-deep': 'models are nested more than {most} deep',
		'no-layers': 'its configuration has no list of layers',
		'no-class': 'its configuration names no class',
		'not-an-object': 'its configuration is not a JSON object',
		'duplicate-name': 'two layers of the model have this name',
		'unknown-node': 'a node of its graph is not in a form that Keras writes',
		'unknown-structure': 'its inputs or outputs are not in a form that Keras writes',
		'input-missing': 'it is called on “{input}”, a layer that the model does not have',
		'output-missing': 'it takes the output of call {call} of “{input}”, and there is no such call',
		circle: 'the graph runs in a circle here',
		'no-input-shape':
			'a Sequential model that does not state the shape of its input: call model.build(shape) in Keras 2, save it again and convert that file',
		'foreign-layer':
			'the weights file has this layer and the model has not ({given} layers with weights in the file, {wanted} in the model)',
		'weight-count': 'by its configuration it has {wanted} weights, in the file {given}',
		'weight-missing': 'the file has no {role} for it: {place} is not there',
		'weight-not-in-checkpoint': 'the checkpoint has no {role} for it',
		'weight-size':
			'the last axis of its {role} must have length {wanted}, but {tensor} has the shape ({shape})',
		'weight-axes': 'its {role} must have one axis, but {tensor} has the shape ({shape})',
		'weight-cut': '{tensor} ends after {there} of {wanted} bytes: the file is cut off or damaged',
		'weight-type': '{tensor} is of type {dtype}; only float32 can be rearranged here',
		'unwritable-type': '{tensor} is of type {dtype}, which no weights file of Keras holds',
		'no-translation':
			'how {class} is written in Keras 3 is not known here: build that layer anew and load its weights',
		argument: '{class} has {argument}={value}, which Keras 3 cannot do',
		'needs-neighbour':
			'it needs another layer beside it, and the layer that wraps it has no room for one',
		'model-as-activation': 'its {argument} is a model: put that behind the layer instead',
		'locally-connected':
			'Keras 3 has no locally connected layers: write a layer of your own with the same kernel (extract the patches, one matrix product for each position)',
		'category-crossing':
			'Keras 3 has no CategoryCrossing: join the strings before the model, or use HashedCrossing',
		'cell-wrapper':
			'Keras 3 has no wrappers of cells: write a cell of your own that does the same, and load its weights',
		'feature-columns':
			'Keras 3 has no feature columns: use keras.utils.FeatureSpace or preprocessing layers',
		'fourier-features': 'Keras 3 has no RandomFourierFeatures: write it as a layer of your own',
		'adapted-bins':
			'its bins were learned with adapt(), and Keras 2 does not save them in this file: take them from the program (layer.bin_boundaries) and pass them as bin_boundaries',
		'vocabulary-missing':
			'{class} learned its vocabulary with adapt(), and this file does not hold it: convert the .keras file or the SavedModel instead, or pass the vocabulary (layer.get_vocabulary())',
		'frequencies-missing': 'output_mode="tf_idf", but the document frequencies are not in the file',
		'statistics-missing': 'a Normalization whose mean and variance are not in the file',
		'several-axes':
			'BatchNormalization over the axes {axes}: Keras 3 takes one axis only; write it as a layer of your own',
		interpolation:
			'{class} with interpolation="{interpolation}", which Keras 3 does not have: resize before the model with tf.image.resize, or choose another interpolation',
		'batch-axes':
			'{class} is called on a tensor of {axes} axes; in Keras 3 it takes {taken}: put it into a TimeDistributed for each axis in front (the weights stay the same), save that with Keras 2 and convert it',
		'inner-time-major': 'it wraps a layer with time_major=True, which Keras 3 does not have',
		'recurrent-constants':
			'it is called with constants, which recurrent layers of Keras 3 do not take',
		'mask-from-outside':
			'another mask reaches it in Keras 3, and it comes from outside of the model that the layer is in: take the layers out of the inner model',
		'mask-in-sequential':
			'another mask reaches it in Keras 3: build the Sequential model as a functional one and convert that',
		'raw-call':
			'{function} was written as a raw TensorFlow call ({class}): build that part anew with keras.ops and load the weights',
		einsum:
			'Keras 2 wrote only the equation of {function} into the file, not its tensors: write the call anew with keras.ops.einsum',
		'computed-shape':
			'{function} computes a shape from a tensor, which a configuration cannot hold: use keras.layers.Reshape with -1',
		'no-operation':
			'no operation of Keras 3 is known for {function}: write the call anew with keras.ops',
		'computed-argument':
			'the argument {argument} of {function} is computed in the graph, and Keras 3 takes a constant there',
		'operation-argument': 'the argument {argument} of {function} has no counterpart in Keras 3',
		'tensor-type': '{function} of a tensor of type {type} has no counterpart in Keras 3',
		'missing-argument': 'an argument of {function} is not in the file',
		'narrow-integers':
			'{function} of integers of 8 or 16 bits, which overflow there and not in Keras 3: cast them before',
		'random-numbers': '{function} gives other numbers at every call, also when the model predicts',
		'resize-method': '{function} by the method {method}, which Keras 3 does not have',
		'no-tensors': 'the tensors that {function} is called on are not in the file',
		'computed-slice': 'a slice whose bounds are computed in the graph',
	},
	panel: {
		choosePlace: 'Write it straight to a place of my choice',
		writing: 'Writing the model …',
		checking: 'Reading it again and comparing …',
		amount: '{done} of {total}',
		secondsLeft: 'about {count} s left',
		minutesLeft: 'about {count} min left',
		done: 'Converted, read again and compared',
		saved: 'It is saved as {name}.',
		copied: 'Weights copied: {copied} of {of}',
		optimizer: 'Variables of the optimizer copied: {count}; training goes on with them',
		equal: 'SHA-256 equal in both files: {equal} of {of} tensors',
		changed:
			'Tensors whose numbers Keras 3 wants in another order or form: {count}; the list says which',
		readAgain: 'The file was read again by our own reader, every layer and every tensor',
		checksums: 'Checksums of all tensors ({count})',
		checksumsLabel: 'Checksums of the tensors',
		tensor: 'Tensor',
		shape: 'Type and shape',
		result: 'Against the original',
		same: 'equal',
		firstShown: 'The first {count} of {total}; the text has all of them.',
		downloadChecksums: 'Download {name}',
		changes: {
			reshaped: 'equal, in another shape',
			'lstm-kernel-from-cudnn': 'from the order of CuDNN to that of LSTM',
			'lstm-recurrent-kernel-from-cudnn': 'from the order of CuDNN to that of LSTM',
			'lstm-bias-from-cudnn': 'the two biases of CuDNN added up',
			'gru-kernel-from-cudnn': 'from the order of CuDNN to that of GRU',
			'gru-recurrent-kernel-from-cudnn': 'from the order of CuDNN to that of GRU',
			'frequencies-with-average': 'document frequencies, their average in front',
			'gates-joined': 'the gates of Keras 1 side by side',
			'axes-turned': 'the axes in the order of Keras 3',
			'optimizer-setting': 'from the settings of the optimizer',
		},
		difference: 'What was changed, layer by layer ({count})',
		times: '({count}×)',
		form: 'Classes, calls and inputs are written in the form of Keras 3; that changes no meaning',
		onlyForm: 'Only the form is another one: the layer means the same.',
		wholeModel: 'the model itself',
		newLayer: 'new',
		goneLayer: 'gone: it led to no output',
		unchangedLines: '{count} unchanged lines',
		moreLayers: 'Show {count} more of {left}',
	},
	failures: {
		refused: 'It cannot be converted: {detail}',
		differs:
			'The written file was read again and is not what it should be ({detail}). It was thrown away.',
		'disk-full': 'There is not enough room to write the converted model: make room and try again.',
		'file-gone':
			'The file could not be read to its end: it was moved, changed or locked meanwhile. Give it again.',
		'target-is-input':
			'The chosen place is that of the model itself: choose another name, nothing is written over it.',
		other: 'The conversion broke off: {detail}.',
	},
	script: {
		title: 'Or convert it with Python',
		text: 'For files that are too large for the browser, and for people who trust Python more: a script made for this one file. It checks that it has the right file, writes beside it, reads the result again and compares every tensor.',
		make: 'Make the script',
		needsTensorFlow:
			'The weights are in a checkpoint of TensorFlow: the script needs TensorFlow to read them.',
		python: {
			head: [
				'Convert {source} to {target}, which Keras 3 loads and which predicts the same.',
				'',
				'Made for this one model: its new configuration, and where each tensor goes, stand',
				'below. The model itself is only read. What is written lies beside it; it gets its',
				'name when it has been read again and every tensor is the same.',
			],
			optimizerCarried: [
				'',
				'The variables of its optimizer (momenta and the like) go with it: training goes on',
				'with them.',
			],
			optimizerLeft: [
				'',
				'The variables of its optimizer (momenta and the like) stay behind: training starts',
				'with fresh ones.',
			],
			needsTensorFlow: [
				'',
				'The weights are in a checkpoint of TensorFlow, which only TensorFlow reads: the',
				'script needs it besides h5py and NumPy.',
			],
			fingerprint: [
				'First it makes sure that it has the right model: by the sizes of the files, the',
				'SHA-256 of the old configuration, and type and shape of every tensor. The numbers',
				'of the weights are no part of that: they are copied, whatever they are.',
			],
			files:
				'Name in the model (empty: the file itself), size in bytes, SHA-256 where it is read whole.',
			layers: 'The groups of the new weights file, and the layers that they belong to.',
			tensors:
				'Every tensor: where it goes and what it is there, where it comes from, how it changes.',
			own: 'Classes and functions of your own that the model needs when it is loaded.',
			bfloat16: 'h5py has no bfloat16: it gives two bytes, and Keras keeps the name beside them.',
			noSource: 'There is no {source}: give the path of the model.',
			notTheFile: '{source} is not the model that this script was made for: nothing was written.',
			notTheTensor:
				'{name} in {source} is not the tensor that this script was made for: nothing was written.',
			inTheWay: '{target} is there already and holds something else: move it away first.',
			notWritten:
				'What was written is not what it should be, and was removed. Is the disk in order?',
			fits: '{source}: the model that this script was made for.',
			thereAlready: '{target} is there already and holds the same {len(digests)} tensors.',
			written: '{target}: {len(digests)} tensors written and read again, SHA-256 equal.',
			noKeras: 'Keras 3 is not installed here: loading was not tried.',
			needsOwnCode: 'It loads with your own code only: {names}. Loading was not tried.',
			loads: 'Keras {keras.__version__} loads it: {model.count_params()} parameters.',
		},
	},
	skeleton: {
		head: [
			'Your own layers and functions, as the converted model asks for them.',
			'',
			'Fill in what raises NotImplementedError with the code of your project; names, arguments and',
			'weights stay as they are.',
		],
		function: 'the function of the layer {layer}',
		object: 'an object of the layer {layer}',
		layer: 'what the layer {layer} computes',
		inner: 'self.{attribute}: a layer of yours with weights',
	},
} as const;
