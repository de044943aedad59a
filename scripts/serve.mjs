/** Serves a built site: node scripts/serve.mjs FOLDER PORT [BASE] */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { basePath } from './lib/base.mjs';
import { serve } from './lib/serve.mjs';

const [folder, port, base] = process.argv.slice(2);
if (folder === undefined || !/^\d+$/.test(port ?? '')) {
	console.error('Usage: node scripts/serve.mjs FOLDER PORT [BASE]');
	process.exit(2);
}
if (!existsSync(join(folder, 'index.html'))) {
	console.error(`There is no site in ${folder}: build it first.`);
	process.exit(1);
}
await serve({ folder: resolve(folder), port: Number(port), base: basePath(base) });
console.log(`http://127.0.0.1:${port}${basePath(base)}`);
