/** What stands above a piece of code. */
export const code = {
	needs: 'Not run here: needs {packages}',
	output: 'Output',
};
