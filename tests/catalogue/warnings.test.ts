import { expect, test } from 'vitest';
import { loadCatalogue } from '../../src/catalogue/load.ts';
import { rules } from '../../src/catalogue/views.ts';
import { diagnoseTrace } from '../../src/clinic/diagnosis/match-trace.ts';
import { compile } from '../../src/clinic/diagnosis/signature.ts';
import { readTrace } from '../../src/clinic/evidence/trace/read-trace.ts';

const matcher = compile(rules(loadCatalogue()));
const warning = 'WARNING:absl:You are saving your model as an HDF5 file via `model.save()`.\n';

test('a warning is answered where it stands alone, and explains no error that follows it', () => {
	const slugs = (text: string) => diagnoseTrace(readTrace(text), matcher).map(({ slug }) => slug);
	const raised = 'ValueError: Shapes (None, 1) and (None, 10) are incompatible\n';
	expect(slugs(warning)).toEqual(['saved-as-hdf5-warning']);
	expect(slugs(`${warning}Traceback (most recent call last):\n${raised}`)).toEqual([]);
});
