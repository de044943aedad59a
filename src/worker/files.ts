/** All that a dropped file needs, in one part of the site: it is loaded with the first file. */
export { readFacts } from '../clinic/evidence/files/read.ts';
export { convertToKeras3 } from '../clinic/treatment/convert/convert.ts';
export { failureOf } from '../clinic/treatment/convert/failure.ts';
export { writeKerasFile } from '../clinic/treatment/convert/keras-file.ts';
export { verifyConversion } from '../clinic/treatment/convert/verify.ts';
export { repack, verifyRepack } from '../clinic/treatment/repack.ts';
