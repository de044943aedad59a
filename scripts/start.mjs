/** `npm start`: installs and builds what is missing, then serves the site. */
import './lib/node-version.mjs';
import './lib/follow-npm.mjs';
import { join } from 'node:path';
import { basePath } from './lib/base.mjs';
import { build, site, upToDate } from './lib/build.mjs';
import { install } from './lib/install.mjs';
import { root } from './lib/run.mjs';

try {
	await start();
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
}

async function start() {
	const wanted = Number(process.env.PORT || 4321);
	if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65535) {
		throw new Error(`PORT is not a port number: ${process.env.PORT}`);
	}
	await install();

	const base = basePath(process.env.BASE_PATH);
	const target = { ...site, base };
	if (!upToDate(target)) {
		console.log('Building the site …');
		const { ok, output, problem } = await build(target);
		if (!ok) throw new Error(`${output}\nThe site could not be built: ${problem}`);
	}

	const { server, port } = await listen(join(root, site.folder), base, wanted);
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.once(signal, () => {
			server.close();
			server.closeAllConnections();
		});
	}
	if (port !== wanted) console.log(`Port ${wanted} is in use; took ${port}.`);
	console.log(`Keras Clinic is at http://127.0.0.1:${port}${base}`);
}

/** Serves at the first free port from the wanted one on. */
async function listen(folder, base, wanted) {
	// Its package may have been installed a moment ago.
	const { serve } = await import('./lib/serve.mjs');
	for (let port = wanted; ; port++) {
		try {
			return { server: await serve({ folder, port, base }), port };
		} catch (error) {
			if (error.code !== 'EADDRINUSE' || port === 65535) throw error;
		}
	}
}
