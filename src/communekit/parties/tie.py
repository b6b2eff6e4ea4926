"""Ties (关系): who stands in which role to whom, and from when until when."""

import attrs

from communekit.ids import PartyId
from communekit.period import Window

from .errors import InvalidPartyError
from .party_id import party_id
from .role import Role


@attrs.frozen
class Tie:
    """A tie (关系): in the window, the `kind` of `subject` is `object`.

    `Tie(Role.SPONSOR, "L1", "L0", window)`: the sponsor (推荐人) of L1 is L0. In the same way a member has a
    leader (团长), a pick-up point its keeper (自提点负责人), a live session its host (主播).

    Errors: `InvalidRoleError`, `InvalidIdError`, `InvalidPartyError` "kind".

    >>> Tie("leader", "M1", "L1", Window.parse("2026-03-01/..", zone="Asia/Shanghai")).kind
    Role("leader")
    """

    kind: Role = attrs.field(converter=Role)
    subject: PartyId = attrs.field(converter=party_id)
    object: PartyId = attrs.field(converter=party_id)
    window: Window

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.window, Window):
            raise InvalidPartyError("window of a tie", self.window, "kind")


__all__ = ["Tie"]
