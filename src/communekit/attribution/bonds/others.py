"""What a decision about one member has to know of others (旁人): who may lead, and who stands below whom."""

from datetime import datetime
from typing import Final, Protocol

from communekit.ids import PartyId


class Others(Protocol):
    """Other members and leaders, as they stood at an instant. Same question, same answer."""

    def may_bind(self, leader: PartyId, at: datetime, /) -> bool:
        """Whether a leader may bind members at an instant: not suspended, gone or not taken on yet."""

    def stands_below(self, party: PartyId, member: PartyId, at: datetime, store: PartyId | None, /) -> bool:
        """Whether a party stands below a member in the line of leaders, at any depth; nobody below himself."""


class Strangers:
    """Others of whom nothing is known: all may lead, and nobody stands below anybody."""

    def may_bind(self, _leader: PartyId, _at: datetime, /) -> bool:
        """Return that he may."""
        return True

    def stands_below(
        self, _party: PartyId, _member: PartyId, _at: datetime, _store: PartyId | None, /
    ) -> bool:
        """Return that he does not."""
        return False


NOBODY: Final[Others] = Strangers()

__all__ = ["NOBODY", "Others"]
