"""Brands (品牌方): who stands above several stores, buys for them and sets one policy."""

from typing import ClassVar

import attrs

from communekit.ids import PartyId

from .party_id import party_id
from .role import Role


@attrs.frozen
class Brand:
    """A brand (品牌方) with stores of its own or franchised.

    >>> Brand("vegetable-basket").role
    Role("brand")
    """

    role: ClassVar[Role] = Role.BRAND
    id: PartyId = attrs.field(converter=party_id)


__all__ = ["Brand"]
