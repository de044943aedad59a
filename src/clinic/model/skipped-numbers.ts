/**
 * Whether a file in the layout of Keras 2.12 to 2.14 leaves out every second number of a class: `dense`,
 * `dense_2`, `dense_4`. 2.12 and 2.13 list a layer with weights twice, and its second name is left unused; 2.14
 * counts it once, as Keras 3 does (`_save_container_state` in keras/saving/saving_lib.py of 2.13.1 and 2.14.0).
 */
export function skipsNumbers(tensors: Iterable<{ readonly path: string }>): boolean {
	const counts = new Map<string, Set<number>>();
	for (const { path } of tensors) {
		for (const { 0: whole, 1: kind = '', 2: count = '0', index } of path.matchAll(numbered)) {
			const list = `${path.slice(0, index + whole.indexOf('/'))}/${kind}`;
			counts.set(list, (counts.get(list) ?? new Set()).add(Number(count)));
		}
	}
	return [...counts.values()].some((known) => known.has(2) && !known.has(1));
}

const numbered = /_layer_checkpoint_dependencies\/([a-z0-9_]+?)(?:_(\d+))?(?=\/)/g;
