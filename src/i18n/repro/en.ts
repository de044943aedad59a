/** What is said about repro bundles. */
export const repro = {
	/** On the page of a bundle that was dropped. */
	opened:
		'This is a repro bundle, made from a file of the kind “{format}”. You see what was read from that file; its weights are not in the bundle, so nothing can be repaired or converted here.',
	openedHashed: 'Names of the person’s own are hashes in it; equal names have equal hashes.',
	title: 'Make a repro bundle',
	text: 'A small ZIP to attach to an issue: what we read from the file, and what we found. No weights. Dropped here again, it shows this page.',
	hashNames: 'Put hashes in the place of my names',
	hashNamesWhy:
		'names of layers, weights, files, and of your own classes and functions; what Keras named stays',
	preparing: 'Putting it together …',
	members: 'All that will be in it: open each to read it',
	download: 'Download {name}',
	failed: 'The bundle could not be made: {detail}',
	readme: {
		heading: 'Repro bundle of a Keras model',
		what: 'Made by Keras Clinic from a file of the kind “{format}”. Drop this ZIP at {home} to see what was read from the file and what was found. `keras-clinic.json` holds all that the page shows, `findings.json` the report, `file/` the configuration and attributes of the file itself.',
		leftOutTitle: 'Left out',
		leftOut: {
			weights: 'weights: of every tensor there is its name, shape and data type alone',
			vocabulary: 'vocabularies',
			bytecode: 'Python bytecode: the names and texts in it are listed under `risks`',
			text: 'long texts',
			secrets: 'folders, account names, tokens and addresses: `…` stands in their place',
		},
		namesHashed:
			'Names that are not of Keras are hashes: equal names have equal hashes, `n…` and `N…` with the same digits are a layer and the class that it is named after.',
	},
} as const;
