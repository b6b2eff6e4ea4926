"""The settlement of files (结算文件): rows in, events out, in the order of the file and in bounded memory."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from communekit.commission import Assessment, Key, LeftOut, Plans, Row, Standing, assess_all
from communekit.errors import CommunekitError
from communekit.orders import Credits, Order

from .event import Assessed, Event
from .intake import Columns, Document, Documents, Files, LeftOutRow, RowReader, Survey, left_out
from .returns import Returns
from .sale import sale_of

WATCHED_ROWS: Final = 2_000


def documents(
    files: Files, columns: Columns, gathered: Documents, *, watch: Callable[[int], None] = lambda _: None
) -> Iterator[Document | LeftOutRow]:
    """Yield the documents of some files as they are complete, and the rows that are left out when they are read.

    Args:
        files: What to read.
        columns: How to read it.
        gathered: Brings the rows of a document together.
        watch: Is told how far the reading got, now and then.
    """
    readers: dict[int, RowReader] = {}
    for number, file, cells in files.rows():
        reader = readers.get(id(file))
        if reader is None:
            reader = readers[id(file)] = RowReader(columns, file.header)
        row = reader.read(number, cells)
        if isinstance(row, LeftOutRow):
            yield row
        else:
            yield from gathered.take(row)
        if not number % WATCHED_ROWS:
            watch(number)
    yield from gathered.rest()


class Settlement:
    """The rows of some files under a plan.

    Every row ends in exactly one event: assessed with its order, returned, or left out with its reason.
    """

    def __init__(
        self,
        plan: Plans,
        columns: Columns,
        files: Files,
        ahead: Survey,
        *,
        whole: frozenset[str] = frozenset(),
    ) -> None:
        self._columns = columns
        self._files = files
        self.documents = Documents(ahead.last_rows, gathers=columns.gathers)
        self._returns = Returns(plan, ahead, columns.matching, whole=whole)
        self._counter = _Counter(plan)

    def events(self, *, watch: Callable[[int], None] = lambda _: None) -> Iterator[Event]:
        """Yield what becomes of the rows; `watch` is told how far the reading got, now and then."""
        for ready in documents(self._files, self._columns, self.documents, watch=watch):
            if isinstance(ready, LeftOutRow):
                yield ready
            else:
                yield from self._close(ready)

    def _close(self, document: Document) -> Iterator[Event]:
        """Assess the sales of a document, then take back what its returns undo."""
        if document.sales:
            try:
                assessment = self._counter.assess(*sale_of(document))
            except CommunekitError as why:
                yield from [left_out(row, why) for row in document.sales]
            else:
                self._returns.keep(document, assessment)
                yield Assessed(document, assessment)
        for row in document.returns:
            try:
                returned = self._returns.take_back(row, self._counter.standing)
            except CommunekitError as why:
                yield left_out(row, why)
                continue
            yield returned
            if self._returns.restates and not isinstance(returned, LeftOutRow):
                for reversal in returned.reversals:
                    self._counter.move(reversal.moved)


class _Counter:
    """The stream of `assess_all`, with one order handed over the counter at a time."""

    def __init__(self, plan: Plans) -> None:
        self._plan = plan
        self._next: list[tuple[Order, Credits]] = []
        self._run = assess_all(plan, self)

    def __iter__(self) -> Iterator[tuple[Order, Credits]]:
        return self

    def __next__(self) -> tuple[Order, Credits]:
        return self._next.pop()

    def assess(self, order: Order, credits_: Credits) -> Assessment:
        """Return the assessment of an order.

        Raises:
            CommunekitError: It was left out.
        """
        self._next.append((order, credits_))
        result = next(self._run)
        if isinstance(result, LeftOut):
            raise result.reason
        return result

    def standing(self) -> Standing:
        """Return the totals of the open periods."""
        return self._run.standing

    def move(self, rows: Mapping[Key, Row]) -> None:
        """Go on from the standing as a refund has moved it."""
        self._run = assess_all(self._plan, self, standing=self._run.standing.moved(rows))


__all__ = ["Settlement", "documents"]
