const declaredSize = {
	why: 'A part of it says that it is far larger than what is stored of it: loading it may fill the memory or the disk.',
	advice: 'Do not load it unless you know who made it; Keras 3.12.4, 3.15.1 and later refuse it.',
} as const;

/** What is said about files: their facts, what they can do when loaded, formats, damages. */
export const files = {
	facts: {
		format: 'Format',
		writer: 'Written by',
		writerUnknown: 'not stated',
		model: 'Model',
		layers: 'Layers',
		parameters: 'Parameters',
		dtype: 'Data type',
		optimizer: 'Optimizer',
		custom: 'Needs from you',
		size: 'Size',
		read: 'read {read} of {size}',
		moreMembers: 'and {count} more',
		archives: 'Lies in',
		unpackFirst: '{archives}: unpack it first',
		missing: 'Missing',
		signature: 'Called as',
		risks: 'What it can do when it is loaded',
	},
	pictures: {
		title: 'Inside {name}',
		loading: 'Drawing…',
		failed: 'This part of the page could not be loaded. Check the connection and try again.',
		again: 'Try again',
	},
	risks: {
		'lambda-bytecode': {
			why: 'A Lambda layer holds Python bytecode, which runs when the model is loaded or called.',
			advice:
				'Load it only if you know who made it. Else read below what the code refers to, write that as a layer or a named function, and load the weights into it; `safe_mode=False` runs the code.',
		},
		'lambda-source': {
			why: 'A Lambda layer holds Python as text. No Keras writes that, and none runs it: Keras 3 stops with “unsupported callable”, Keras 2 looks for a function of that name.',
			advice:
				'Somebody made this file by hand: read the text before you copy it into a program, and ask for the file that Keras saved.',
		},
		'module-outside-keras': {
			why: 'The configuration names a module outside Keras. Keras 3.0 to 3.8 imports it; importing runs it.',
			advice:
				'If it is your own package, install it and pass the class in `custom_objects`. Else do not load the file, and use Keras 3.12.4 or 3.15.1 and later.',
		},
		'function-of-keras': {
			why: 'The configuration calls a function of Keras that no layer needs: a way to fetch or load other files.',
			advice: 'Do not load it: no Keras writes such a configuration.',
		},
		'unsafe-mode-enabled': {
			why: 'The configuration switches the protection against foreign code off.',
			advice: 'Do not load it: no Keras writes such a configuration.',
		},
		'torch-module': {
			why: 'A TorchModuleWrapper holds a pickled PyTorch module; unpickling runs what it says.',
			advice:
				'Load it only if you know who made it. Else build the module in code and load its state_dict.',
		},
		'saved-model-layer': {
			why: 'A TFSMLayer loads another SavedModel from the path that the file names; a SavedModel is a program.',
			advice:
				'The SavedModel is not in the file. Get it from where the file is from, look at it, and build the layer in code.',
		},
		'vocabulary-path': {
			why: 'A vocabulary is named by a path or an address, which Keras opens when it loads the model.',
			advice:
				'Set the vocabulary as a list with `set_vocabulary` and save again; use Keras 3.12 or later, which refuses this.',
		},
		'outside-address': {
			why: 'The configuration names a file or an address outside the model.',
			advice: 'Check what is there before you load the model.',
		},
		'path-in-layer-name': {
			why: 'The name of a layer is a path that leads out of the folder of the model.',
			advice:
				'Do not load it with an older Keras: it may write over other files. Use 3.12.4 or 3.15.1 and later.',
		},
		'hdf5-outside': {
			why: 'Its data lies in another file: HDF5 reads that file on the machine that loads the weights.',
			advice:
				'Do not load it with an older Keras, and never publish what such a model gives back. Use 3.12.4 or 3.15.1 and later.',
		},
		'hdf5-declared-size': declaredSize,
		'archive-declared-size': declaredSize,
		'archive-path': {
			why: 'A member of the archive has a path that leads out of the folder that it is unpacked into.',
			advice: 'Do not unpack it with a tool that follows such paths; Python’s `zipfile` does not.',
		},
		'archive-duplicate': {
			why: 'The archive holds two members of the same name; programs differ in which one they read.',
			advice:
				'Get the archive from where it was made; what one program shows, another does not load.',
		},
		'archive-program': {
			why: 'The archive holds a program or a pickle beside the model. Keras does not load it, but may unpack it.',
			advice:
				'No Keras writes such a member: do not run it, and ask who packed the archive why it is there.',
		},
		pickle: {
			why: 'A pickle runs what it names when it is loaded.',
			advice:
				'Never load the pickle of a stranger. Of your own, load it once with the versions that wrote it, and save the model as .keras.',
		},
		'pickled-array': {
			why: 'An array of objects is a pickle: it runs what it names when it is loaded.',
			advice: 'Load it only if you know who made it; leave `allow_pickle=False`.',
		},
		'pickled-weights': {
			why: 'The weights are pickles: Keras up to 3.8 runs what they name when it loads the model, whatever `safe_mode` says.',
			advice:
				'Do not load it in Keras 3.8 or older; newer ones refuse it. Ask for the model with `model.weights.h5` in it, as `save()` writes it.',
		},
		'yaml-object': {
			why: 'The YAML makes an unsafe reader call Python.',
			advice:
				'Do not load it: `to_yaml()` writes nothing of the kind. Read it with `yaml.safe_load` alone.',
		},
		'graph-operation': {
			why: 'The graph has an operation that reads or writes files or runs Python.',
			advice: 'A SavedModel is a program: run it only if you know who made it.',
		},
	},
	formats: {
		'keras-v3': 'Keras archive (.keras)',
		'legacy-h5': 'whole model in HDF5 (.h5)',
		'legacy-h5-weights': 'weights only, HDF5 by layer name',
		'weights-h5': 'weights only (.weights.h5)',
		'saved-model': 'TensorFlow SavedModel folder',
		'architecture-json': 'architecture only (JSON)',
		tflite: 'TensorFlow Lite model',
		pickle: 'Python pickle',
		'git-lfs-pointer': 'Git LFS pointer, not the file itself',
		html: 'web page',
		zip: 'ZIP archive without a Keras model',
		hdf5: 'HDF5 file without a Keras model',
		gzip: 'gzip archive',
		json: 'JSON without a Keras model',
		text: 'text',
		'weights-shards': 'sharded weights (.weights.json)',
		'tf-checkpoint': 'TensorFlow checkpoint',
		'tfjs-layers': 'TensorFlow.js layers model',
		'tfjs-graph': 'TensorFlow.js graph model',
		'frozen-graph': 'frozen TensorFlow graph (.pb)',
		'architecture-yaml': 'architecture only (.yaml)',
		onnx: 'ONNX model',
		npz: 'NumPy arrays (.npz)',
		npy: 'NumPy array (.npy)',
		notebook: 'Jupyter notebook',
		tar: 'tar archive',
		folder: 'folder without a Keras model',
		empty: 'empty',
		unknown: 'unknown bytes',
	},
	damages: {
		'hdf5-truncated':
			'The HDF5 data is shorter than its header says. Copy or download it again and compare the sizes.',
		'hdf5-unreadable': 'The HDF5 data is damaged. Copy or download it again and compare the sizes.',
		'zip-truncated':
			'The end of the archive is missing. Copy or download it again and compare the sizes.',
		'zip-unreadable':
			'The archive is damaged, or packed in a way that Keras does not write. Copy or download it again; else pack its members anew.',
		'zip-bomb':
			'A member of the archive unpacks to far more than a model needs. It is not unpacked here; do not load it unless you know who made it.',
		encrypted: 'The archive is encrypted. Unpack it with its password, then drop the folder.',
		'json-invalid':
			'The configuration in it is broken JSON: cut off, or changed by hand. Get the file from where it was saved.',
		'json-too-deep':
			'The configuration in it is nested deeper than Python reads; no Keras writes such a file. Get the file from where it was saved.',
		'json-too-large':
			'The configuration in it is larger than that of any known model. Check that this is a Keras model.',
		'config-not-a-model':
			'The config.json in it does not describe a Keras model: it belongs to another program. Look for the model’s own file.',
		'protobuf-truncated':
			'The protobuf data (.pb) breaks off before its end. Copy or download it again and compare the sizes.',
		'protobuf-invalid':
			'The protobuf data (.pb) is damaged, or of another program. Copy or download it again and compare the sizes.',
		'table-truncated':
			'The end of the checkpoint’s .index file is missing. Copy or download it again and compare the sizes.',
		'table-invalid':
			'The checkpoint’s .index file is damaged. Copy or download it again and compare the sizes.',
		'checkpoint-truncated':
			'A .data file of the checkpoint is shorter than its index says. Copy or download it again and compare the sizes.',
		'checkpoint-invalid':
			'The checkpoint is damaged: its index and its data do not fit together. Copy all of its files again, from one and the same save.',
		'checkpoint-shard-missing':
			'A .data file of the checkpoint is missing. Give its folder with all files: the .index alone holds no numbers.',
		'flatbuffer-invalid':
			'The TensorFlow Lite model is damaged or cut off. Copy or download it again and compare the sizes.',
		'npy-invalid':
			'The NumPy array is damaged or cut off. Copy or download it again and compare the sizes.',
		'gzip-unreadable':
			'The gzip data is damaged or cut off. Copy or download it again and compare the sizes.',
		'tar-unreadable':
			'The tar archive is damaged or cut off. Copy or download it again and compare the sizes.',
		'bundle-invalid':
			'It looks like a repro bundle of this page, but it was changed or is damaged: nothing of it is shown. Ask for it again.',
		'bundle-newer':
			'It is a repro bundle of a newer version of this page. Reload the page and drop it again.',
		'reading-stopped':
			'Reading all of it took too long and was stopped: it is probably damaged. Copy or download it again and compare the sizes.',
		unreadable:
			'The file could not be read from the disk: it was moved, changed or locked meanwhile. Drop it again.',
	},
} as const;
