/** The box at the top of a guide to migrate. */
export const guides = {
	hold: 'You hold',
	want: 'You want',
	way: 'Least risk',
};
