"""States of a member's bond (锁客状态): a type each. Whether a bond has expired is read off its own end."""

from datetime import datetime
from typing import ClassVar

import attrs

from communekit.ids import PartyId

from .bond import Bond
from .event import BondReleased


@attrs.frozen(kw_only=True)
class BondLife:
    """What every state knows.

    Args:
        member: Whose life it is; None before the first fact.
        registered_at: When he registered, as far as is known.
        last_at: When the last thing happened.
        facts: The ids of all that was told.
    """

    member: PartyId | None = None
    registered_at: datetime | None = None
    last_at: datetime | None = None
    facts: frozenset[str] = frozenset()


@attrs.frozen(kw_only=True)
class Unbound(BondLife):
    """Nobody has the member (未锁定); `released` where the last bond was ended by hand."""

    word: ClassVar[str] = "unbound"
    released: BondReleased | None = None


@attrs.frozen(kw_only=True)
class Bound(BondLife):
    """A leader has the member (已锁定), until the bond's own end."""

    word: ClassVar[str] = "bound"
    bond: Bond


BondState = Unbound | Bound

__all__ = ["BondLife", "BondState", "Bound", "Unbound"]
