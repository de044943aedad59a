import type { FileFacts, Format } from '../evidence/files/facts.ts';
import type { RiskFact } from '../evidence/files/risks.ts';
import { type RiskId, type Vulnerability, vulnerabilities } from '../knowledge/risks.ts';

/** All places of one kind of risk, with the weaknesses that are known by it. */
export interface RiskGroup {
	readonly id: RiskId;
	readonly places: readonly RiskFact[];
	readonly vulnerabilities: readonly Vulnerability[];
}

/** The risks of a file by their kind, in the order in which they were found. */
export function groupRisks({ risks, format }: FileFacts): readonly RiskGroup[] {
	const ids = [...new Set(risks.map(({ id }) => id))];
	return ids.map((id) => ({
		id,
		places: risks.filter((risk) => risk.id === id),
		vulnerabilities: vulnerabilitiesOf(id, format),
	}));
}

function vulnerabilitiesOf(id: RiskId, format: Format): readonly Vulnerability[] {
	const isHdf5 = format === 'legacy-h5';
	return vulnerabilities[id].filter(({ hdf5Only }) => isHdf5 || !hdf5Only);
}
