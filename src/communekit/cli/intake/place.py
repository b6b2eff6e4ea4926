"""Places (取值位置): where in a row a fact stands: in a cell, or said once for all rows by a constant."""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple

from .columns import Columns

Cells = Sequence[str]


class Place(NamedTuple):
    """Where a fact stands; `at` is its column, `column` the name of it for messages. A fact that is nowhere reads as an empty text."""

    column: str
    at: int | None = None
    constant: str = ""
    is_upper: bool = False

    def read(self, cells: Cells) -> str:
        """Return the text of the fact in a row, without blanks around it."""
        text = self.constant if self.at is None else cells[self.at].strip()
        return text.upper() if self.is_upper else text


def place_of(fact: str, columns: Columns, header: Sequence[str]) -> Place:
    """Return where a fact stands in rows under a header."""
    upper = fact in columns.upper
    if fact in columns.names:
        return Place(columns.names[fact], header.index(columns.names[fact]), is_upper=upper)
    return Place(fact, None, columns.constants.get(fact, ""), upper)


def column_place(column: str, header: Sequence[str]) -> Place:
    """Return where a column stands under a header; no column is an empty text everywhere."""
    return Place(column, header.index(column)) if column else Place(column)


def key_getter(places: Iterable[Place]) -> Callable[[Cells], object]:
    """Return what tells rows apart in these places: their raw cells, as one key."""
    indexes = sorted({place.at for place in places if place.at is not None})
    if not indexes:
        return lambda _: ""
    getter: Callable[[Cells], object] = itemgetter(*indexes)
    return getter


__all__ = ["Cells", "Place", "column_place", "key_getter", "place_of"]
