/** Plain sentences in which only `code` in backticks is marked up. */
export function Prose({ text }: { readonly text: string }) {
	return (
		<>
			{text.split('`').map((part, index) => (index % 2 ? <code key={index}>{part}</code> : part))}
		</>
	);
}
