"""The trace (归因留痕): everything that was looked at for an order, kept or dropped, and why."""

from datetime import datetime
from enum import Enum

import attrs

from communekit.ids import PartyId
from communekit.parties import Role


class Fate(Enum):
    """What became of a signal (取舍原因). The words are for ever."""

    WON = "won"
    SHARED = "shared"
    CO_CREDIT = "co_credit"
    ADD_ON = "add_on"
    SPONSOR = "sponsor"
    HOUSE = "house"
    LOWER_PRECEDENCE = "lower_precedence"
    LATER_WINS = "later_wins"
    EARLIER_WINS = "earlier_wins"
    NO_SHARE = "no_share"
    NOT_RANKED = "not_ranked"
    AFTER_ORDER = "after_order"
    SAME_INSTANT = "same_instant"
    OUTSIDE_WINDOW = "outside_window"
    OTHER_ORDER = "other_order"
    OTHER_STORE = "other_store"
    OTHER_ROLE = "other_role"
    NO_OWNER = "no_owner"
    SELF = "self"
    INACTIVE = "inactive"
    NOT_A_LEADER = "not_a_leader"
    NOT_NEW = "not_new"
    NOT_CONSENTED = "not_consented"
    REJECTED = "rejected"


KEPT = frozenset({Fate.WON, Fate.SHARED, Fate.CO_CREDIT, Fate.ADD_ON, Fate.SPONSOR, Fate.HOUSE})
"""What was credited."""


@attrs.frozen
class Traced:
    """One signal, and what became of it.

    Of a touch that its person did not allow to be used nothing is said but that: no id, no time, no owner.

    Args:
        source: "touch", "bond", "self"; "session", "content" of a co-credit; "visit" of an add-on; "line" of a sponsor.
        fate: What became of it.
        id: The touch's; for others that which leads: the session, the content, the leader below.
        word: The word that it stands under; empty for none.
        at: When it was.
        owner: Whom it leads to.
        role: In which role.
        past_seconds: How long after the end of the window the order came; None where it was inside.
        reason: What the guard said, or the state of a leader who is not at work.

    >>> Traced("touch", Fate.NOT_CONSENTED).is_kept
    False
    """

    source: str
    fate: Fate
    id: str = ""
    word: str = ""
    at: datetime | None = None
    owner: PartyId | None = None
    role: Role | None = None
    past_seconds: int | None = None
    reason: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether it was credited."""
        return self.fate in KEPT


__all__ = ["KEPT", "Fate", "Traced"]
