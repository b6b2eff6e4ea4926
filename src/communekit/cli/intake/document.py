"""Documents (单据): the rows of one order or cancellation, brought together as they pass by."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from heapq import heappop, heappush
from typing import Final

from communekit.cli.errors import ImportRowError

from .row import Head, LeftOutRow, Row, left_out

WAITING_ROWS_MAX: Final = 50_000
"""So many rows of orders that stand apart wait at once; beyond that the order that waits longest is closed."""


class Document:
    """The rows of one order number: sales and returns, in the order of the file."""

    __slots__ = ("_lines", "at", "head", "id", "number", "part", "returns", "sales")

    def __init__(self, first: Row, part: int) -> None:
        self.number = first.order
        self.part = part
        self.id = first.order if part == 1 else f"{first.order} ({part})"
        self.head: Head = first.head
        self.at: datetime = first.at
        self.sales: list[Row] = []
        self.returns: list[Row] = []
        self._lines: dict[tuple[str, bool], int] = {}

    @property
    def rows(self) -> Iterator[Row]:
        """Every row, sales first."""
        yield from self.sales
        yield from self.returns

    def add(self, row: Row) -> LeftOutRow | None:
        """Take a row, or return why it does not fit the rows before it."""
        if row.head is not self.head and row.head.key != self.head.key:
            first = next(iter(self._lines.values()))
            return left_out(row, ImportRowError(row.number, "contradicts_order", given=first))
        line = (row.line, bool(row.sale_line))  # a return that names a line of its sale may bear its number
        if line in self._lines:
            return left_out(row, ImportRowError(row.number, "line_twice", given=row.line))
        self._lines[line] = row.number
        (self.returns if row.is_return else self.sales).append(row)
        return None


class Documents:
    """Rows on their way to documents.

    A document is closed when the next one begins. Where the survey says that more rows of it come later, it waits for
    them, as long as not too much is waiting; what comes after that is a further part of it: "536365 (2)".
    """

    def __init__(self, last_rows: Mapping[str, int], *, gathers: bool) -> None:
        self._last_rows = last_rows
        self._gathers = gathers
        self._open: Document | None = None
        self._waiting: dict[str, Document] = {}
        self._waiting_rows = 0
        self._due: list[tuple[int, str]] = []
        self._queued: set[str] = set()
        self._parts: dict[str, int] = {}
        self.gathered = 0
        self.split = 0

    def take(self, row: Row) -> Iterator[Document | LeftOutRow]:
        """Take a row; yield the documents that are complete with it, and the row if it does not fit."""
        if self._open is not None and self._open.number != row.order:
            yield from self._step_back(row.number)
        if self._open is None:
            self._open = self._resumed(row)
        refused = self._open.add(row)
        if refused is not None:
            yield refused

    def _resumed(self, row: Row) -> Document:
        found = self._waiting.pop(row.order, None)
        if found is not None:
            self._waiting_rows -= len(found.sales) + len(found.returns)
            self.gathered += 1
            return found
        if row.order not in self._last_rows:
            return Document(row, 1)
        part = self._parts[row.order] = self._parts.get(row.order, 0) + 1
        self.split += part > 1
        return Document(row, part)

    def _step_back(self, number: int) -> Iterator[Document]:
        """Close the open document, or let it wait; close what waits in vain."""
        document, self._open = self._open, None
        if document is None:
            return
        if self._gathers and self._last_rows.get(document.number, 0) >= number:
            self._waiting[document.number] = document
            self._waiting_rows += len(document.sales) + len(document.returns)
            if document.number not in self._queued:
                self._queued.add(document.number)
                heappush(self._due, (self._last_rows[document.number], document.number))
        else:
            yield document
        yield from self._overdue(number)

    def _overdue(self, number: int) -> Iterator[Document]:
        while self._due and self._due[0][0] < number:
            _, name = heappop(self._due)
            self._queued.discard(name)
            if name in self._waiting:
                yield self._let_go(name)
        while self._waiting_rows > WAITING_ROWS_MAX:
            yield self._let_go(next(iter(self._waiting)))

    def _let_go(self, name: str) -> Document:
        document = self._waiting.pop(name)
        self._waiting_rows -= len(document.sales) + len(document.returns)
        return document

    def rest(self) -> Iterable[Document]:
        """Close and return all that is still open, in the order in which it was begun."""
        last = [] if self._open is None else [self._open]
        rest = [*self._waiting.values(), *last]
        self._open, self._waiting, self._waiting_rows, self._due, self._queued = None, {}, 0, [], set()
        return rest


__all__ = ["Document", "Documents"]
