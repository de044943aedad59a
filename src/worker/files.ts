/** All that a dropped file needs, in one part of the site: it is loaded with the first file. */
export { readDocuments } from '../clinic/evidence/files/documents.ts';
export { readBeginnings, readModels } from '../clinic/report/read-models.ts';
export { reproParts } from '../clinic/report/repro-bundle.ts';
export { failureOf } from '../clinic/treatment/convert/failure.ts';
export { repack, verifyRepack } from '../clinic/treatment/repack.ts';
export { conversionScript, convert } from './convert.ts';
