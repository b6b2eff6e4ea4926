"""Neighbourhoods (小区): where people live next door to one another."""

import attrs

from communekit.ids import PartyId

from .errors import InvalidPartyError
from .party_id import party_id, party_id_or_none


@attrs.frozen
class Neighbourhood:
    """A neighbourhood (小区), perhaps within a wider one: a street, a district, a town.

    Errors: `InvalidIdError`, `InvalidPartyError` "within_itself".

    >>> Neighbourhood("river-court", within="old-town").within
    'old-town'
    """

    id: PartyId = attrs.field(converter=party_id)
    within: PartyId | None = attrs.field(default=None, kw_only=True, converter=party_id_or_none)

    def __attrs_post_init__(self) -> None:
        if self.within == self.id:
            raise InvalidPartyError("neighbourhood", self.id, "within_itself")


__all__ = ["Neighbourhood"]
