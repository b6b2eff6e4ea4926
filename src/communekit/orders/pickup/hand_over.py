"""Hand-overs (核销记录) and refunds as a pick-up remembers them, so that a request that comes twice is known."""

from datetime import datetime

import attrs

from communekit.ids import PartyId, RefundId

from .counted import Loss, Taken
from .terms import Way


@attrs.frozen(kw_only=True)
class Undone:
    """Who took a hand-over back, under which key, when (撤销记录)."""

    key: str
    by: PartyId
    at: datetime


@attrs.frozen(kw_only=True)
class HandOver:
    """Goods that changed hands (核销记录); `undone` where they came back."""

    key: str
    at: datetime
    by: PartyId
    store: PartyId
    way: Way
    lines: tuple[Taken, ...]
    losses: tuple[Loss, ...]
    whole: bool
    undone: Undone | None = None

    @property
    def stands(self) -> bool:
        """Whether it was not taken back."""
        return self.undone is None


@attrs.frozen(kw_only=True)
class RefundHold:
    """A refund that touches a pick-up (退款占用): open until it is granted or not.

    `after` counts the hand-overs that there were when it was granted: those are not undone any more.
    """

    refund: RefundId
    is_open: bool = True
    granted: bool = False
    lines: tuple[Taken, ...] = ()
    after: int = 0


@attrs.frozen
class Arrival:
    """What came, by which receipt, who signed, when (到货记录)."""

    receipt: str
    by: PartyId
    at: datetime
    losses: tuple[Loss, ...] = ()


@attrs.frozen
class Missed:
    """That nobody came in time: when it was said, and how many hand-overs there were by then (逾期记录)."""

    at: datetime
    after: int


@attrs.frozen
class Settled:
    """A shortage that was paid for, and the refund that paid it (缺损了结记录)."""

    shortage: str
    refund: RefundId


__all__ = ["Arrival", "HandOver", "Missed", "RefundHold", "Settled", "Undone"]
