"""The reader of rows (读行): cells to facts, by a map of columns, for the header of one file.

A row that cannot be taken is told with its reason and never stops the run. What is looked at first decides which
reason is told: form, what the map leaves out, numbers, amounts, the member, the time, ids.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from communekit.cli.errors import ImportRowError
from communekit.errors import CommunekitError
from communekit.orders import Quantity

from .clock import Clock
from .columns import Columns, LeaveOut
from .csv_file import Broken
from .goods_reader import GoodsReader
from .head_reader import HeadReader
from .number import Numbers
from .place import Cells, place_of
from .row import LeftOutRow, Row

QUANTITY_MAX: Final = 10**12


class RowReader:
    """Rows under one header, read by a map of columns."""

    def __init__(self, columns: Columns, header: Sequence[str]) -> None:
        self._width = len(header)
        self._columns = columns
        self._order, self._line, self._quantity, self._time, self._sale, self._sale_line, self._member = (
            place_of(fact, columns, header)
            for fact in ("order", "line", "quantity", "time", "refund_of", "refund_line", "member")
        )
        self._received = place_of("received", columns, header)
        self._has_price = "unit_price" in columns.names
        self._price = place_of("unit_price" if self._has_price else "amount", columns, header)
        self._counts = "quantity" in columns.names or "quantity" in columns.constants
        self._needs = [(fact, place_of(fact, columns, header)) for fact in columns.needs]
        self._filters = [
            (
                place_of(fact, columns, header),
                _Filter(item for item in columns.leave_out if item.fact == fact),
            )
            for fact in dict.fromkeys(item.fact for item in columns.leave_out)
        ]
        self._numbers = Numbers()
        self._clock = Clock(columns.times)
        self._heads = HeadReader(columns, header)
        self._goods = GoodsReader(columns, header)

    def read(self, number: int, cells: list[str] | Broken) -> Row | LeftOutRow:
        """Return a row as facts, or why it is left out."""
        if isinstance(cells, Broken):
            return _refused(ImportRowError(number, cells.problem), (cells.text,))
        if len(cells) != self._width:
            return _refused(ImportRowError(number, "ragged", given=len(cells)), cells)
        for place, unwanted in self._filters:
            item = unwanted.find(place.read(cells))
            if item is not None:
                return LeftOutRow(number, f"map.{item.code}", item.reason, cells)
        try:
            return self._read(number, cells)
        except ImportRowError as why:
            return _refused(why, cells)
        except CommunekitError as why:
            return LeftOutRow(number, why.code, why, cells)

    def _read(self, number: int, cells: Cells) -> Row:
        order = self._order.read(cells)
        if not order:
            raise ImportRowError(number, "missing", self._order.column)
        is_cancelled = order.startswith(self._columns.return_prefixes)
        sale = self._sale.read(cells)
        price_text = self._price.read(cells)
        quantity = self._count(cells, number, may_be_none=is_cancelled or price_text[:1] == "-" or bool(sale))
        price = self._numbers.read(price_text, number, self._price.column)
        self._check_amounts(number, quantity, price, is_cancelled=is_cancelled, names_sale=bool(sale))
        is_return = is_cancelled or quantity < 0 or price < 0 or bool(sale)
        member = self._member.read(cells)
        if is_return and not (sale or member):
            raise ImportRowError(number, "return_without_member")
        for fact, place in self._needs:
            if not place.read(cells):
                raise ImportRowError(number, "no_member" if fact == "member" else "missing", place.column)
        at = self._clock.read(self._time.read(cells), number, self._time.column)
        received_text = self._received.read(cells)
        received = self._clock.read(received_text, number, self._received.column) if received_text else None
        head = self._heads.read(cells)
        product = self._goods.product(cells)
        if quantity < 0:
            quantity = -quantity
        times = quantity if self._has_price and quantity else 1  # of no quantity: the price says the money
        listed = self._goods.listed_minor(times, price, price_text, head.currency, number)
        if not listed:
            raise ImportRowError(number, "zero_amount")
        extra = None if is_return else self._goods.extras(cells, listed, head.currency, number)
        line = self._line.read(cells) or str(number)
        sale_line = self._sale_line.read(cells) if sale else ""
        return Row(
            number, order, line, head, at, product, quantity, listed, is_return, sale, sale_line, extra, cells,
            received,
        )  # fmt: skip

    def _count(self, cells: Cells, number: int, *, may_be_none: bool) -> Quantity:
        """Return how many; an empty cell is none in a return, which then gives back money only."""
        if not self._counts:
            return 1
        text = self._quantity.read(cells)
        return 0 if may_be_none and not text else self._numbers.read(text, number, self._quantity.column)

    def _check_amounts(
        self, number: int, quantity: Quantity, price: Quantity, *, is_cancelled: bool, names_sale: bool
    ) -> None:
        is_money_only = quantity == 0 and names_sale
        if quantity == 0 and not names_sale:
            raise ImportRowError(
                number, "amount_without_order" if is_cancelled or price < 0 else "zero_quantity"
            )
        if price == 0:
            written_off = quantity < 0 and not is_cancelled
            raise ImportRowError(number, "stock_write_off" if written_off else "zero_amount")
        if price < 0 and self._has_price and not is_money_only:
            raise ImportRowError(number, "negative_price", self._price.column, str(price))
        if not -QUANTITY_MAX <= quantity <= QUANTITY_MAX:
            raise ImportRowError(number, "out_of_range", self._quantity.column, str(quantity))


class _Filter:
    """What a map leaves out by one fact: exact texts, and beginnings that end in a star; what is stated first counts."""

    def __init__(self, items: Iterable[LeaveOut]) -> None:
        self._exact: dict[str, LeaveOut] = {}
        self._beginnings: list[tuple[str, LeaveOut]] = []
        for item in items:
            for text in item.texts:
                if text.endswith("*"):
                    self._beginnings.append((text[:-1], item))
                else:
                    self._exact.setdefault(text, item)
        self._starts = tuple(beginning for beginning, _ in self._beginnings)

    def find(self, text: str) -> LeaveOut | None:
        """Return by what a text is left out, None for one that is not."""
        found = self._exact.get(text)
        if found is None and self._starts and text.startswith(self._starts):
            return next(item for beginning, item in self._beginnings if text.startswith(beginning))
        return found


def _refused(why: ImportRowError, cells: Cells) -> LeftOutRow:
    return LeftOutRow(why.row, why.reason_code, why, cells)


__all__ = ["RowReader"]
