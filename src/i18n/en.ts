import { files } from './files/en.ts';
import { install } from './install/en.ts';
import { repro } from './repro/en.ts';

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
		alsoSaid: 'Your text also says:',
		raisedBy: 'raised by {library}',
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
		convertTextOwnCode:
			'You get a .keras file for Keras 3 with all weights in their places, and beside it a Python file in which you fill in your own classes and lambdas. The weights stay as they are.',
		convertButton: 'Make {name} for Keras 3',
		download: 'Download {name}',
		failed: 'The repair did not work: {detail}. Your file is untouched.',
		untouched: 'Your file is untouched.',
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
				'We cannot convert it to Keras 3: it is a file of Keras 1.0 or older. Load and save it with Keras 2.2 or 2.3 first, which still translates it.',
			'no-counterpart':
				'We cannot convert it to Keras 3: it has a layer that Keras 3 does not have, in any form. The command line names it.',
			subclassed:
				'We cannot convert it to Keras 3: the model is a class of your own, and the file does not say of what layers it is made.',
		},
	},
	conversion: {
		weights: 'Weights copied: {copied} of {of}; each was read again and is the same.',
		optimizer: 'Variables of the optimizer copied: {count}; training goes on with them.',
		skeleton: 'The model has code of yours in it: complete {name} and load the model with it.',
		edits: {
			'argument-dropped':
				'Arguments that Keras 3 does not take, and that changed nothing, are gone',
			'argument-renamed': 'Arguments have the names that they have in Keras 3',
			'argument-made-explicit':
				'Defaults of Keras 2 are written down, because those of Keras 3 are others',
			'class-replaced': 'Another class of Keras 3 does the same',
			'layer-renamed': 'Keras 3 allows no "/" in names: it became "_"',
			'frozen-made-explicit':
				'What is frozen with the layer around it says so itself: Keras 3 would train it',
			'hard-sigmoid-kept': 'hard_sigmoid of Keras 2 is kept: that of Keras 3 has another slope',
			'mask-made-explicit':
				'Masks are passed on as Keras 2 did: Keras 3 would combine them otherwise',
			'mask-taken-off':
				'A mask that Keras 2 makes no use of there is taken off: Keras 3 would compute otherwise with it',
			'operation-translated': 'TensorFlow functions became operations of Keras 3',
			'time-axis-moved': 'time_major is done by turning the axes before and after',
			'training-only-removed': 'What only training used is gone, the predictions are the same',
			'input-added': 'The input layer that the file left out is written down',
			'vocabulary-from-assets': 'The vocabulary was taken from the file of words into the layer',
			'weights-rearranged':
				'Weights that were in the order of the graphics library are in that of Keras; their values are the same',
			'custom-code-needed': 'Your own code is asked for under its name',
			'optimizer-not-compiled':
				'The optimizer’s variables (momenta and the like) are not carried over: the model is not compiled in the new file',
			'optimizer-other-variables':
				'The optimizer’s kind and settings are carried over, not its variables (momenta and the like): they are not the same in all versions of Keras; training starts with fresh ones',
			'optimizer-own-code':
				'The optimizer’s kind and settings are carried over, not its variables (momenta and the like): in what order layers of your own have their weights is not in the file; training starts with fresh ones',
			'optimizer-weights-rearranged':
				'The optimizer’s kind and settings are carried over, not its variables (momenta and the like): weights that they belong to are in another order in Keras 3; training starts with fresh ones',
			'optimizer-no-iteration':
				'The optimizer’s kind and settings are carried over, not its variables (momenta and the like): the file does not say how many steps were made; training starts with fresh ones',
			'optimizer-not-matched':
				'The optimizer’s kind and settings are carried over, not its variables (momenta and the like): they are not one for each weight that is trained; training starts with fresh ones',
			'module-added':
				'Operations have the module that the `.h5` left out, so that Keras finds them again',
			'compile-dropped':
				'Loss, metrics and optimizer are not carried over: compile the model again',
		},
	},
	facts: files.facts,
	pictures: files.pictures,
	risks: files.risks,
	script: {
		title: 'Load it in Python',
		install: 'Python {python}, in an environment of its own:',
		fillIn: 'fill in the code of your project',
		lambdas:
			'The Lambda layers hold code: safe_mode=False runs it. Add that only if you know who made the file.',
		layers: 'Used by the layers: {layers}',
		moreLayers: 'Used by the layers: {layers} and {count} more',
		training: 'Used in training (loss, metrics or optimizer): compile=False leaves it out',
		model: 'The model itself',
	},
	formats: files.formats,
	repro,
	install,
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
		'file-differs':
			'{name} loads in {target} without an error, but does not compute there what it computes in the Keras that wrote it ({quote}). The lines below tell where it does.',
		'file-refused':
			'We found no damage in {name}, but {target} does not load it ({quote}). The lines below tell where it loads.',
		'parts-missing':
			'{name} is one model in several files, and not all are here: {missing} is missing. Get it and give all of them together; no Keras loads a part.',
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
	damages: files.damages,
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
