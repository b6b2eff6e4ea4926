"""Columns (列对照表): how the columns of a foreign file read as facts of orders, as a value.

How the map is written is in `column_map`, how rows are read by it in `row_reader`.
"""

import hashlib
from collections.abc import Mapping
from fractions import Fraction
from typing import Final, Literal

import attrs

from communekit.errors import Texts
from communekit.ids import PartyId
from communekit.money import Rate, Rounding
from communekit.orders import MatchingPolicy
from communekit.parties import Role

ORDER_FACTS: Final = (
    "order", "member", "store", "currency", "session", "refund_of", "refund_line", "time", "received",
)  # fmt: skip
LINE_FACTS: Final = (
    "line", "product", "description", "category", "supplier", "channel", "quantity", "unit_price", "amount",
    "freight", "tax", "cost",
)  # fmt: skip
FACTS: Final = (*ORDER_FACTS, *LINE_FACTS)
"""What a column or a constant may say; open facts are named apart."""

NEEDED: Final = ("order", "product", "store", "currency", "time")
ISO: Final = "iso"
WHOLE: Final = Rate(Fraction(1))


@attrs.frozen
class Times:
    """How times are written: a format of `strptime` or "iso", the zone of clocks, which of two in a repeated hour."""

    format: str = ISO
    zone: str = "Asia/Shanghai"
    fold: Literal[0, 1] | None = None


@attrs.frozen
class LeaveOut:
    """Rows to leave out: the fact, the texts (exact, or ending in `*`), a code, the reason for people by language."""

    fact: str
    texts: tuple[str, ...]
    code: str
    reason: Texts


@attrs.frozen
class CreditColumn:
    """Who is credited in a role: the party in a column, one of `spread` chosen by the column, or always `party`.

    >>> CreditColumn(Role.LEADER, "customer", spread=("L1", "L2", "L3")).party_of("13085")
    'L2'
    """

    role: Role
    column: str = ""
    party: str = ""
    spread: tuple[str, ...] = ()
    share: Rate = WHOLE

    def party_of(self, text: str) -> PartyId | None:
        """Return who is meant by a cell; None for an empty one.

        Spread: the first 8 bytes of the SHA-256 of the text (UTF-8) as a number, modulo the number of parties. The
        same text names the same party, on any machine, for ever.
        """
        if self.party:
            return PartyId(self.party)
        if not text:
            return None
        if not self.spread:
            return PartyId(text)
        number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        return PartyId(self.spread[number % len(self.spread)])


@attrs.frozen
class Columns:
    """How the columns of a file read as orders.

    `names` says which column holds a fact, `constants` what is the same on every row. `needs` names facts without
    which a row is left out. An order number with one of `return_prefixes` marks a cancellation. `rounding` is how an
    amount with more decimals than the currency is rounded; without one such rows are left out. `gathers`: rows of an
    order that stand apart are brought together; else each run of rows is an order of its own.
    """

    names: Mapping[str, str]
    constants: Mapping[str, str] = attrs.field(factory=dict)
    times: Times = attrs.field(factory=Times)
    needs: tuple[str, ...] = ()
    rounding: Rounding | None = None
    upper: tuple[str, ...] = ()
    gathers: bool = True
    return_prefixes: tuple[str, ...] = ()
    matching: MatchingPolicy = MatchingPolicy.LATEST_EARLIER_FIRST
    leave_out: tuple[LeaveOut, ...] = ()
    credits: tuple[CreditColumn, ...] = ()
    discounts: Mapping[str, str] = attrs.field(factory=dict)
    about: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)
    attributes: Mapping[str, str] = attrs.field(factory=dict)
    delimiter: str = ","
    encoding: str = "utf-8-sig"

    @property
    def used(self) -> tuple[str, ...]:
        """Every column that the map names, each once."""
        named = [
            *self.names.values(),
            *(credit.column for credit in self.credits if credit.column),
            *self.discounts.values(),
            *(column for facts in self.about.values() for column in facts.values()),
            *self.attributes.values(),
        ]
        return tuple(dict.fromkeys(named))


__all__ = [
    "FACTS",
    "ISO",
    "LINE_FACTS",
    "NEEDED",
    "ORDER_FACTS",
    "Columns",
    "CreditColumn",
    "LeaveOut",
    "Times",
]
