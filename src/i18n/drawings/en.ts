/** The words of the drawings of file formats. */
export const drawings = {
	holds: 'Holds',
	writtenBy: 'Written by',
	readBy: 'Read by',
	withoutIt: 'Without it',
	optional: 'not in every file',
	kinds: {
		file: 'file',
		folder: 'folder',
		attribute: 'attribute of the root',
		group: 'group',
		dataset: 'dataset, one for each weight',
		key: 'key',
	},
};
