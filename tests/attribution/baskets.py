"""A grocer's half year of baskets, read as orders: 76,895 baskets of 2,393 households in 346 stores.

Times are instants in UTC, though the files do not say so: read so, every coupon was redeemed on a day on which its
household bought something, by the clocks of New York; read as those clocks, one in eight was not. Dates are New York's.
"""

import csv
import gzip
from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from decimal import Decimal
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple

import attrs

from communekit.errors import CommunekitError
from communekit.money import Currency, Money, Rounding
from communekit.orders import About, Discount, Line, Order, Product
from communekit.parties import Role
from communekit.period import zone

ZONE: Final = zone("America/New_York")
USD: Final = Currency.of("USD")
MANUFACTURER: Final = Role("manufacturer")
FUEL, GOODS = "fuel", "goods"
FUEL_QUANTITY: Final = 1_000
"""Above it a quantity is a volume: petrol."""
NOBODYS: Final = About({"order": {"won_by": "organic"}})
"""What is known of an order before it is attributed."""
RESIDUE: Final = Decimal("1e-9")
"""What binary floats have left behind in amounts is smaller."""


def rows(folder: Path, name: str) -> Iterator[list[str]]:
    """Yield the rows of a table, its header not."""
    with gzip.open(folder / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        yield from reader


class Basket(NamedTuple):
    """What a household took to a till at one time."""

    id: str
    household: str
    store: str
    at: datetime
    lines: list[list[str]]

    @property
    def day(self) -> str:
        """The date on the clocks of the store."""
        return self.at.astimezone(ZONE).date().isoformat()


def baskets(folder: Path, households: Collection[str] | None = None) -> Iterator[Basket]:
    """Yield the baskets, earliest first; only those of certain households where they are named."""
    for id_, lines in groupby(rows(folder, "transactions_2017h1"), key=itemgetter(2)):
        own = list(lines)
        household, store, at = own[0][0], own[0][1], own[0][9]
        if households is None or household in households:
            yield Basket(id_, household, store, datetime.fromisoformat(f"{at}+00:00"), own)


@cache
def cents(text: str) -> int:
    """Return an amount in cents; what a binary float has left behind is dropped, and nothing larger."""
    exact = Decimal(text)
    found = Money.of(exact, USD, rounding=Rounding.HALF_EVEN).minor
    if abs(exact - Decimal(found) / 100) > RESIDUE:
        raise ValueError(text)
    return found


@cache
def _money(minor: int) -> Money:
    return Money(minor, USD)


@cache
def _product(id_: str, category: str) -> Product:
    return Product(id_, category=category)


@cache
def _discount(funder: Role, minor: int) -> Discount:
    return Discount(funder, _money(minor))


def line_of(row: list[str]) -> Line:
    """Return a line: the store bears the loyalty price and its match of a coupon, the manufacturer the coupon.

    What the manufacturer bears he pays to the store, so that `distributed` is the sales value of the file.

    Errors: `InvalidQuantityError` for no piece at all; `InvalidOrderError` where a coupon exceeds the sales value.
    """
    _, _, _, product, quantity, sales, loyalty, coupon, match, _ = row
    borne = ((Role.STORE, cents(loyalty)), (Role.STORE, cents(match)), (MANUFACTURER, cents(coupon)))
    count = int(quantity)
    return Line(
        product,
        _product(product, FUEL if count > FUEL_QUANTITY else GOODS),
        count,
        _money(cents(sales) + cents(loyalty) + cents(match)),
        discounts=tuple(_discount(funder, minor) for funder, minor in borne if minor),
    )


@attrs.define
class Sums:
    """How many lines, and what they come to in cents, column by column of the file."""

    lines: int = 0
    sales: int = 0
    loyalty: int = 0
    coupon: int = 0
    match: int = 0

    def add(self, row: list[str]) -> None:
        """Count a row of the file."""
        self.lines += 1
        self.sales += cents(row[5])
        self.loyalty += cents(row[6])
        self.coupon += cents(row[7])
        self.match += cents(row[8])


def order_of(basket: Basket, left_out: Callable[[CommunekitError, list[str]], None]) -> Order:
    """Return a basket as an order; a line that cannot be one is left out, and handed over with its reason.

    Errors: `InvalidOrderError` "no_lines" where none is left.
    """
    lines = []
    for row in basket.lines:
        try:
            lines.append(line_of(row))
        except CommunekitError as reason:
            left_out(reason, row)
    return Order(
        basket.id,
        f"S{basket.store}",
        tuple(lines),
        basket.at,
        basket.at,
        member=f"H{basket.household}",
        channel="store",
        about=NOBODYS,
    )


__all__ = [
    "FUEL",
    "GOODS",
    "MANUFACTURER",
    "NOBODYS",
    "USD",
    "ZONE",
    "Basket",
    "Sums",
    "baskets",
    "cents",
    "line_of",
    "order_of",
    "rows",
]
