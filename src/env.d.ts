/// <reference path="../.astro/types.d.ts" />
// Starlight's `Astro.locals.starlightRoute` is declared globally by its entry.
import type {} from '@astrojs/starlight';
