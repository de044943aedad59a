/** Ends the process with one line when Node is too old to run the scripts. */
const oldest = 20;

if (Number(process.versions.node.split('.')[0]) < oldest) {
	console.error(
		`Keras Clinic needs Node ${oldest} or newer; this is ${process.version}. Get one at https://nodejs.org/`,
	);
	process.exit(1);
}
