"""Hand-over (客户交接): when a leader goes, those who were led are not left alone."""

from datetime import datetime

import attrs

from communekit.ids import PartyId
from communekit.period import Window, instant

from .errors import InvalidPartyError
from .tie import Tie
from .ties import Ties


def hand_over(ties: Ties, kind: str, leaving: str, receiver: str | None, at: datetime) -> Ties:
    """Return the ties after a party hands over a role to another at an instant (客户交接).

    What stood before stays as it was: ties end at the instant, and the same subjects are tied to the
    receiver from that instant on, without gap or overlap, until their ties would have ended. Ties that had
    yet to begin begin with the receiver. Without a receiver they end and nothing follows; a receiver is not
    handed over to himself, his own tie ends too.

    Errors: `InvalidPartyError` "itself"; `TieOverlapError`, `PartyCycleError` as in `Ties`.

    >>> ties = Ties([Tie("leader", "M1", "L1", Window.parse("2026-01-01T00:00:00Z/.."))])
    >>> ties = hand_over(ties, "leader", "L1", "L2", instant("2026-03-01T00:00:00Z"))
    >>> ties.as_of("leader", "M1", instant("2026-03-01T00:00:00Z"))
    'L2'
    """
    if receiver == leaving:
        raise InvalidPartyError("receiver", receiver, "itself")
    moment = instant(at)
    moving = [
        tie for tie in ties.of_object(kind, leaving) if tie.window.end is None or moment < tie.window.end
    ]
    moved = {tie: _moved(tie, None if receiver is None else PartyId(receiver), moment) for tie in moving}
    return attrs.evolve(ties, ties=[now for tie in ties.ties for now in moved.get(tie, (tie,))])


def _moved(tie: Tie, receiver: PartyId | None, at: datetime) -> tuple[Tie, ...]:
    """Return what becomes of one tie that lasts beyond the instant."""
    before = () if at <= tie.window.start else (attrs.evolve(tie, window=tie.window.ended(at)),)
    if receiver is None or receiver == tie.subject:
        return before
    rest = Window(max(at, tie.window.start), tie.window.end)
    return (*before, attrs.evolve(tie, object=receiver, window=rest))


__all__ = ["hand_over"]
