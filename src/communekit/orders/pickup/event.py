"""Events in the life of a pick-up (自提事件): what has happened. Their words are for ever."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

import attrs

from communekit.ids import PartyId
from communekit.period import instant

from .counted import Loss, Taken, losses, taken
from .step import (
    ArrivalStep,
    AwaitedStep,
    CancelStep,
    KeyedStep,
    OpenStep,
    PickupStep,
    RefundEndStep,
    RefundStep,
    ShortageStep,
)
from .terms import Way
from .value_check import check_kind, key_id, store


@attrs.frozen
class PickupOpened(OpenStep):
    """It is known what is to be handed out (已登记)."""

    word: ClassVar[str] = "pickup.opened"


@attrs.frozen
class PickupConfirmed(AwaitedStep):
    """It is paid, or its group has formed (已付款或已成团)."""

    word: ClassVar[str] = "pickup.confirmed"


@attrs.frozen
class PickupArrived(ArrivalStep):
    """The goods came (已到货), less the losses."""

    word: ClassVar[str] = "pickup.arrived"


def _deadline(given: datetime | None) -> datetime | None:
    return None if given is None else instant(given)


@attrs.frozen
class PickupReady(PickupStep):
    """It may be collected (待提货), until a deadline where there is one."""

    word: ClassVar[str] = "pickup.ready"
    deadline: datetime | None = attrs.field(default=None, converter=_deadline)


@attrs.frozen
class PickupRefundOpened(RefundStep):
    """A refund is being decided (退款中)."""

    word: ClassVar[str] = "pickup.refund_opened"


@attrs.frozen
class PickupRefundEnded(RefundEndStep):
    """A refund was granted or not (退款已了结)."""

    word: ClassVar[str] = "pickup.refund_ended"


@attrs.frozen(kw_only=True)
class PickupHandedOver(KeyedStep):
    """Goods changed hands (已核销): how much of which lines, what was missing or damaged, in which store's name.

    `whole` says that all was asked for, and not these lines by name.
    """

    word: ClassVar[str] = "pickup.handed_over"
    store: PartyId = attrs.field(converter=store)
    lines: tuple[Taken, ...] = attrs.field(default=(), converter=taken)
    losses: tuple[Loss, ...] = attrs.field(default=(), converter=losses)
    way: Way = Way.COUNTER
    whole: bool = True

    def __attrs_post_init__(self) -> None:
        check_kind("way", self.way, Way)
        check_kind("whole", self.whole, bool)


@attrs.frozen
class PickupUndone(KeyedStep):
    """A hand-over was taken back (已撤销)."""

    word: ClassVar[str] = "pickup.undone"
    of: str = attrs.field(converter=key_id)


@attrs.frozen
class PickupMissed(PickupStep):
    """Nobody came in time for what is left (逾期未提)."""

    word: ClassVar[str] = "pickup.missed"


@attrs.frozen
class ShortageSettled(ShortageStep):
    """A shortage was paid for (缺损已了结)."""

    word: ClassVar[str] = "pickup.shortage_settled"


@attrs.frozen
class PickupCancelled(CancelStep):
    """It ended before anything was handed out (已取消)."""

    word: ClassVar[str] = "pickup.cancelled"


PickupEvent = (
    PickupOpened
    | PickupConfirmed
    | PickupArrived
    | PickupReady
    | PickupRefundOpened
    | PickupRefundEnded
    | PickupHandedOver
    | PickupUndone
    | PickupMissed
    | ShortageSettled
    | PickupCancelled
)

PICKUP_EVENTS: Mapping[str, type[PickupEvent]] = {
    event.word: event
    for event in (
        PickupOpened,
        PickupConfirmed,
        PickupArrived,
        PickupReady,
        PickupRefundOpened,
        PickupRefundEnded,
        PickupHandedOver,
        PickupUndone,
        PickupMissed,
        ShortageSettled,
        PickupCancelled,
    )
}
"""The events by their words, as they are written down."""

__all__ = [
    "PICKUP_EVENTS",
    "PickupArrived",
    "PickupCancelled",
    "PickupConfirmed",
    "PickupEvent",
    "PickupHandedOver",
    "PickupMissed",
    "PickupOpened",
    "PickupReady",
    "PickupRefundEnded",
    "PickupRefundOpened",
    "PickupUndone",
    "ShortageSettled",
]
