/**
 * `npm run bench -- large [--netron CHECKOUT]`: models of gigabytes in the page, and how the cost grows
 * with the size; beside it Netron, from a checkout of github.com/lutzroeder/netron, in the same browser.
 */
import { sideBySide } from './side-by-side.ts';

/** As deep as a large language model: 97 layers and 384 tensors, whatever their size. */
const blocks = 24;
const sizes = { keras: [50e6, 200e6, 500e6, 1e9, 3e9], h5: [50e6, 200e6, 500e6, 1e9, 6e9] };
const models = Object.entries(sizes).flatMap(([format, all]) =>
	all.map((bytes) => ({ name: `${bytes / 1e6}-mb.${format}`, wanted: { blocks, bytes } })),
);

await sideBySide(models, {
	name: 'large',
	title: 'Models of gigabytes in the browser',
	files:
		'Models of 97 layers and 384 tensors, `.keras` of Keras 3 and `.h5` of Keras 2, whose weights are holes in the file.',
});
