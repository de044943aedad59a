import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import compression from 'compression';
import send from 'send';

/**
 * Serves a built site as a plain static host does. No security headers on purpose: the policy
 * travels in the pages, and tests must find it enough.
 *
 * Resolves when the server listens, rejects when the port is taken.
 *
 * @param {{ folder: string, port: number, base?: string }} options
 * @returns {Promise<import('node:http').Server>}
 */
export function serve({ folder, port, base = '/' }) {
	const compress = compression();
	const server = createServer((request, response) =>
		compress(request, response, () => answer(request, response)),
	);

	function answer(request, response) {
		const notFound = () => sendNotFound(folder, request, response);
		const redirect = (path) => {
			response.writeHead(301, { Location: path + search, 'Content-Length': 0 }).end();
		};
		const [path, search] = splitQuery(request.url ?? '/');

		if (request.method !== 'GET' && request.method !== 'HEAD') {
			response.writeHead(405, { Allow: 'GET, HEAD', 'Content-Length': 0 }).end();
		} else if (`${path}/` === base) {
			redirect(base);
		} else if (!path.startsWith(base)) {
			notFound();
		} else {
			send(request, path.slice(base.length - 1), { root: folder, cacheControl: false })
				// One slash only: a browser takes "//name/" for another host.
				.on('directory', () => redirect(`${path.replace(/^\/+/, '/')}/`))
				.on('error', notFound)
				.pipe(response);
		}
	}

	return new Promise((listening, failed) => {
		server.once('error', failed);
		// The address and not "localhost", which may be ::1, where another server may listen.
		server.listen(port, '127.0.0.1', () => listening(server));
	});
}

/** @param {string} url */
function splitQuery(url) {
	const at = url.indexOf('?');
	return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at)];
}

function sendNotFound(folder, request, response) {
	const page = join(folder, '404.html');
	const body = existsSync(page) ? readFileSync(page) : Buffer.from('Not found');
	response.writeHead(404, {
		'Content-Type': 'text/html; charset=utf-8',
		'Content-Length': body.length,
	});
	response.end(request.method === 'HEAD' ? undefined : body);
}
