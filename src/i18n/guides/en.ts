/** What only guides say, and the pages of diagnoses about their code: these words never reach a script. */
export const guides = {
	/** Above a piece of Python that was compiled only. */
	needs: 'Not run here: needs {packages}',
	/** Above a piece of Python that must end with this error. */
	raises: 'Fails: {message}',
	output: 'Output',
	/** The box at the top of a guide to migrate. */
	hold: 'You hold',
	want: 'You want',
	way: 'Least risk',
	/** The drawings of file formats. */
	drawing: {
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
	},
};
export type GuideWords = typeof guides;
