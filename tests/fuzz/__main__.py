"""A guided search: `python -m tests.fuzz plan -max_total_time=60` (needs atheris; all readers in turn without a name)."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["communekit", "tests.fuzz"]):
    from tests.fuzz.readers import READERS, feed


def search(name: str, options: list[str]) -> None:
    """Search one reader until something else than a refusal comes out, or the time is over."""
    with TemporaryDirectory() as folder:
        for number, seed in enumerate(READERS[name].seeds):
            (Path(folder) / f"seed-{number}").write_bytes(seed)
        atheris.Setup([sys.argv[0], folder, *options], lambda data: feed(name, data))
        atheris.Fuzz()


def main(words: list[str]) -> int:
    """Search the reader that is named, or each in a process of its own."""
    if words and words[0] in READERS:
        search(words[0], words[1:])
        return 0
    command = [sys.executable, "-m", "tests.fuzz"]
    return max(subprocess.run([*command, name, *words], check=False).returncode for name in READERS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
