"""The folder of results (输出目录): made apart and moved into place whole, so that a failed run leaves nothing."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .errors import RefusedInputError


@contextmanager
def result_folder(target: Path, *, ours: Sequence[str] = ()) -> Iterator[Path]:
    """Give a temporary folder beside the target to write into; on success its files are moved to the target.

    A target that is not there yet appears in one step. In one that is there, files of the same names are replaced,
    each in one step; what an earlier run wrote and this one does not (`ours`) goes, and other files are let alone. On any failure the temporary folder goes, and the target is
    as it was.

    Raises:
        RefusedInputError: The target is there and is not a folder, or cannot be written.
    """
    if target.exists() and not target.is_dir():
        raise RefusedInputError(str(target), "not_a_folder")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise RefusedInputError(str(target), "unwritable", error.strerror or "") from error
    try:
        yield made
        _move(made, target, ours)
    except OSError as error:
        raise RefusedInputError(str(target), "unwritable", error.strerror or "") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _move(made: Path, target: Path, ours: Sequence[str]) -> None:
    made.chmod(0o755)
    if not target.exists():
        made.rename(target)
        return
    names = {file.name for file in made.iterdir()}
    for pattern in ours:
        for file in sorted(target.glob(pattern)):
            if file.name not in names and file.is_file():
                file.unlink()
    for file in sorted(made.iterdir()):
        os.replace(file, target / file.name)  # noqa: PTH105  # says what it does: replaces


__all__ = ["result_folder"]
