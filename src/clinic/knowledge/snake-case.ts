/** `to_snake_case` in keras/src/utils/naming.py. */
export function snakeCase(className: string): string {
	return className
		.slice(className.lastIndexOf('>') + 1)
		.replace(/\W+/g, '')
		.replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
		.replace(/([a-z])([A-Z])/g, '$1_$2')
		.toLowerCase();
}
