"""Cases (整箱): how the supplier packs a product, and the least that he delivers."""

from enum import Enum
from typing import Final

import attrs

from communekit.money import Money

from .errors import InvalidPackError
from .measure import Measure, is_amount, is_quantity


class PartCase(Enum):
    """What becomes of a case that does not fill (凑不满的一箱).

    - `DROP`: it is not ordered; the last in the queue, or everybody a little, goes short (不满不订). The default.
    - `ORDER`: it is ordered whole, and what nobody wants is left over for the store (不满也订，余货归店).
    """

    DROP = "drop"
    ORDER = "order"


@attrs.frozen
class Pack:
    """A case (整箱规格): so many of the smallest measure, and what becomes of a case that does not fill.

    Args:
        size: How many it holds, 1 or more; 1 for loose goods (散装).
        measure: In what it is counted.
        part_case: What becomes of a case that does not fill.

    Errors: `InvalidPackError` "size", "kind".

    >>> Pack(6).units(2), Pack(6).cases_for(13), Pack(6).full_cases(13)
    (12, 3, 2)
    """

    size: int = 1
    measure: Measure = Measure.PIECE
    part_case: PartCase = attrs.field(default=PartCase.DROP, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not is_quantity(self.size, least=1):
            raise InvalidPackError("size", "size", self.size)
        if not isinstance(self.measure, Measure):
            raise InvalidPackError("measure", "kind", self.measure)
        if not isinstance(self.part_case, PartCase):
            raise InvalidPackError("part_case", "kind", self.part_case)

    def units(self, cases: int) -> int:
        """Return what so many cases hold."""
        return cases * self.size

    def cases_for(self, units: int) -> int:
        """Return the fewest cases that hold so much: never none for something."""
        return -(-units // self.size)

    def full_cases(self, units: int) -> int:
        """Return how many cases so much fills whole."""
        return units // self.size


LOOSE: Final = Pack()
"""Loose goods (散装): any number of pieces."""


@attrs.frozen(kw_only=True)
class Minimum:
    """The least that is ordered of a product (起订量), in one unit of one's choice, so that nothing else is compared.

    Args:
        cases: So many whole cases.
        quantity: So much in the smallest measure; rounded up to whole cases.
        money: Goods of so much, net of deposits and freight; needs `price`.
        price: Of one smallest measure, or of `per` of them.
        per: How many of the smallest measure the price is for: 500 when a 斤 is priced and grams are counted.

    Errors: `InvalidPackError` "two_units", "quantity", "price", "kind"; `CurrencyMismatchError`.

    >>> Minimum(cases=2).least_cases(Pack(5)), Minimum(quantity=11).least_cases(Pack(5))
    (2, 3)
    >>> Minimum(money=Money.cny("100.00"), price=Money.cny("4.90")).least_cases(Pack(5))
    5
    """

    cases: int | None = None
    quantity: int | None = None
    money: Money | None = None
    price: Money | None = None
    per: int = 1

    def __attrs_post_init__(self) -> None:
        if sum(said is not None for said in (self.cases, self.quantity, self.money)) > 1:
            raise InvalidPackError("minimum", "two_units", self)
        for part, said in (("cases", self.cases), ("quantity", self.quantity)):
            if said is not None and not is_quantity(said):
                raise InvalidPackError(part, "quantity", said)
        if not is_quantity(self.per, least=1):
            raise InvalidPackError("per", "quantity", self.per)
        if (self.money is None) != (self.price is None):
            raise InvalidPackError("price", "price", self.price)
        if self.money is not None and self.price is not None:
            if not is_amount(self.money):
                raise InvalidPackError("money", "kind", self.money)
            if not is_amount(self.price, least=1):
                raise InvalidPackError("price", "price", self.price)
            Money.total((self.price,), self.money.currency)  # Two currencies are refused here.

    def least_cases(self, pack: Pack) -> int:
        """Return the fewest cases that meet it; none where there is no minimum."""
        if self.cases is not None:
            return self.cases
        if self.money is not None and self.price is not None:
            return pack.cases_for(-(-self.money.minor * self.per // self.price.minor))
        return pack.cases_for(self.quantity or 0)


NO_MINIMUM: Final = Minimum()
"""No minimum (不限起订量)."""

__all__ = ["LOOSE", "NO_MINIMUM", "Minimum", "Pack", "PartCase"]
