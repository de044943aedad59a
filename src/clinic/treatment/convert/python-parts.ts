import type { MakingName } from '../../model/model.ts';

/**
 * What a conversion script says, in the reader's language. What stands in braces is a name of the script:
 * the texts become f-strings.
 */
export interface PythonWords {
	/** The lines at its top; `{source}` and `{target}` are filled in. */
	readonly head: readonly string[];
	/** What becomes of the variables of the optimizer, where the file has any. */
	readonly optimizerCarried: readonly string[];
	readonly optimizerLeft: readonly string[];
	readonly needsTensorFlow: readonly string[];
	readonly fingerprint: readonly string[];
	/** Comments above the tables. */
	readonly files: string;
	readonly layers: string;
	readonly tensors: string;
	readonly own: string;
	readonly bfloat16: string;
	/** What it prints. */
	readonly noSource: string;
	readonly notTheFile: string;
	readonly notTheTensor: string;
	readonly inTheWay: string;
	readonly notWritten: string;
	readonly fits: string;
	readonly thereAlready: string;
	readonly written: string;
	readonly noKeras: string;
	readonly needsOwnCode: string;
	readonly loads: string;
}

/** A text as a string of Python, an f-string where it has names in it. */
function say(text: string): string {
	return `${text.includes('{') ? 'f' : ''}${JSON.stringify(text)}`;
}

/** How tensors change, as functions of Python: what `cudnn.ts` does. */
export const changes: Readonly<Partial<Record<MakingName, string>>> = {
	'lstm-kernel-from-cudnn': gates(
		'lstm_kernel_from_cudnn',
		'gate.T.reshape(gate.shape, order="F")',
		4,
	),
	'lstm-recurrent-kernel-from-cudnn': gates('lstm_recurrent_kernel_from_cudnn', 'gate.T', 4),
	'gru-kernel-from-cudnn': gates(
		'gru_kernel_from_cudnn',
		'gate.T.reshape(gate.shape, order="F")',
		3,
	),
	'gru-recurrent-kernel-from-cudnn': gates('gru_recurrent_kernel_from_cudnn', 'gate.T', 3),
	'gates-joined': `def gates_joined(*gates):
    return np.concatenate(gates, axis=-1)`,
	'lstm-bias-from-cudnn': `def lstm_bias_from_cudnn(value):
    return np.sum(np.split(value, 2), axis=0)`,
};

function gates(name: string, expression: string, count: number): string {
	return `def ${name}(value):
    return np.hstack([${expression} for gate in np.hsplit(value, ${count})])`;
}

/** The function of a change in `changes`. */
export function functionOf(making: MakingName): string {
	return making.replaceAll('-', '_');
}

/** How the script opens what it converts: something that gives a tensor by its path. */
export function opening(
	kind: 'hdf5' | 'archive' | 'checkpoint',
	inFolder: string | null,
	words: PythonWords,
): string {
	const place = inFolder === null ? 'source' : `os.path.join(source, ${JSON.stringify(inFolder)})`;
	if (kind === 'checkpoint') {
		return `class Checkpoint:
    """The tensors of a checkpoint, by their keys."""

    def __init__(self, prefix):
        import tensorflow as tf

        self.reader = tf.train.load_checkpoint(prefix)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def read(self, key):
        value = self.reader.get_tensor(key)
        return value, value.dtype.name


def open_weights(source):
    return Checkpoint(${place})`;
	}
	const member = kind === 'archive';
	return `class Hdf5:
    """The tensors of an HDF5 file, by their paths."""

    def __init__(self, source):
${
	member
		? `        self.archive = zipfile.ZipFile(source)
        self.file = h5py.File(self.archive.open("model.weights.h5"), "r")`
		: '        self.file = h5py.File(source, "r")'
}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()${member ? '\n        self.archive.close()' : ''}

    def read(self, path):
        dataset = self.file[path]
        # ${words.bfloat16}
        return dataset[()], dataset.attrs.get("dtype", dataset.dtype.name)


def open_weights(source):
    return Hdf5(${place})`;
}

