import { z } from 'astro/zod';

const line = z.string().regex(/^\d+\.\d+(\.\d+)?$/);
/** `>=1.26.0,<2.1.0`: the comparisons that src/clinic/knowledge/version-range.ts reads. */
const range = z.string().regex(/^(>=|<=|<|~=)\d+(\.\d+)*(,(>=|<=|<|~=)\d+(\.\d+)*)*$/);

/** A file of src/content/compatibility: the releases of one library, newest first. */
export const libraryReleases = z.strictObject({
	name: z.string(),
	package: z.string().nullable(),
	releases: z.array(
		z.strictObject({
			line,
			released: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/),
			python: range.optional(),
			requires: z.record(z.string(), range).optional(),
			tested: z.partialRecord(z.enum(['tensorflow', 'jax', 'torch']), line).optional(),
			keras2: z.string().optional(),
		}),
	),
});
