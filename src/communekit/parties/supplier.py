"""Suppliers (供应商): who grows, makes or does what the community buys."""

from enum import StrEnum
from typing import ClassVar

import attrs

from communekit.ids import PartyId

from .errors import InvalidPartyError
from .party_id import party_id, party_id_or_none
from .role import Role


class SupplierKind(StrEnum):
    """What a supplier is: farm (农场), ranch (牧场), workshop (手工作坊), service provider (服务商), trader (经销商)."""

    FARM = "farm"
    RANCH = "ranch"
    WORKSHOP = "workshop"
    SERVICE = "service"
    TRADER = "trader"


def _kind(word: str) -> SupplierKind:
    if word not in set(SupplierKind):
        raise InvalidPartyError("supplier kind", word, "kind")
    return SupplierKind(word)


@attrs.frozen
class Supplier:
    """A supplier (供应商), down to the family farm that sells straight to its neighbours.

    Args:
        id: Unique in the community.
        kind: What it is; the word or the kind.
        neighbourhood: Where it is, so that what stays in the neighbourhood can be told.
        registered: Whether it is registered as a business (市场主体登记). Own farm produce, household
            handicraft and small sporadic deals need not be: E-Commerce Law (电子商务法) art. 10, in force
            2019-01-01.

    Errors: `InvalidIdError`, `InvalidPartyError` "kind".

    >>> Supplier("lin-family-farm", "farm", registered=False).kind
    <SupplierKind.FARM: 'farm'>
    """

    role: ClassVar[Role] = Role.SUPPLIER
    id: PartyId = attrs.field(converter=party_id)
    kind: SupplierKind = attrs.field(converter=_kind)
    neighbourhood: PartyId | None = attrs.field(default=None, kw_only=True, converter=party_id_or_none)
    registered: bool = attrs.field(default=True, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.registered, bool):
            raise InvalidPartyError("registered", self.registered, "kind")


__all__ = ["Supplier", "SupplierKind"]
