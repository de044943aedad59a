/** Loaded before a program (`node --import`): prints at its end what it took, as `load_and_save.py` does. */
process.on('exit', () => {
	const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
	const usage = {
		seconds: performance.now() / 1000,
		processor: (userCPUTime + systemCPUTime) / 1e6,
		memory: maxRSS * 1024,
	};
	process.stdout.write(`${JSON.stringify(usage)}\n`);
});
