"""Members (用户、会员): who buys, tells others, and builds the community with them."""

from typing import ClassVar

import attrs

from communekit.ids import PartyId

from .party_id import party_id, party_id_or_none
from .role import Role


@attrs.frozen
class Member:
    """A member (会员) of a community. Who the person is stays with the host.

    >>> Member("M1", neighbourhood="N1").role
    Role("member")
    """

    role: ClassVar[Role] = Role.MEMBER
    id: PartyId = attrs.field(converter=party_id)
    neighbourhood: PartyId | None = attrs.field(default=None, kw_only=True, converter=party_id_or_none)


__all__ = ["Member"]
