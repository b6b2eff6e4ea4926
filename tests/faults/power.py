"""A disk that loses power (断电): what was synchronised stays, of the rest some, in any order, torn at sectors.

SQLite works on real files; each write since a file's last synchronisation is noted besides. When the power goes, every
call fails from then on, and `image` writes to another folder what a disk may hold: of each sector of 512 bytes any version
since the last synchronisation. New and deleted files become certain when their directory is synchronised, lengths when
their file is. What it does not show: a disk that lies about synchronisation, or loses what it had.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from typing import Final

import apsw
from typing_extensions import Buffer

from tests.faults.sectors import Change, Kept

SYNCS_DIRECTORY: Final = apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL
"""Files whose synchronisation includes their directory's: SQLite does so on Unix."""


class Disk(apsw.VFS):
    """A disk under SQLite (磁盘), by a name; its power goes at a call of a number, or when told."""

    def __init__(self, name: str, seed: int) -> None:
        self.name, self.chance = name, Random(seed)
        self.files: dict[str, Kept] = {}
        self.calls, self.cut_at, self.off = 0, 0, False
        self.fails = 0
        """The result code of SQLite's with which that call fails instead, while the power stays."""
        self.stays = False
        """Whether all calls after that one fail as well."""
        super().__init__(name, "")

    def fail_at(self, call: int, code: int = 0, *, stays: bool = False) -> None:
        """Let the power go at so many changing calls from now, or that one fail, or all from there; 0 is never."""
        self.calls, self.cut_at, self.fails, self.stays = 0, call, code, stays

    def powered(self) -> None:
        """Refuse where there is no power."""
        if self.off:
            raise apsw.exception_for(apsw.SQLITE_IOERR)

    def count(self, *, grows: bool = False) -> bool:
        """Count a changing call that is under way; say whether it goes through. A full disk refuses what makes files grow."""
        self.powered()
        if self.fails == apsw.SQLITE_FULL and not grows:
            return True
        self.calls += 1
        return not (self.calls >= self.cut_at > 0 if self.stays else self.calls == self.cut_at)

    def interrupt(self, *, checkpoint: bool = False) -> None:
        """Fail the call whose turn it was."""
        self.off = self.off or not self.fails
        error = apsw.exception_for(self.fails or apsw.SQLITE_IOERR)
        if checkpoint:
            error.add_note("checkpoint")  # See `apsw_driver`.
        raise error

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        """Open a file."""
        self.powered()
        if name is None:
            return apsw.VFSFile("", name, flags)
        path = name if isinstance(name, str) else name.filename()
        if not Path(path).exists():
            before = self.files.get(path)
            self.files[path] = Kept(existed=before is not None and before.existed)
            if not self.count(grows=True):
                self.interrupt()
        return OnDisk(self, self.kept(path), name, flags)

    def kept(self, path: str) -> Kept:
        """Return what the disk has of a file that is there."""
        if path not in self.files:
            self.files[path] = Kept(bytearray(Path(path).read_bytes()), existed=True)
        return self.files[path]

    def xDelete(self, filename: str, syncdir: bool) -> None:
        """Delete a file."""
        if Path(filename).exists():
            self.kept(filename)
        goes = self.count()
        if goes or not self.fails:
            super().xDelete(filename, False)  # SQLite is told where there is none.
            self.files[filename].exists = False
        if not goes:
            self.interrupt()
        if syncdir:
            self.synchronise_directory()

    def synchronise_directory(self) -> None:
        """Make certain which files there are."""
        for kept in self.files.values():
            kept.existed = kept.exists

    def image(self, folder: Path) -> None:
        """Write into another folder what the disk may hold after the cut. This one has no power any more."""
        self.off = True
        for connection in apsw.connections():
            if connection.open_vfs == self.name:
                with suppress(apsw.Error):
                    connection.close()
        for path, kept in self.files.items():
            if kept.exists if kept.exists == kept.existed else self.chance.random() < 0.5:
                (folder / Path(path).name).write_bytes(kept.survivor(self.chance))


class OnDisk(apsw.VFSFile):
    """A file whose writes are noted until they are synchronised."""

    def __init__(self, disk: Disk, kept: Kept, name: str | apsw.URIFilename, flags: Sequence[int]) -> None:
        self._disk, self._kept = disk, kept
        self._main = bool(
            flags[0] & apsw.SQLITE_OPEN_MAIN_DB
        )  # With a log, it is written by checkpoints alone.
        self._syncs_directory = bool(flags[0] & SYNCS_DIRECTORY)
        super().__init__("", name, list(flags))

    def _change(self, change: Change) -> bool:
        goes = self._disk.count(grows=change.data is not None)
        if goes or not self._disk.fails:
            self._kept.changes.append(change)
        return goes

    def xRead(self, amount: int, offset: int) -> bytes:
        """Read."""
        self._disk.powered()
        return super().xRead(amount, offset)

    def xWrite(self, data: Buffer, offset: int) -> None:
        """Write, for the time being."""
        if not self._change(Change(offset, bytes(data))):
            self._disk.interrupt(checkpoint=self._main)
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        """Set the length, for the time being."""
        if not self._change(Change(newsize, None)):
            self._disk.interrupt(checkpoint=self._main)
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        """Make certain what was written."""
        if not self._disk.count():
            self._disk.interrupt(checkpoint=self._main)
        self._kept.synchronise()
        if self._syncs_directory:
            self._disk.synchronise_directory()


@contextmanager
def disk(name: str, seed: int) -> Iterator[Disk]:
    """Give a disk, and take it from SQLite at the end."""
    made = Disk(name, seed)
    try:
        yield made
    finally:
        made.unregister()


__all__ = ["Disk", "disk"]
