"""Real group buys of a social shop, read item by item in little memory: who began one, who joined, whether it succeeded.

Of prices, sizes and times the data say nothing: those are made up where they are needed, and named so.
"""

import csv
import gzip
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple, Self

FILES: Final = ("groups_success_tune", "groups_failed", "groups_success_test")
"""In this order: of one initiator all that the data know is that tune was before test."""
ROWS: Final = 544_117


COLUMNS: Final = [
    "split",
    "line_no",
    "initiator_id",
    "item_id",
    "success",
    "n_participants",
    "participant_ids",
]


class Row(NamedTuple):
    """One group buy as it was recorded."""

    file: int
    line: int
    has_succeeded: bool
    initiator: int
    participants: tuple[int, ...]

    @property
    def id(self) -> str:
        """What it is called here: its file and line."""
        return f"{self.file}.{self.line}"

    @property
    def people(self) -> tuple[int, ...]:
        """All who were in it, the initiator first."""
        return (self.initiator, *self.participants)


class Packed:
    """The recorded groups of one item, four bytes a number."""

    def __init__(self) -> None:
        self._numbers = array("i")

    def add(self, row: Row) -> None:
        """Take one more."""
        self._numbers.extend((row.file, row.line, row.has_succeeded, len(row.people), *row.people))

    def __iter__(self) -> Iterator[Row]:
        """Yield the groups in the order of the files."""
        at = 0
        while at < len(self._numbers):
            file, line, has_succeeded, count = self._numbers[at : at + 4]
            initiator, *participants = self._numbers[at + 4 : at + 4 + count]
            yield Row(file, line, bool(has_succeeded), initiator, tuple(participants))
            at += 4 + count

    @classmethod
    def by_item(cls, folder: Path) -> dict[int, Self]:
        """Return all recorded groups, by item."""
        items: dict[int, Self] = {}
        for number, file in enumerate(FILES):
            with gzip.open(folder / f"{file}.csv.gz", "rt", encoding="utf-8", newline="") as lines:
                cells = csv.reader(lines)
                assert next(cells) == COLUMNS
                for _, line, initiator, item, success, count, participants in cells:
                    others = tuple(map(int, participants.split()))
                    assert len(others) == int(count)
                    row = Row(number, int(line), success == "1", int(initiator), others)
                    packed = items.get(int(item))
                    if packed is None:
                        packed = items[int(item)] = cls()
                    packed.add(row)
        return items


__all__ = ["FILES", "ROWS", "Packed", "Row"]
