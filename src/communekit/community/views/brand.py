"""What a brand sees (品牌视角): its stores, by totals."""

import attrs

from communekit.ids import PartyId
from communekit.money import Money
from communekit.parties import Store

from .party import PartyView
from .store import StoreView


@attrs.frozen
class StoreTotal:
    """What one store of a brand sold (门店合计)."""

    store: PartyId
    orders: int
    paid: Money
    refunded: Money


class BrandView(PartyView):
    """What a brand sees (品牌视角): the totals of its stores, and what is its own of the book.

    A store is the brand's when the directory lists it under the brand.
    """

    def stores(self) -> tuple[PartyId, ...]:
        """Return the stores of the brand, by id."""
        return tuple(store.id for store in self._reader.directory().every(Store) if store.brand == self.party)

    def totals(self) -> tuple[StoreTotal, ...]:
        """Return what each store sold (门店合计), by id; one that sold nothing is not there."""
        return tuple(total for store in self.stores() if (total := self._total(store)) is not None)

    def _total(self, store: PartyId) -> StoreTotal | None:
        files = StoreView(self._reader, store).orders()
        if not files:
            return None
        currency = files[0].order.currency
        paid = Money.total((file.order.paid + file.order.freight for file in files), currency)
        back = (each.amount + each.freight for file in files for each in file.refunds)
        return StoreTotal(store, len(files), paid, Money.total(back, currency))


__all__ = ["BrandView", "StoreTotal"]
