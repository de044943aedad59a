import { useEffect, useState } from 'preact/hooks';
import { fill } from '../../i18n/index.ts';

/** A link that hands out a Blob under a name; `label` has a place for it. */
export function Download(props: {
	readonly blob: Blob;
	readonly name: string;
	readonly label: string;
	readonly class?: string;
}) {
	const [url, setUrl] = useState<string>();
	useEffect(() => {
		const made = URL.createObjectURL(props.blob);
		setUrl(made);
		return () => URL.revokeObjectURL(made);
	}, [props.blob]);
	return (
		<a class={props.class ?? 'button button-cure'} href={url} download={props.name}>
			{fill(props.label, { name: props.name })}
		</a>
	);
}
