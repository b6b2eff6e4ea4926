"""States of a pick-up (自提状态): a type each, all of them folds of the same record."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

import attrs

from communekit.orders.quantity import Quantity

from .counted import Loss, Taken
from .hand_over import Arrival, HandOver, Missed, RefundHold, Settled
from .pickup import Awaited, Pickup


@attrs.frozen
class NotOpened:
    """Nothing has happened yet (未登记)."""

    word: ClassVar[str] = "not_opened"


@attrs.frozen(kw_only=True)
class Standing:
    """What every pick-up knows of itself once it is opened. `at` is when the last thing happened."""

    word: ClassVar[str] = ""
    pickup: Pickup
    at: datetime
    awaits: tuple[Awaited, ...]
    deadline: datetime | None = None
    arrival: Arrival | None = None
    hand_overs: tuple[HandOver, ...] = ()
    refunds: tuple[RefundHold, ...] = ()
    settled: tuple[Settled, ...] = ()
    missed: Missed | None = None
    cancelled: bool = False

    @property
    def id(self) -> str:
        """The id of the pick-up."""
        return self.pickup.id

    @property
    def due(self) -> dict[str, Quantity]:
        """How much of each line is still to be handed out, in the order of the lines: zero or more (待提数量).

        What was sold, less what is lost, refunded, or handed out and not taken back. Nothing once it is cancelled.
        """
        if self.cancelled:
            return {line.line: 0 for line in self.pickup.lines}
        left: dict[str, Quantity] = {line.line: line.quantity for line in self.pickup.lines}
        for gone in self._gone():
            left[gone.line] -= gone.quantity
        return left

    @property
    def handed(self) -> dict[str, Quantity]:
        """How much of each line is in the member's hands, in the order of the lines (已提数量)."""
        out: dict[str, Quantity] = {line.line: 0 for line in self.pickup.lines}
        for one in self.standing:
            for taken in one.lines:
                out[taken.line] += taken.quantity
        return out

    @property
    def standing(self) -> tuple[HandOver, ...]:
        """The hand-overs that were not taken back, in order."""
        return tuple(one for one in self.hand_overs if one.stands)

    @property
    def undone(self) -> int:
        """How often a hand-over was taken back (撤销次数)."""
        return sum(not one.stands for one in self.hand_overs)

    @property
    def open_refunds(self) -> tuple[str, ...]:
        """The refunds that are being decided."""
        return tuple(one.refund for one in self.refunds if one.is_open)

    def is_late(self, at: datetime) -> bool:
        """Whether the time to collect is over for something that is due, be it noted or not (是否逾期)."""
        if self.missed is not None:
            return True
        return self.deadline is not None and at >= self.deadline and any(self.due.values())

    def hand_over(self, key: str) -> HandOver | None:
        """Return what came of a request (核销结果), or None: the answer to give once more, when it is sent once more."""
        return next((one for one in self.hand_overs if one.key == key), None)

    def _gone(self) -> Iterator[Taken | Loss]:
        if self.arrival is not None:
            yield from self.arrival.losses
        for refund in self.refunds:
            yield from refund.lines
        for one in self.standing:
            yield from one.lines
            yield from one.losses


@attrs.frozen(kw_only=True)
class Waiting(Standing):
    """Not paid, not formed, or not arrived yet (待到货)."""

    word: ClassVar[str] = "waiting"


@attrs.frozen(kw_only=True)
class Ready(Standing):
    """May be collected (待提货); nothing was handed out."""

    word: ClassVar[str] = "ready"


@attrs.frozen(kw_only=True)
class PartlyCollected(Standing):
    """A part was handed out, the rest may be collected (部分提货)."""

    word: ClassVar[str] = "partly_collected"


@attrs.frozen(kw_only=True)
class Collected(Standing):
    """Nothing is left to hand out (已提货)."""

    word: ClassVar[str] = "collected"


@attrs.frozen(kw_only=True)
class NoShow(Standing):
    """Nobody came in time for what is left (逾期未提); the terms say what becomes of it."""

    word: ClassVar[str] = "no_show"


@attrs.frozen(kw_only=True)
class Closed(Standing):
    """Nothing was handed out, and nothing is to be (已关闭): cancelled, refunded, or nothing came."""

    word: ClassVar[str] = "closed"


PickupStanding = Waiting | Ready | PartlyCollected | Collected | NoShow | Closed
"""Any state after the opening."""

PickupState = NotOpened | PickupStanding


def placed(record: Standing) -> PickupStanding:
    """Return a record in the state that follows from it."""
    kind: type[PickupStanding]
    if not any(record.due.values()):
        kind = Collected if record.standing else Closed
    elif record.awaits:
        kind = Waiting
    elif record.missed is not None:
        kind = NoShow
    else:
        kind = PartlyCollected if record.standing else Ready
    return kind(**{field.name: getattr(record, field.name) for field in attrs.fields(Standing)})


__all__ = [
    "Closed",
    "Collected",
    "NoShow",
    "NotOpened",
    "PartlyCollected",
    "PickupStanding",
    "PickupState",
    "Ready",
    "Standing",
    "Waiting",
    "placed",
]
