/** What only built pages say: these words never reach a script. */
export const site = {
	copyPage: 'Copy page as Markdown',
	copyMessage: 'Copy the message',
	copyIssue: 'Copy for an issue',
	copied: 'Copied',
	copyFailed: 'Copying failed: select the text and copy it by hand',
	message: 'The message',
	messageNote: 'The marked parts vary.',
	otherMessages: 'Also printed as',
	search: {
		label: 'Search',
		field: 'Message, code, class name or word',
		close: 'Close',
		found: '{count} results for “{query}”',
		none: 'Nothing found for “{query}”. Paste the whole message on the first page instead.',
		failed: 'The search could not be loaded.',
	},
	notFound: {
		lead: 'This address leads to no page. A link that was cut or that got a stray character at its end is put right by itself; this one is not among them.',
		nearest: 'Perhaps you mean:',
	},
};
export type SiteWords = typeof site;
