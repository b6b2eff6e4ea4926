"""Rows (数据行): one row of a file as facts of an order; or why it is left out."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import attrs

from communekit.cli.errors import ImportRowError
from communekit.errors import CommunekitError, Texts, language_of
from communekit.ids import PartyId, SessionId
from communekit.money import Currency, Money
from communekit.orders import About, Attributes, Credits, Discount, Product, Quantity


@attrs.frozen(eq=False)
class Head:
    """What a row says of its whole order; rows that say the same share one head."""

    key: tuple[str, ...]
    member: PartyId | None
    store: PartyId
    currency: Currency
    session: SessionId | None
    credits: Credits
    about: About


@attrs.frozen(eq=False)
class Extra:
    """What only some files say of a line."""

    freight: Money | None
    tax: Money | None
    cost: Money | None
    discounts: tuple[Discount, ...]
    channel: str
    attributes: Attributes
    paid_minor: int


class Row(NamedTuple):
    """A row that can be read: a sale or a return. `listed_minor` is the amount of the row, never below zero.

    A return names its `sale` and the `sale_line` of it, or neither; one of no quantity gives back money only.
    """

    number: int
    order: str
    line: str
    head: Head
    at: datetime
    product: Product
    quantity: Quantity
    listed_minor: int
    is_return: bool
    sale: str
    sale_line: str
    extra: Extra | None
    cells: Sequence[str]
    received: datetime | None = None

    @property
    def paid_minor(self) -> int:
        """What the member paid for a sale, freight included, in minor units."""
        return self.listed_minor if self.extra is None else self.extra.paid_minor


class LeftOutRow(NamedTuple):
    """A row that takes no part (未计入): its number, the code, the reason, and its cells as they stand."""

    number: int
    code: str
    why: CommunekitError | Texts
    cells: Sequence[str]

    def reason(self, locale: str) -> str:
        """Return the reason in a language."""
        if isinstance(self.why, ImportRowError):
            return self.why.reason(locale)
        return (
            self.why.text(locale) if isinstance(self.why, CommunekitError) else self.why[language_of(locale)]
        )


def left_out(row: Row, why: CommunekitError) -> LeftOutRow:
    """Return a row as left out, for a reason that showed later than when it was read."""
    code = why.reason_code if isinstance(why, ImportRowError) else why.code
    return LeftOutRow(row.number, code, why, row.cells)


__all__ = ["Extra", "Head", "LeftOutRow", "Row", "left_out"]
