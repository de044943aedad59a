import type { ModelFacts } from './facts.ts';
import type { Json } from './json.ts';

/** Beside the facts, not in them: a configuration is far larger, and facts are posted between threads. */
const configurations = new WeakMap<ModelFacts, Json>();

export function keepConfiguration(facts: ModelFacts, config: Json): void {
	configurations.set(facts, config);
}

/** What these facts were read from, as the file has it; null for facts that came from another thread. */
export function configurationOf(facts: ModelFacts): Json {
	return configurations.get(facts) ?? null;
}
