/** What is common to all commands. */
export interface Options {
	readonly json: boolean;
	readonly language: 'en' | 'zh-cn';
	readonly color: boolean;
	/** The one reader to forecast for; undefined for all. */
	readonly target: string | undefined;
	/** Whether the layers are printed, too; the JSON has them always. */
	readonly layers: boolean;
}

export function print(text: string): void {
	process.stdout.write(`${text}\n`);
}
