"""Arrival receipts (到货签收单): what came of each product against what was expected, signed by whoever took it in."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Self

import attrs

from communekit.ids import PartyId, ProductId, identifier
from communekit.orders.quantity import Quantity
from communekit.period import instant

from .counted import Loss
from .errors import InvalidPickupError
from .purchasing import PurchaseTotal
from .value_check import check_once, kinds, party, party_or_none, pieces


def _receipt_id(text: str) -> str:
    return identifier(text, what="receipt id")


def _product(text: str) -> ProductId:
    return ProductId(identifier(text, what="product id"))


@attrs.frozen
class ArrivalLine:
    """What came of one product (到货行).

    Args:
        product: Of which product.
        expected: How much was ordered.
        arrived: How much was counted, the damaged included.
        damaged: How much of that cannot be handed out.

    Errors: `InvalidIdError`, `InvalidQuantityError`, `InvalidPickupError` "above_arrived".

    >>> milk = ArrivalLine("milk", 12, 11, damaged=1)
    >>> milk.short, milk.over, milk.good
    (1, 0, 10)
    """

    product: ProductId = attrs.field(converter=_product)
    expected: Quantity = attrs.field(converter=pieces)
    arrived: Quantity = attrs.field(converter=pieces)
    damaged: Quantity = attrs.field(default=0, kw_only=True, converter=pieces)

    def __attrs_post_init__(self) -> None:
        if self.damaged > self.arrived:
            raise InvalidPickupError("damaged quantity", self.product, "above_arrived")

    @property
    def short(self) -> Quantity:
        """What did not come (短少)."""
        return max(self.expected - self.arrived, 0)

    @property
    def over(self) -> Quantity:
        """What came on top (多到)."""
        return max(self.arrived - self.expected, 0)

    @property
    def good(self) -> Quantity:
        """What can be handed out (可提): what `groupbuy.allocation.allocate` shares out as delivered."""
        return self.arrived - self.damaged


def _lines(given: Iterable[ArrivalLine]) -> tuple[ArrivalLine, ...]:
    return tuple(sorted(kinds("arrival lines", given, ArrivalLine), key=lambda line: line.product))


@attrs.frozen
class ArrivalReceipt:
    """What came at a point in one delivery (到货签收单); a fact, signed by a person.

    Args:
        id: Unique in the community.
        point: Where it was taken in.
        at: When.
        by: Who counted and signed (签收人), an opaque id.
        lines: At least one, each product at most once; kept by product.
        supplier: Whose delivery it is; None where several came together.

    Errors: `InvalidIdError`, `InvalidTimeError`, `InvalidPickupError` "no_lines", "twice", "unlike".
    """

    id: str = attrs.field(converter=_receipt_id)
    point: PartyId = attrs.field(converter=party)
    at: datetime = attrs.field(converter=instant)
    by: PartyId = attrs.field(converter=party)
    lines: tuple[ArrivalLine, ...] = attrs.field(converter=_lines)
    supplier: PartyId | None = attrs.field(default=None, kw_only=True, converter=party_or_none)

    def __attrs_post_init__(self) -> None:
        if not self.lines:
            raise InvalidPickupError("receipt", self.id, "no_lines")
        check_once("arrival lines", [line.product for line in self.lines])

    @classmethod
    def of(
        cls,
        id: str,  # noqa: A002 - the field's own name
        point: str,
        at: datetime | str,
        by: str,
        ordered: Iterable[PurchaseTotal],
        *,
        arrived: Mapping[str, Quantity] | None = None,
        damaged: Mapping[str, Quantity] | None = None,
        supplier: str | None = None,
    ) -> Self:
        """Return the receipt of what was ordered (按采购汇总签收): only what differs is named.

        Args:
            id: Of the receipt.
            point: Where it was taken in.
            at: When.
            by: Who signed.
            ordered: What was expected, as `purchasing` totals it.
            arrived: What was counted of a product, where that is not what was expected; also of products that nobody
                ordered.
            damaged: What of it cannot be handed out.
            supplier: Whose delivery it is.

        Errors: those of the class.
        """
        expected: dict[str, Quantity] = {}
        for total in kinds("purchasing totals", ordered, PurchaseTotal):
            expected[total.product] = expected.get(total.product, 0) + total.quantity
        counted, spoilt = arrived or {}, damaged or {}
        products = dict.fromkeys((*expected, *counted, *spoilt))
        lines = [
            ArrivalLine(
                product,
                expected.get(product, 0),
                counted.get(product, expected.get(product, 0)),
                damaged=spoilt.get(product, 0),
            )
            for product in products
        ]
        return cls(id, point, at, by, lines, supplier=supplier)

    def line(self, product: str) -> ArrivalLine | None:
        """Return what came of a product, or None where the receipt does not speak of it."""
        return next((line for line in self.lines if line.product == product), None)

    @property
    def is_complete(self) -> bool:
        """Whether all came as it was expected, and nothing of it damaged."""
        return all(line.good >= line.expected for line in self.lines)


def losses_of(due: Mapping[str, Quantity], got: Mapping[str, Quantity]) -> tuple[Loss, ...]:
    """Return what each line lacks, once it is known what it gets (缺货明细): for `Arrive`.

    Args:
        due: What each line was to get, such as the `due` of a pick-up.
        got: What it gets, such as the portions that `groupbuy.allocation.allocate` gives; lines that are not named get
            all of it.

    Errors: `InvalidQuantityError` where a line gets more than was due.

    >>> losses_of({"1": 3, "2": 1}, {"1": 2})
    (Loss(line='1', missing=1, damaged=0),)
    """
    lacking = ((line, quantity - got.get(line, quantity)) for line, quantity in due.items())
    return tuple(Loss(line, missing=lack) for line, lack in lacking if lack)


__all__ = ["ArrivalLine", "ArrivalReceipt", "losses_of"]
