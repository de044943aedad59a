import type { Strings } from '../en.ts';

/** What the pictures of a file say; loaded with them. */
export const pictures = {
	tabs: {
		contents: 'Contents',
		layers: 'Layers',
		graph: 'Graph',
		parameters: 'Parameters',
		releases: 'Releases',
	},
	unknown: '—',
	contents: {
		label: 'What the file holds, the largest first',
		share: '{share} of all',
		more: 'Show {count} more',
		leftover: 'left by a file manager',
	},
	layers: {
		label: 'Layers of the model',
		find: 'Find a layer',
		findHint: 'name, class, shape or data type',
		count: '{count} layers',
		found: '{found} of {count} layers',
		none: 'No layer matches.',
		name: 'Layer',
		className: 'Class',
		shape: 'Output shape',
		dtype: 'Data type',
		parameters: 'Parameters',
		sortByParameters: 'sort by parameters, most first',
		showInGraph: 'Show {name} in the graph',
		custom: 'not a class of Keras',
	},
	graph: {
		label: 'Graph of the model {name}',
		help: 'Arrow down goes to what a layer gives to, arrow up to what it takes from, left and right to others beside it. Enter opens a nested model, Escape leaves it. Plus and minus zoom, 0 goes back to full size.',
		keys: 'Keyboard',
		unconnected:
			'How the layers are connected cannot be read from this file. Mostly the model is a class of its own, and its code connects them.',
		node: '{name}, {className}',
		shapeOf: 'output {shape}',
		parametersOf: '{count} parameters',
		from: 'from {names}',
		to: 'to {names}',
		nested: 'a model of its own: Enter opens it',
		calls: 'called {count} times',
		zoomIn: 'Zoom in',
		zoomOut: 'Zoom out',
		zoomReset: '{percent}, back to full size',
		whole: 'The whole model',
		open: 'Open this model',
		inputs: 'Takes from',
		outputs: 'Gives to',
		inside: 'Holds',
		noInputs: 'nothing: it is an input',
		noOutputs: 'nothing: it is an output',
		andMore: 'and {count} more',
		callsLabel: 'Calls',
	},
	releases: {
		written: 'Written by {name} {version}; the first {name} {line} came out in {month}.',
		newest: 'No newer line of {name} is known here.',
		newer: {
			one: 'One newer line of {name} came out since.',
			other: '{count} newer lines of {name} came out since.',
		},
	},
	parameters: {
		summary: '{count} parameters in {layers} layers.',
		half: { one: 'Half of them are in one layer.', other: 'Half of them are in {count} layers.' },
		byLayer: 'By layer',
		byClass: 'By class',
		rest: { one: 'one other layer', other: '{count} other layers' },
		restClasses: { one: 'one other class', other: '{count} other classes' },
		unknown: 'The file does not tell which weights belong to which layer.',
		none: 'No weights were given with this model, so there is nothing to count.',
	},
};

/** With what is said around them. */
export type PictureWords = typeof pictures & Strings['pictures'];
