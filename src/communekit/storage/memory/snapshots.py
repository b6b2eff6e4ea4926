"""Snapshots in memory (内存快照)."""

from threading import RLock

from communekit.storage.snapshot import Snapshot

from .undo import Undo


class MemorySnapshots:
    """Snapshots behind the port `Snapshots` (内存快照).

    >>> kept = MemorySnapshots()
    >>> kept.save(Snapshot("board", 3, 1, "{}"), Snapshot("board", 2, 1, "older"))
    >>> kept.load("board").position
    3
    """

    def __init__(self, undo: Undo | None = None) -> None:
        self._undo = undo
        self._lock = RLock()
        self._kept: dict[str, Snapshot] = {}

    def save(self, *snapshots: Snapshot) -> None:
        """Keep snapshots, the newest of each name; see `Snapshots.save`."""
        with self._lock:
            for snapshot in snapshots:
                known = self._kept.get(snapshot.name)
                if known is None or known.format != snapshot.format or known.position <= snapshot.position:
                    self._set(snapshot.name, snapshot)

    def load(self, name: str) -> Snapshot | None:
        """Return the snapshot of a name, None where there is none."""
        return self._kept.get(name)

    def drop(self, name: str) -> None:
        """Forget the snapshot of a name, if there is one."""
        with self._lock:
            self._set(name, None)

    def _set(self, name: str, snapshot: Snapshot | None) -> None:
        before = self._kept.get(name)
        if self._undo is not None:
            self._undo.note(lambda: self._put(name, before))
        self._put(name, snapshot)

    def _put(self, name: str, snapshot: Snapshot | None) -> None:
        if snapshot is None:
            self._kept.pop(name, None)
        else:
            self._kept[name] = snapshot


__all__ = ["MemorySnapshots"]
