"""Lines (订单行): one product of an order, what it was listed at, what was taken off, what was paid.

All amounts are totals of the line, not prices of a piece, so nothing is multiplied and rounded here.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, Self, cast

import attrs

from communekit.ids import LineId, identifier
from communekit.money import Currency, Money

from .amount import amount_of
from .attributes import NO_ATTRIBUTES, Attributes, attributes_of
from .discount import Discount
from .errors import InvalidOrderError
from .product import Product
from .quantity import QUANTITY_MAX, Quantity, quantity_of

_put: Final = object.__setattr__


def _line_id(text: str) -> LineId:
    return LineId(identifier(text, what="line id"))


def _discounts(given: Iterable[Discount]) -> tuple[Discount, ...]:
    return given if type(given) is tuple else tuple(given)


def _freight(given: Money | None) -> Money:
    return cast("Money", given)  # None becomes zero in the line's currency, once that is known.


def channel_word(word: str) -> str:
    """Return a checked channel (渠道), empty when none is said."""
    return identifier(word, what="channel") if word else ""


@attrs.frozen
class Line:
    """A line (订单行) of an order; every amount is the total of the line, zero or more, in one currency.

    Args:
        id: Unique in its order.
        product: What was sold.
        quantity: Pieces as an int, weights as an exact fraction; above zero.
        listed: The amount at list prices (标价金额), before discounts.
        discounts: What was taken off, by who bears it.
        freight: Paid on top, not part of `paid`; none given is zero.
        tax: Contained in `paid`; None when not known.
        cost: What the goods cost the store; None when not known.
        channel: How it was sold: "live", "group", "store".
        attributes: Open facts of the host's.

    Derived once, at birth:
        paid: `listed` less all discounts (实付金额): what the member paid for the goods.
        distributed: `listed` less what the merchant's side took off: what that side has to share (可分金额).
        funded: The discounts that others bear; `distributed` is `paid` and these.
        category: The product's.

    Errors: `InvalidIdError`, `InvalidQuantityError`, `InvalidAmountError`, `CurrencyMismatchError`,
    `InvalidAttributeError`; `InvalidOrderError` when discounts exceed `listed` or tax exceeds `paid`.

    >>> line = Line("1", Product("85123A"), 6, Money.cny("20.00"), discounts=(
    ...     Discount("store", Money.cny("3.00")), Discount("platform", Money.cny("2.00"))))
    >>> line.paid, line.distributed
    (Money.cny("15.00"), Money.cny("17.00"))
    """

    id: LineId = attrs.field(converter=_line_id)
    product: Product
    quantity: Quantity
    listed: Money
    discounts: tuple[Discount, ...] = attrs.field(default=(), kw_only=True, converter=_discounts)
    freight: Money = attrs.field(default=None, kw_only=True, converter=_freight)
    tax: Money | None = attrs.field(default=None, kw_only=True)
    cost: Money | None = attrs.field(default=None, kw_only=True)
    channel: str = attrs.field(default="", kw_only=True, converter=channel_word)
    attributes: Attributes = attrs.field(default=NO_ATTRIBUTES, kw_only=True, converter=attributes_of)
    paid: Money = attrs.field(init=False, eq=False, repr=False)
    distributed: Money = attrs.field(init=False, eq=False, repr=False)
    funded: tuple[Discount, ...] = attrs.field(init=False, eq=False, repr=False)
    category: str = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        product, quantity, listed = self.product, self.quantity, self.listed
        if not isinstance(product, Product):
            raise InvalidOrderError("product", "kind", product)
        _put(self, "category", product.category)
        if type(quantity) is not int or not 0 < quantity <= QUANTITY_MAX:
            _put(self, "quantity", quantity_of(quantity))
        currency = amount_of(listed).currency
        if self.discounts:
            self._take_off(self.discounts, currency)
        else:
            _put(self, "paid", listed)
            _put(self, "distributed", listed)
            _put(self, "funded", ())
        if self.freight is None:
            _put(self, "freight", Money(0, currency))
        else:
            amount_of(self.freight, currency)
        if self.tax is not None and amount_of(self.tax, currency) > self.paid:
            raise InvalidOrderError("tax", "tax_exceeds_paid", self.tax)
        if self.cost is not None:
            amount_of(self.cost, currency)

    def _take_off(self, discounts: tuple[Discount, ...], currency: Currency) -> None:
        by_merchant = by_others = 0
        for discount in discounts:
            if not isinstance(discount, Discount):
                raise InvalidOrderError("discount", "kind", discount)
            minor = amount_of(discount.amount, currency).minor
            if discount.is_merchant_funded:
                by_merchant += minor
            else:
                by_others += minor
        distributed_minor = self.listed.minor - by_merchant
        if distributed_minor < by_others:
            raise InvalidOrderError("discounts", "discounts_exceed_listed", self.listed)
        _put(self, "distributed", Money(distributed_minor, currency))
        _put(self, "paid", Money(distributed_minor - by_others, currency))
        _put(self, "funded", tuple(item for item in discounts if not item.is_merchant_funded))

    @classmethod
    def of(
        cls,
        id: str,  # noqa: A002 - the field's own name
        product: str,
        listed: str | Decimal,
        *,
        currency: Currency | str = "CNY",
        quantity: Quantity = 1,
        category: str = "",
    ) -> Self:
        """Return a line from plain words, without discounts.

        >>> Line.of("1", "apples", "19.90", category="fresh/fruit").paid
        Money.cny("19.90")
        """
        return cls(id, Product(product, category=category), quantity, Money.of(listed, currency))

    @property
    def currency(self) -> Currency:
        """The currency of every amount of the line."""
        return self.listed.currency


__all__ = ["Line", "channel_word"]
