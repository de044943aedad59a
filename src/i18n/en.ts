/** Every string of the page and the command line that does not belong to a diagnosis. `{name}` is filled. */
export const en = {
	languageName: 'English',
	home: {
		title: 'Your Keras model will not load. Find out why.',
		lead: 'Paste the error or drop the file. You get the cause, the proof, and the fix with the least risk.',
		privacy:
			'Nothing is uploaded: the examination runs in this page, and the page forbids itself every other connection.',
		pasteLabel: 'The error, as Python printed it',
		pastePlaceholder:
			"Paste the whole traceback, or just its last line. For example:\n\nValueError: Expected a model.weights.h5 or model.weights.npz file.\nDuring handling of the above exception, another exception occurred:\nUnboundLocalError: cannot access local variable 'weights_store' where it is not associated with a value",
		dropLabel: 'or drop the model: a file, several, or a folder',
		dropNow: 'Drop it here',
		chooseFile: 'Choose a file',
		chooseFolder: 'Choose a folder',
		example: 'Show me with an example',
		noMessage: 'No message at all? What do you see?',
		clear: 'Start over',
		filesGiven: 'Examined: {name}',
		removeFiles: 'Put the file away',
		reading: 'Reading {name} …',
		waitingTitle: 'Your chart',
		waitingCause: 'Cause',
		waitingCauseText: 'in one sentence, and how sure we are',
		waitingEvidence: 'Evidence',
		waitingEvidenceText: 'the lines of your own text, the bytes of your own file',
		waitingCure: 'Cure',
		waitingCureText: 'least risk first; the repaired file where it can be made',
		commonTitle: 'What people bring here most',
		commonAll: 'Every error that we know',
		guidesTitle: 'Understand it, and avoid it next time',
		noScript: 'The troubleshooter needs JavaScript. Every error has a page of its own:',
	},
	answer: {
		region: 'Diagnosis',
		found: '{code}: {summary}',
		cause: 'Cause',
		evidence: 'What tells us',
		yourText: 'your text, line {line}',
		yourFile: 'your file',
		yourAnswer: 'your answer',
		sharedLink: 'the link',
		line: 'line {line}',
		cure: 'Fix, least risk first',
		wrong: 'Popular advice that does not help',
		more: 'The whole explanation',
		others: 'Other possible causes',
		facts: 'What the file says',
		forecast: 'Where it loads',
		copyIssue: 'Copy for an issue',
		copyLink: 'Copy the link',
		copyCode: 'Copy',
		copied: 'Copied',
		copyFailed: 'Copying failed: select the text and copy it by hand',
		nearest: 'The nearest pages',
		question: 'One question decides',
		askForFile: 'The text alone cannot decide this. Drop the file or the folder: it will.',
		otherModel: 'Examine {name} instead',
	},
	share: {
		title: 'Share this answer',
		what: 'The link opens this page with the same diagnosis. What it carries stands behind the # and is never sent to a server.',
		withText: 'Put my text into the link',
		struckOut:
			'What is struck out is removed first. Read the rest: the link shows it to everybody.',
		nothingStruckOut:
			'No folder, account, token or address was found in it. Read it all the same: the link shows it to everybody.',
		cut: 'Only the last {count} characters go along; the error stands at the end.',
		preview: 'The text that goes along',
		copy: 'Copy the link to this answer',
		secrets: {
			folder: 'a folder of yours',
			user: 'an account name',
			token: 'a token or password',
			email: 'an e-mail address',
			address: 'a network address',
		},
		opened: 'This answer was shared with you in a link.',
		damaged:
			'This link is damaged, or was made by a newer version of this page: reload the page, or ask for the link again. Nothing of it was used.',
	},
	confidence: {
		certain: 'Certain',
		likely: 'Likely',
		possible: 'Possible',
		certainWhy: 'this evidence has one cause',
		likelyWhy: 'other causes are rare',
		possibleWhy: 'several causes print this',
	},
	risk: {
		none: 'no risk',
		low: 'low risk',
		medium: 'some risk',
		high: 'high risk',
	},
	treatment: {
		repackTitle: 'We can repair this file here',
		repackText:
			'The members are put where Keras looks for them; the weights stay as they are, byte for byte.',
		repackButton: 'Make the repaired {name}',
		repackWorking: 'Repairing …',
		repackDone: 'Done and read again: every member has the checksum that it had before.',
		renameTitle: 'Only the name is wrong',
		renameText: 'The content is whole. You get the same bytes under the name that Keras expects.',
		renameButton: 'Download as {name}',
		convertTitle: 'We can convert it to Keras 3 here',
		convertText:
			'You get a .keras file that Keras 3 loads without your help and that predicts the same. The weights stay as they are.',
		convertButton: 'Make {name} for Keras 3',
		convertWorking: 'Converting … {percent} %',
		convertChanges: 'What was changed',
		download: 'Download {name}',
		failed: 'The repair did not work: {detail}. Your file is untouched.',
		cancel: 'Cancel',
		blocked: {
			'no-config': 'We cannot repair it: there is no config.json in it.',
			'no-weights':
				'We cannot repair it: the weights are not in it. Look for the original, or for a file named model.weights.h5.',
			'several-weights': 'We cannot repair it: several files in it could be the weights.',
			'several-models': 'We cannot repair it: it holds several models. Take them apart first.',
			encrypted: 'We cannot repair it: it is encrypted. Unpack it with its password first.',
			'unsafe-paths':
				'We do not repair it: some paths in it lead outside of the archive. Do not load it unless you know who made it.',
			damaged: 'We cannot repair it: bytes are missing or damaged. Get the file again.',
			'keras-1':
				'We cannot convert it to Keras 3: it is a file of Keras 1. Load and save it with Keras 2.2 or 2.3 first, which still translates it.',
			'no-counterpart':
				'We cannot convert it to Keras 3: it has a layer that Keras 3 does not have, in any form. The command line names it.',
			subclassed:
				'We cannot convert it to Keras 3: the model is a class of your own, and the file does not say of what layers it is made.',
		},
	},
	conversion: {
		weights: 'Weights copied: {copied} of {of}; each was read again and is the same.',
		skeleton: 'The model has code of yours in it: complete {name} and load the model with it.',
		edits: {
			'argument-dropped':
				'Arguments that Keras 3 does not take, and that changed nothing, are gone',
			'argument-renamed': 'Arguments have the names that they have in Keras 3',
			'argument-made-explicit':
				'Defaults of Keras 2 are written down, because those of Keras 3 are others',
			'class-replaced': 'Another class of Keras 3 does the same',
			'layer-renamed': 'Keras 3 allows no "/" in names: it became "_"',
			'hard-sigmoid-kept': 'hard_sigmoid of Keras 2 is kept: that of Keras 3 has another slope',
			'mask-made-explicit':
				'Masks are passed on as Keras 2 did: Keras 3 would combine them otherwise',
			'operation-translated': 'TensorFlow functions became operations of Keras 3',
			'time-axis-moved': 'time_major is done by turning the axes before and after',
			'training-only-removed': 'What only training used is gone, the predictions are the same',
			'input-added': 'The input layer that the file left out is written down',
			'vocabulary-from-assets': 'The vocabulary was taken from the file of words into the layer',
			'weights-rearranged':
				'Weights that were in the order of the graphics library are in that of Keras; their values are the same',
			'custom-code-needed': 'Your own code is asked for under its name',
			'optimizer-state-dropped':
				'The optimizer’s state is not carried over: its kind and settings are, where Keras 3 knows them; training starts with fresh state',
			'compile-dropped':
				'Loss, metrics and optimizer are not carried over: compile the model again',
		},
	},
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
		members: 'Members',
		size: 'Size',
		read: 'read {read} of {size}',
		leftover: 'left by a file manager',
		moreMembers: 'and {count} more',
		archives: 'Lies in',
		unpackFirst: '{archives}: unpack it first',
		missing: 'Missing',
		signature: 'Called as',
		risks: 'What it can do when it is loaded',
	},
	risks: {
		'lambda-bytecode': {
			why: 'A Lambda layer holds Python bytecode, which runs when the model is loaded or called.',
			advice:
				'Load it only if you know who made it. Else read below what the code refers to, write that as a layer or a named function, and load the weights into it; `safe_mode=False` runs the code.',
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
		'archive-path': {
			why: 'A member of the archive has a path that leads out of the folder that it is unpacked into.',
			advice: 'Do not unpack it with a tool that follows such paths; Python’s `zipfile` does not.',
		},
		'archive-duplicate': {
			why: 'The archive holds two members of the same name; programs differ in which one they read.',
			advice:
				'Get the archive from where it was made; what one program shows, another does not load.',
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
	script: {
		title: 'Load it in Python',
		install: 'Python {python}, in an environment of its own:',
		fillIn: 'fill in the code of your project',
		lambdas:
			'The Lambda layers hold code: safe_mode=False runs it. Add that only if you know who made the file.',
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
	verdicts: {
		loads: 'loads',
		'loads-with-custom-objects': 'loads with your classes',
		'loads-differently': 'loads, other numbers',
		fails: 'fails',
		hangs: 'never comes back',
		unknown: 'cannot tell',
		after: 'after the repair: {verdict}',
	},
	notices: {
		'nothing-given': 'Nothing to examine yet. Paste an error, or drop a model file or folder.',
		'binary-pasted':
			'This looks like the bytes of a file, pasted as text. Drop the file itself instead: then it can be read.',
		'text-not-recognised':
			'Not recognised: this text matches no error of saving, loading or converting a Keras model that we know. Paste the whole traceback, from “Traceback” to the last line; or drop the file: it often tells more than the message.',
		unrelated: 'This is not a problem of the Keras file formats or versions. {what}',
		'file-healthy':
			'{name} looks healthy: {target} should load it. If it does not, paste the error that you get; together they tell more.',
		'file-undecided':
			'We found no fault in {name}, but cannot promise that it loads. Paste the error that you get; together they tell more.',
		'file-not-a-model':
			'{name} is not a Keras model as far as we can read it. Check that this is the file that your code opens; the facts below tell what it is.',
		'several-models':
			'Two models were dropped: {first} and {second}. Here is the first; choose the other to examine it.',
		'file-and-trace-disagree':
			'The error and the file tell different stories: the trouble in your text does not show in {name}. Check that this is the file that your code opens.',
		'file-unreadable':
			'{name} could not be read to the end, so we cannot say more than the facts below. {what}',
		tooSlow:
			'Reading {name} took too long and was stopped: the file is probably damaged. Copy or download it again, then compare the sizes.',
		offline:
			'The network has gone before the reader for this kind of file was loaded. Connect once and drop the file again; it stays on your machine all the same.',
		tooMany: 'That folder holds more than {limit} files. Drop the folder of the model itself.',
		failed: 'The examination broke off. Reload the page and try again; your file is untouched.',
		cut: 'The text is very long: only its last part was read. The error stands at the end.',
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
		unreadable:
			'The file could not be read from the disk: it was moved, changed or locked meanwhile. Drop it again.',
	},
	page: {
		code: 'Code',
		stage: 'Stage',
		raisedBy: 'Raised by',
		fixes: 'Fixes, least risk first',
		example: 'As Python prints it',
		exampleNote: 'The marked lines are what we recognise it by.',
		threads: 'Where people met it',
		tryIt: 'Have the file or the full error? The troubleshooter decides it in a second.',
		tryButton: 'Examine mine',
		indexTitle: 'Every error that we know',
		indexLead:
			'Each has a page that stays: link to it from an issue with its short address, such as {example}.',
		shortLink: 'Short link',
		foundByFile:
			'This shows in the file rather than in the message: drop it on the troubleshooter.',
		redirect: 'This short link leads to',
	},
	stages: {
		open: 'Opening the file',
		archive: 'Reading the archive',
		configuration: 'Reading the configuration',
		weights: 'Loading the weights',
		environment: 'Imports and versions',
		'other-formats': 'Other formats',
		save: 'Saving',
		symptom: 'Symptoms without a message',
	},
	footer: {
		privacy: 'No account, no upload, no tracking: all examination happens on your machine.',
		guides: 'Guides',
		errors: 'Errors',
		home: 'Troubleshooter',
	},
	nav: { menu: 'Site, at the end', header: 'Site, at the top', otherLanguage: '简体中文' },
	issue: {
		heading: 'Keras Clinic: {title}',
		cause: 'Cause',
		confidence: 'Confidence',
		evidence: 'Evidence',
		fix: 'Fix with the least risk',
		details: 'Explanation',
		file: 'File',
	},
} as const;

type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> };
export type Strings = Words<typeof en>;

/** Fills `{name}` in a string. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
	return text.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
}
