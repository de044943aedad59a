/** All that a dropped file needs, in one part of the site: it is loaded with the first file. */
export { readFacts } from '../clinic/evidence/files/read.ts';
export { failureOf } from '../clinic/treatment/convert/failure.ts';
export { repack, verifyRepack } from '../clinic/treatment/repack.ts';
export { conversionScript, convert } from './convert.ts';
