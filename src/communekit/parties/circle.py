"""Circles (社群): a leader's group of members. Who is in it, and since when, say the ties."""

import attrs

from communekit.ids import PartyId, name_text

from .errors import InvalidPartyError
from .party_id import party_id, party_id_or_none

NORMS_MAX = 50


def _norms(given: tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(given, str):
        raise InvalidPartyError("norms", given, "kind")
    return tuple(name_text(norm, what="norm") for norm in given)


@attrs.frozen
class Circle:
    """A circle (社群) of members round a leader.

    Args:
        id: Unique in the community.
        leader: The head of the circle (社群领袖).
        norms: What its members have agreed on (群规), a sentence each of at most 200 characters.
        neighbourhood: Where it is at home; None for a circle round an interest.

    Members are tied to it: `Tie(Role("circle"), "M1", "C1", window)`.

    Errors: `InvalidIdError`, `InvalidTextError`, `InvalidPartyError`.

    >>> Circle("bakers", "L1", norms=("Ask before you post a child's photo.",)).leader
    'L1'
    """

    id: PartyId = attrs.field(converter=party_id)
    leader: PartyId = attrs.field(converter=party_id)
    norms: tuple[str, ...] = attrs.field(default=(), kw_only=True, converter=_norms)
    neighbourhood: PartyId | None = attrs.field(default=None, kw_only=True, converter=party_id_or_none)

    def __attrs_post_init__(self) -> None:
        if len(self.norms) > NORMS_MAX:
            raise InvalidPartyError("norms", len(self.norms), "too_many")


__all__ = ["Circle"]
