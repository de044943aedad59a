/**
 * `npm run bench -- layers [--netron CHECKOUT]`: a model of 5,000 layers and 20,000 weight tensors in the
 * page; beside it Netron.
 */
import { sideBySide } from './side-by-side.ts';

await sideBySide(
	['layers.keras', 'layers.h5'].map((name) => ({ name, wanted: {} })),
	{
		name: 'layers',
		title: 'A model of 5,000 layers in the browser',
		files: 'A model of 5,000 layers and 20,000 tensors, `.keras` of Keras 3 and `.h5` of Keras 2.',
	},
);
