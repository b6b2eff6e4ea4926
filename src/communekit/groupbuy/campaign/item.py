"""Items (活动商品): what a campaign offers, at which price, and how much of it there is."""

from collections.abc import Iterable, Mapping

import attrs

from communekit.ids import PartyId, ProductId, identifier, name_text
from communekit.money import Money
from communekit.orders import Product

from ..allocation import LOOSE, NO_MINIMUM, Minimum, Pack
from .check import check_amount, check_kind, check_whole
from .errors import InvalidCampaignError


def _product(text: str) -> ProductId:
    return ProductId(identifier(text, what="product id"))


def _supplier(text: str | None) -> PartyId | None:
    return None if text is None else PartyId(identifier(text, what="supplier id"))


def _tags(given: Iterable[str]) -> tuple[str, ...]:
    return Product("tags", tags=given).tags


def _stock(given: int | Mapping[str, int] | None) -> Mapping[str, int] | None:
    if given is None:
        return None
    pools = given if isinstance(given, Mapping) else {"": given}
    for store, quantity in pools.items():
        if store != "":
            identifier(store, what="store id")
        check_whole("stock", quantity, least=0)
    return dict(pools)


@attrs.frozen
class Item:
    """One product of a campaign (活动商品). Quantities are in its smallest measure: pieces, or grams.

    Args:
        product: What is offered.
        price: What one of the smallest measure costs, or `per` of them, when one joins (参团价). Freight is no part of it.
        per: How many of the smallest measure the price is for: 500 when a 斤 is priced and grams are counted.
        list_price: What it costs outside the campaign (原价), for the same number; None when that is the price.
        cost: What it costs the store (成本); None when not known.
        below_cost: Why the price may lie below cost (fresh, seasonal, overstock), in the merchant's words.
        stock: How much there is: in all; or by store, each drawing on its own allotment (分仓库存) and stores that
            are not named on that of `""`; None for no limit.
        pack: The supplier's case.
        minimum: The least that is ordered of it.
        supplier: From whom it comes; None when the store itself has it.
        category: A path, the widest part first: "fresh/veg" (类目); plans ask for it. Empty when the host has none.
        tags: Words about it, for plans too.
        kind: "goods", "service", "voucher", "course", or a word of the host's.

    Errors: `InvalidCampaignError` "amount", "currency", "quantity", "below_cost", "kind"; `InvalidIdError`; those of `Product`.

    >>> eggs = Item("eggs", Money.cny("12.90"), stock={"S1": 300, "": 200})
    >>> eggs.pool("S1"), eggs.pool("S9"), eggs.amount(3)
    ('S1', '', Money.cny("38.70"))
    """

    product: ProductId = attrs.field(converter=_product)
    price: Money
    per: int = attrs.field(default=1, kw_only=True)
    list_price: Money | None = attrs.field(default=None, kw_only=True)
    cost: Money | None = attrs.field(default=None, kw_only=True)
    below_cost: str = attrs.field(default="", kw_only=True)
    stock: Mapping[str, int] | None = attrs.field(default=None, kw_only=True, converter=_stock)
    pack: Pack = attrs.field(default=LOOSE, kw_only=True)
    minimum: Minimum = attrs.field(default=NO_MINIMUM, kw_only=True)
    supplier: PartyId | None = attrs.field(default=None, kw_only=True, converter=_supplier)
    category: str = attrs.field(default="", kw_only=True)
    tags: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=_tags)
    kind: str = attrs.field(default="goods", kw_only=True)

    def __attrs_post_init__(self) -> None:
        for part, amount, least in (
            ("price", self.price, 1),
            ("list_price", self.list_price, 1),
            ("cost", self.cost, 0),
        ):
            if amount is None and part != "price":
                continue
            check_amount(part, amount, least=least)
            if amount is not None and amount.currency != self.price.currency:
                raise InvalidCampaignError(part, amount, "currency")
        check_whole("per", self.per)
        check_kind("pack", self.pack, Pack)
        check_kind("minimum", self.minimum, Minimum)
        if self.below_cost != "":
            name_text(self.below_cost, what="reason")
        self.check_cost(self.price)
        Product(self.product, category=self.category, kind=self.kind)  # Words that none can have are refused.

    def check_cost(self, price: Money) -> None:
        """Refuse a price below cost that is given without a reason (价格法 art. 14; 九不得)."""
        if self.cost is not None and price < self.cost and not self.below_cost:
            raise InvalidCampaignError("price", price, "below_cost")

    @property
    def goods(self) -> Product:
        """The product, as orders and plans know it (商品)."""
        return Product(
            self.product, category=self.category, supplier=self.supplier, tags=self.tags, kind=self.kind
        )

    @property
    def listed(self) -> Money:
        """What it costs outside the campaign."""
        return self.price if self.list_price is None else self.list_price

    @property
    def comes_in_cases(self) -> bool:
        """Whether what one gets may differ from what one wants: it comes in cases, or has a minimum."""
        return self.pack.size > 1 or self.minimum != NO_MINIMUM

    def amount(self, quantity: int, price: Money | None = None) -> Money:
        """Return what so much costs, at a price for `per` of the smallest measure; half a minor unit is rounded up."""
        minor = (self.price if price is None else price).minor * quantity
        return Money((2 * minor + self.per) // (2 * self.per), self.price.currency)

    def pool(self, store: str | None) -> str | None:
        """Return from which pool of the stock a store draws; None when there is no limit."""
        if self.stock is None:
            return None
        return store if store is not None and store in self.stock else ""


__all__ = ["Item"]
