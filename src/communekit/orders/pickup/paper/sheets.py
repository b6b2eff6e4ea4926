"""The papers of pick-up day (自提日单据): pick lists, purchasing totals and arrival receipts as sheets."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from communekit.orders.pickup.arrival import ArrivalLine, ArrivalReceipt
from communekit.orders.pickup.pick_list import PickList
from communekit.orders.pickup.purchasing import PurchaseTotal
from communekit.orders.pickup.value_check import check_kind, kinds
from communekit.orders.quantity import Quantity
from communekit.period import zone as named_zone

from .page import Block
from .sheet import Sheet
from .words import say

NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})


def pick_sheet(given: PickList, locale: str = "en", *, names: Mapping[str, str] = NO_NAMES) -> Sheet:
    """Return a pick list as a sheet (打印提货单): first by product, then a block for each member, with boxes to tick.

    Args:
        given: The list.
        locale: "zh" for Chinese, English for any other.
        names: What the reader calls products, circles, leaders. Names of members belong on the list of their own leader
            and on no other; without them their ids are shown.
    """
    check_kind("pick list", given, PickList)
    totals = tuple(
        ("", names.get(product, product), quantity_text(quantity))
        for product, quantity in given.by_product.items()
    )
    blocks = [Block(say("products", locale), totals)]
    for member, lines in given.by_member.items():
        rows = (
            (line.order, names.get(line.product, line.product), quantity_text(line.quantity))
            for line in lines
        )
        blocks.append(Block(names.get(member, member), tuple(rows)))
    return Sheet(
        title=f"{say('pick_list', locale)} · {names.get(given.circle, given.circle)}",
        about=((say("leader", locale), names.get(given.leader, given.leader)),),
        head=(say("order", locale), say("product", locale), say("quantity", locale)),
        blocks=tuple(blocks),
        ticked=True,
        locale=locale,
    )


def purchasing_sheet(
    given: Iterable[PurchaseTotal], locale: str = "en", *, names: Mapping[str, str] = NO_NAMES
) -> Sheet:
    """Return purchasing totals as a sheet (打印采购汇总), a block for each supplier.

    Args:
        given: The totals.
        locale: "zh" for Chinese, English for any other.
        names: What the reader calls suppliers and products.
    """
    by_supplier: dict[str, list[tuple[str, ...]]] = {}
    for total in kinds("purchasing totals", given, PurchaseTotal):
        row = (names.get(total.product, total.product), str(total.orders), quantity_text(total.quantity))
        by_supplier.setdefault(total.supplier or "", []).append(row)
    return Sheet(
        title=say("purchasing", locale),
        about=(),
        head=(say("product", locale), say("orders", locale), say("quantity", locale)),
        blocks=tuple(
            Block(names.get(supplier, supplier) or say("no_supplier", locale), tuple(rows), 2)
            for supplier, rows in by_supplier.items()
        ),
        locale=locale,
    )


def arrival_sheet(
    given: ArrivalReceipt,
    locale: str = "en",
    *,
    zone: str | ZoneInfo = "Asia/Shanghai",
    names: Mapping[str, str] = NO_NAMES,
) -> Sheet:
    """Return an arrival receipt as a sheet (打印到货签收单): expected, arrived, short, over, damaged, to hand out.

    Args:
        given: The receipt.
        locale: "zh" for Chinese, English for any other.
        zone: By whose clocks its time is told.
        names: What the reader calls the point, the supplier, products, and whoever signed.
    """
    check_kind("receipt", given, ArrivalReceipt)
    clock = given.at.astimezone(named_zone(zone) if isinstance(zone, str) else zone)
    about = [
        (say("point", locale), names.get(given.point, given.point)),
        (say("when", locale), clock.isoformat(sep=" ", timespec="minutes")[:16]),
        (say("signed_by", locale), names.get(given.by, given.by)),
    ]
    if given.supplier is not None:
        about.append((say("supplier", locale), names.get(given.supplier, given.supplier)))
    columns = ("expected", "arrived", "short", "over", "damaged", "good")
    return Sheet(
        title=f"{say('arrival', locale)} · {given.id}",
        about=tuple(about),
        head=(say("product", locale), *(say(column, locale) for column in columns)),
        blocks=(Block(say("everything", locale), tuple(_arrived(line, names) for line in given.lines), 6),),
        locale=locale,
    )


def _arrived(line: ArrivalLine, names: Mapping[str, str]) -> tuple[str, ...]:
    figures = (line.expected, line.arrived, line.short, line.over, line.damaged, line.good)
    return (names.get(line.product, line.product), *map(quantity_text, figures))


def quantity_text(quantity: Quantity) -> str:
    """Return a quantity as people read it: a decimal where one is exact, else a fraction.

    >>> from fractions import Fraction
    >>> quantity_text(3), quantity_text(Fraction(3, 8)), quantity_text(Fraction(1, 3))
    ('3', '0.375', '1/3')
    """
    if isinstance(quantity, int):
        return str(quantity)
    for places in range(1, 10):
        scaled = quantity * 10**places
        if scaled.denominator == 1:
            whole, rest = divmod(scaled.numerator, 10**places)
            return f"{whole}.{rest:0{places}}"
    return str(quantity)


__all__ = ["NO_NAMES", "arrival_sheet", "pick_sheet", "purchasing_sheet", "quantity_text"]
