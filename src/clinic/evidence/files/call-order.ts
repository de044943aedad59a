import { isArray, isObject, type Json } from './json.ts';

/**
 * The first layer with a call that takes the output of a layer listed behind it, as a layer has that is shared
 * between two depths; null where there is none. Only calls as Keras 3 writes them.
 */
export function callBeforeItsInput(layers: readonly Json[]): string | null {
	const places = new Map(
		layers.flatMap((layer, place) =>
			isObject(layer) ? [[`${layer['name']}`, place] as const] : [],
		),
	);
	for (const [place, layer] of layers.entries()) {
		if (!isObject(layer)) continue;
		const open: Json[] = [layer['inbound_nodes'] ?? null];
		for (let value = open.pop(); value !== undefined; value = open.pop()) {
			if (isArray(value)) open.push(...value);
			else if (isObject(value)) {
				const { class_name: className, config } = value;
				const isTensor = className === '__keras_tensor__' && isObject(config);
				const history = isTensor ? config['keras_history'] : null;
				if (isArray(history) && (places.get(`${history[0]}`) ?? 0) > place) {
					return `${layer['name']}`;
				}
				if (!isTensor) open.push(...Object.values(value).map((one) => one ?? null));
			}
		}
	}
	return null;
}
