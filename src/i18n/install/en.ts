import { en as versions } from '../versions/en.ts';

/** What is said about the versions to install for a file. */
export const install = {
	title: 'What to install',
	lead: 'The newest of each that loads the file as it is. Each goes into an environment of its own.',
	leadTreated:
		'No release is known to load the file as it is. What the repair or conversion above makes of it loads here:',
	withClasses: 'Your own classes and functions must be passed; the code is below, at “{script}”.',
	choose: 'Install with',
	installers: versions.installers,
	windows: versions.windows,
	none: 'No Keras and no TensorFlow is known to load this file as it is and to compute the same: another version will not help. See to the cause first.',
	unknown: 'We cannot name versions that are sure to load this file.',
	others: 'All versions that fit together',
	otherLines: 'Lines for uv, conda and Docker: --json',
} as const;
