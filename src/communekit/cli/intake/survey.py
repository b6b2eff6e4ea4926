"""The survey (预读): the first of two passes over the files, which looks ahead so that the second need not remember.

It finds what comes back at all, so that only those sales are kept, and where the rows of an order stand apart, so
that they can be brought together.
"""

from collections.abc import Callable, Sequence

import attrs

from .columns import Columns
from .csv_file import Broken
from .files import Files
from .place import place_of


@attrs.frozen
class Survey:
    """What lies ahead.

    `rows`: how many there are. `last_rows`: of each order whose rows stand apart, the number of its last row.
    `returned`: the members and products of which something may come back. `named`: the orders that returns name.
    """

    rows: int
    last_rows: dict[str, int]
    returned: frozenset[tuple[str, str]]
    named: frozenset[str]

    def may_return(self, order: str, member: str | None, product: str) -> bool:
        """Whether anything in the files may be a return of this purchase; never False where one is."""
        return (member, product) in self.returned or order in self.named


def survey(files: Files, columns: Columns, *, watch: Callable[[int], None] = lambda _: None) -> Survey:
    """Read the files once and return what lies ahead; `watch` is told how far it got, now and then."""
    looks: dict[int, _Look] = {}
    rows = 0
    for number, file, cells in files.rows():
        rows = number
        if isinstance(cells, Broken) or len(cells) != len(file.header):
            continue
        look = looks.get(id(file))
        if look is None:
            look = looks[id(file)] = _Look(columns, file.header)
            look.ahead = next(iter(looks.values())).ahead
        look.row(number, cells)
        if not number % 10_000:
            watch(number)
    ahead = next(iter(looks.values())).ahead if looks else _Ahead()
    ahead.leave()
    return Survey(rows, ahead.last_rows, frozenset(ahead.returned), frozenset(ahead.named))


class _Ahead:
    """What was seen so far, through all files."""

    def __init__(self) -> None:
        self.order = ""
        self.number = 0
        self.seen: set[str] = set()
        self.last_rows: dict[str, int] = {}
        self.returned: set[tuple[str, str]] = set()
        self.named: set[str] = set()

    def enter(self, order: str) -> None:
        self.leave()
        if order in self.seen:
            self.last_rows[order] = 0
        self.seen.add(order)
        self.order = order

    def leave(self) -> None:
        if self.order in self.last_rows:
            self.last_rows[self.order] = self.number


class _Look:
    """What is looked at in rows under one header."""

    def __init__(self, columns: Columns, header: Sequence[str]) -> None:
        self._order, self._member, self._product, self._sale = (
            place_of(fact, columns, header) for fact in ("order", "member", "product", "refund_of")
        )
        self._signed = [place_of(fact, columns, header) for fact in ("quantity", "amount")]
        self._prefixes = columns.return_prefixes
        self.ahead = _Ahead()

    def row(self, number: int, cells: Sequence[str]) -> None:
        ahead = self.ahead
        order = self._order.read(cells)
        if order != ahead.order:
            ahead.enter(order)
        ahead.number = number
        sale = self._sale.read(cells)
        if sale:
            ahead.named.add(sale)
        elif order.startswith(self._prefixes) or any(
            place.read(cells).startswith("-") for place in self._signed
        ):
            ahead.returned.add((self._member.read(cells), self._product.read(cells)))


__all__ = ["Survey", "survey"]
