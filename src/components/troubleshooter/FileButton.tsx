import type { GivenBlob } from '../../worker/blob-source.ts';
import { gatherChosen } from './gather-files.ts';

interface Props {
	readonly label: string;
	readonly folder?: boolean;
	readonly take: (gather: () => readonly GivenBlob[]) => Promise<void>;
}

/** Opens the dialog for files, or for a folder. */
export function FileButton({ label, folder = false, take }: Props) {
	return (
		<label class="button file-button">
			<input
				type="file"
				multiple
				{...(folder ? { webkitdirectory: true } : {})}
				onChange={(event) => {
					const input = event.currentTarget;
					const files = [...(input.files ?? [])];
					// The same file chosen again must be read again.
					input.value = '';
					void take(() => gatherChosen(files));
				}}
			/>
			{label}
		</label>
	);
}
