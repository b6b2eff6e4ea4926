"""What a disk may hold of a file after the power went (扇区): of each sector any version since it was last made certain."""

from collections.abc import Iterator
from random import Random
from typing import Final

import attrs

SECTOR: Final = 512


@attrs.frozen
class Change:
    """A write at a place, or a new length, that is not synchronised yet."""

    at: int
    data: bytes | None

    @property
    def sectors(self) -> range:
        """The sectors that it touches."""
        return range(self.at // SECTOR, -(-(self.at + len(self.data or b"")) // SECTOR))


@attrs.define
class Kept:
    """What a disk has of one file."""

    safe: bytearray = attrs.field(factory=bytearray)
    changes: list[Change] = attrs.field(factory=list)
    exists: bool = True
    """In the eyes of the running system."""
    existed: bool = False
    """On the disk, for certain."""

    def synchronise(self) -> None:
        """Make all changes certain."""
        for change in self.changes:
            apply(self.safe, change)
        self.changes.clear()

    def survivor(self, chance: Random) -> bytearray:
        """Return what may be left of its content."""
        likely, torn = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0)), chance.choice((0.0, 0.3, 1.0))
        newest: dict[int, int] = {}  # Of each sector: up to which change the disk has it.
        for number, change in enumerate(self.changes):
            if chance.random() < likely:
                tears = chance.random() < torn
                newest |= {place: number for place in change.sectors if not tears or chance.random() < 0.5}
        left, length = bytearray(self.safe), len(self.safe)
        lengths = [length]
        for number, change in enumerate(self.changes):
            length = change.at if change.data is None else max(length, change.at + len(change.data))
            lengths.append(length)
            for piece in pieces(change):
                if number <= newest.get(piece.at // SECTOR, -1):
                    apply(left, piece)
        return resized(left, chance.choice((lengths[-1], chance.choice(lengths))), chance)


def pieces(change: Change) -> Iterator[Change]:
    """Yield a write, sector by sector."""
    if change.data is None:
        return
    for sector in change.sectors:
        start = max(change.at, sector * SECTOR)
        end = min(change.at + len(change.data), (sector + 1) * SECTOR)
        yield Change(start, change.data[start - change.at : end - change.at])


def apply(content: bytearray, change: Change) -> None:
    """Make a change."""
    if change.data is None:
        content[:] = resized(content, change.at)
    else:
        if change.at > len(content):
            content.extend(bytes(change.at - len(content)))
        content[change.at : change.at + len(change.data)] = change.data


def resized(content: bytearray, length: int, chance: Random | None = None) -> bytearray:
    """Return content of another length; what is new is zero, or what a disk happened to have there."""
    more = max(0, length - len(content))
    junk = chance.randbytes(more) if chance is not None and chance.random() < 0.5 else bytes(more)
    return content[:length] + junk


__all__ = ["Change", "Kept"]
