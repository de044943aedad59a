/** A share of a whole as a bar; the number stands beside it in words. */
export function Bar({ share }: { readonly share: number }) {
	return <span class="bar" aria-hidden="true" style={{ '--share': share }} />;
}
