"""What attribution is worked out from (归因依据): all that was told by then, and nothing else."""

from collections.abc import Mapping

import attrs

from communekit.ids import identifier, name_text
from communekit.orders import Credits
from communekit.parties import Ties

from .as_of import BondsAsOf, LeadersAsOf
from .consents import Consents
from .errors import InvalidFactError
from .identities import Identities
from .touches import Touches


def _reasons(given: Mapping[str, str]) -> dict[str, str]:
    if not isinstance(given, Mapping):
        raise InvalidFactError("reasons by id", given)
    reasons = dict(given)
    for subject, reason in reasons.items():
        identifier(subject, what="id")
        name_text(reason, what="reason")
    return reasons


def _credits_by_order(given: Mapping[str, Credits]) -> dict[str, Credits]:
    if not isinstance(given, Mapping):
        raise InvalidFactError("credits by order", given)
    earlier = dict(given)
    for credited in earlier.values():
        if not isinstance(credited, Credits):
            raise InvalidFactError("credits", credited)
    return earlier


@attrs.frozen(hash=False)
class Facts:
    """The facts that an attribution follows from (归因依据). What is not handed in is not known.

    Args:
        touches: Who met the community through whom.
        identities: Which visitor was which member, which accounts are one person's.
        bonds: Which leader a member belongs to.
        ties: The line of sponsors above leaders; hosts of sessions; creators of content.
        consents: Who allowed his touches to be used; None where the host hands in none but allowed ones.
        leaders: Who is a leader, and at work; None where every owner counts as one who is, as does one of whom nothing is
            known there.
        rejected: Touches that a guard has rejected, each with its reason: the next signal is taken.
        held: Orders whose credits wait, each with its reason: the flag stands on the attribution.
        earlier: The credits of orders that may be picked up, for in-store add-on sales.

    Errors: `InvalidFactError`, `InvalidIdError`, `InvalidTextError`.

    >>> Facts(rejected={"t-1": "click flooding"}).rejected
    {'t-1': 'click flooding'}
    """

    touches: Touches = attrs.field(factory=Touches, kw_only=True)
    identities: Identities = attrs.field(factory=Identities, kw_only=True)
    bonds: BondsAsOf | None = attrs.field(default=None, kw_only=True)
    ties: Ties = attrs.field(factory=Ties, kw_only=True)
    consents: Consents | None = attrs.field(default=None, kw_only=True)
    leaders: LeadersAsOf | None = attrs.field(default=None, kw_only=True)
    rejected: Mapping[str, str] = attrs.field(factory=dict, kw_only=True, converter=_reasons)
    held: Mapping[str, str] = attrs.field(factory=dict, kw_only=True, converter=_reasons)
    earlier: Mapping[str, Credits] = attrs.field(factory=dict, kw_only=True, converter=_credits_by_order)

    def __attrs_post_init__(self) -> None:
        for what, given, kind in (
            ("book of touches", self.touches, Touches),
            ("record of identities", self.identities, Identities),
            ("book of ties", self.ties, Ties),
            ("record of consents", Consents() if self.consents is None else self.consents, Consents),
        ):
            if not isinstance(given, kind):
                raise InvalidFactError(what, given)
        for what, asked, question in (
            ("book of bonds", self.bonds, "as_of"),
            ("record of leaders", self.leaders, "state_of"),
        ):
            if asked is not None and not callable(getattr(asked, question, None)):
                raise InvalidFactError(what, asked)


__all__ = ["Facts"]
