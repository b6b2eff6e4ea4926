"""A marketplace's sellers and who won them, read as facts: deals as bonds, each order's part of a seller as an order.

Orders are told by the clocks of São Paulo, twice-shown times taken as the earlier; of its 99,441 none was in the hour
that those clocks skipped. Deals are told in UTC, though the files do not say so: those without a time of day stand at
two o'clock in summer and at three in winter, which is midnight there.
"""

import csv
import gzip
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from communekit.attribution.bonds import BondPolicy, Bonds, Offer
from communekit.ids import PartyId
from communekit.money import Currency, Money
from communekit.orders import Line, Order, Product
from communekit.parties import Role
from communekit.period import local, zone

ZONE: Final = zone("America/Sao_Paulo")
BRL: Final = Currency.of("BRL")
RECRUITER, QUALIFIER = Role("recruiter"), Role("qualifier")
NO_SALE: Final = ("canceled", "unavailable")

DEALS: Final = BondPolicy(
    mode="permanent",
    triggers=["deal"],
    kinds=["deal"],
    roles=[RECRUITER, QUALIFIER],
    zone="America/Sao_Paulo",
)
"""A deal binds a seller for good."""


def table(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table."""
    with gzip.open(folder / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def utc(text: str) -> datetime:
    """Return an instant that is written without a zone, in UTC."""
    return datetime.fromisoformat(f"{text}+00:00")


def bonds_of(folder: Path, role: Role) -> Bonds:
    """Return to whom the sellers are bound in a role: who closed the deal, or who qualified the lead."""
    column = {RECRUITER: "sr_id", QUALIFIER: "sdr_id"}[role]
    offers = [
        Offer(row["mql_id"], utc(row["won_date"]), row["seller_id"], row[column], "deal", role=role)
        for row in table(folder, "closed_deals")
    ]
    return Bonds(DEALS, offers)


class Part(NamedTuple):
    """What one order holds of one seller's goods; of none where it has no goods at all."""

    order: str
    seller: str
    status: str
    bought: str
    items: list[dict[str, str]]

    @property
    def id(self) -> str:
        """The id of the seller's own order."""
        return f"{self.order}-{self.seller}"

    def as_order(self) -> Order:
        """Return the part as an order of the seller's store, with the seller as the member whom somebody brought.

        Who bought has no part in it: it is the seller whose coming is paid for.

        Errors: `InvalidOrderError` "no_lines" for an order without goods.
        """
        at = local(self.bought.replace(" ", "T"), ZONE, fold=0)
        return Order(
            self.id,
            self.seller or self.order,
            tuple(map(_line, self.items)),
            at,
            at,
            member=PartyId(self.seller) if self.seller else None,
            channel="marketplace",
        )


def _line(item: dict[str, str]) -> Line:
    return Line(
        item["order_item_id"],
        Product(item["product_id"]),
        1,
        Money.of(item["price"], BRL),
        freight=Money.of(item["freight_value"], BRL),
    )


def parts(folder: Path) -> Iterator[Part]:
    """Yield every order, seller by seller, earliest first."""
    items: dict[str, dict[str, list[dict[str, str]]]] = {}
    for item in table(folder, "order_items"):
        items.setdefault(item["order_id"], {}).setdefault(item["seller_id"], []).append(item)
    for row in table(folder, "orders"):
        order, status, bought = row["order_id"], row["order_status"], row["order_purchase_timestamp"]
        for seller, own in items.get(order, {"": []}).items():
            yield Part(order, seller, status, bought, own)


__all__ = [
    "BRL",
    "NO_SALE",
    "QUALIFIER",
    "RECRUITER",
    "ZONE",
    "Part",
    "bonds_of",
    "parts",
    "table",
    "utc",
]
