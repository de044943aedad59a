/**
 * Ends this process when npm has ended: npm passes a signal on to its shell only, which would leave
 * the script behind. Started by hand, a script may well outlive the shell.
 */
const parent = process.ppid;

if (process.env.npm_lifecycle_event !== undefined) {
	setInterval(() => {
		if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
	}, 500).unref();
}
