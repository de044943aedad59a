/**
 * Puts the person's own path, class or argument into the code of a fix: `{{path="model.keras"}}`
 * becomes the value of `path`, or its default. The placeholder stands inside double quotes, or where
 * a name stands; so a value is escaped as both Python and the shell understand it.
 */
export function fillCode(code: string, values: Readonly<Record<string, string>>): string {
	return code.replace(/\{\{([\w-]+)="([^"]*)"\}\}/g, (_, name: string, fallback: string) => {
		const value = values[name];
		if (!value || value.length > 300 || /[\n\r]/.test(value)) return fallback;
		return value.replace(/\\/g, '/').replace(/["$`]/g, '\\$&');
	});
}