/** How the script finds out that it was made for the files that it gets. */
export function fingerprintCheck(kind: 'archive' | 'hdf5' | 'files'): string {
	const parts = {
		archive: `
    with zipfile.ZipFile(source) as archive:
        for name, digest in PARTS.items():
            if sha256(archive.read(name)) != digest:
                return False`,
		hdf5: `
    with h5py.File(source, "r") as file:
        for name, digest in PARTS.items():
            text = file.attrs.get(name, "")
            text = text.encode() if isinstance(text, str) else bytes(text)
            if sha256(text) != digest:
                return False`,
		files: '',
	}[kind];
	return `def sha256(data):
    return hashlib.sha256(data).hexdigest()


def sha256_of_file(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def is_right_model(source):
    for name, size, digest in FILES:
        path = os.path.join(source, name) if name else source
        if not os.path.isfile(path) or os.path.getsize(path) != size:
            return False
        if digest and sha256_of_file(path) != digest:
            return False${parts}
    return True`;
}

export function conversionSteps(words: PythonWords): string {
	return `def digest_of(value):
    return sha256(np.ascontiguousarray(value).tobytes())


def tensors(source):
    """Path, value and type of each tensor as the new file has it."""
    with open_weights(source) as weights:
        for row in TENSORS:
            dtype = row["dtype"]
            old = []
            shapes = row.get("old_shapes", [row["shape"]])
            for name, shape in zip(row["from"], shapes):
                value, old_dtype = weights.read(name)
                is_right = value.shape == shape and old_dtype == dtype
                if "sha256" in row:
                    is_right = is_right and digest_of(value) == row["sha256"]
                if not is_right:
                    sys.exit(
                        ${say(words.notTheTensor)}
                    )
                old.append(value)
            if "values" in row:
                value = np.array(row["values"], dtype=dtype)
            elif "change" in row:
                value = row["change"](*old)
            else:
                [value] = old
            if dtype == "bfloat16":
                value = value.view("V2")
            yield row["to"], value.reshape(row["shape"]), dtype


def write(source, target):
    """Writes the model, and gives the SHA-256 of each tensor."""
    digests = {}
    weights = target + ".weights"
    try:
        with h5py.File(weights, "w") as file:
            for group, layer in LAYERS.items():
                file.require_group(group).attrs["name"] = layer
            for path, value, dtype in tensors(source):
                digests[path] = digest_of(value)
                dataset = file.create_dataset(path, data=value)
                if dtype == "bfloat16":
                    dataset.attrs["dtype"] = dtype
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("metadata.json", METADATA)
            archive.writestr("config.json", CONFIG)
            archive.write(weights, "model.weights.h5")
    finally:
        if os.path.exists(weights):
            os.remove(weights)
    return digests


def holds(target, digests):
    """Reads a written model again: the same configuration, the same tensors."""
    found = {}

    def visit(path, item):
        if isinstance(item, h5py.Dataset):
            found[path] = digest_of(item[()])

    try:
        with zipfile.ZipFile(target) as archive:
            config = archive.read("config.json").decode()
            with archive.open("model.weights.h5") as member:
                with h5py.File(member, "r") as file:
                    file.visititems(visit)
    except (OSError, KeyError, zipfile.BadZipFile):
        return False
    return config == CONFIG and found == digests


def load_with_keras(target):
    if OWN_CODE:
        names = ", ".join(OWN_CODE)
        print(${say(words.needsOwnCode)})
        return
    try:
        import keras
    except ImportError:
        keras = None
    if keras is None or int(keras.__version__.split(".")[0]) < 3:
        print(${say(words.noKeras)})
        return
    model = keras.saving.load_model(target)
    print(${say(words.loads)})


def main():
    source = sys.argv[1] if len(sys.argv) > 1 else SOURCE
    source = source.rstrip("/\\\\")
    target = os.path.join(os.path.dirname(source), TARGET)
    if not os.path.exists(source):
        sys.exit(${say(words.noSource)})
    if not is_right_model(source):
        sys.exit(
            ${say(words.notTheFile)}
        )
    print(${say(words.fits)})
    if os.path.exists(target):
        digests = {path: digest_of(value) for path, value, _ in tensors(source)}
        if not holds(target, digests):
            sys.exit(
                ${say(words.inTheWay)}
            )
        print(${say(words.thereAlready)})
    else:
        partial = target + ".partial"
        try:
            digests = write(source, partial)
            if not holds(partial, digests):
                sys.exit(
                    ${say(words.notWritten)}
                )
            os.rename(partial, target)
        finally:
            if os.path.exists(partial):
                os.remove(partial)
        print(${say(words.written)})
    load_with_keras(target)


if __name__ == "__main__":
    main()`;
}
