"""Commands to a pick-up (自提命令): what is asked for."""

import attrs

from communekit.ids import PartyId

from .counted import Loss, Taken, losses, taken_or_all
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
from .value_check import check_kind, key_id, stores


@attrs.frozen
class Open(OpenStep):
    """Note what is to be handed out (登记自提单)."""


@attrs.frozen
class Confirm(AwaitedStep):
    """Say that it is paid, or that its group has formed (确认付款或成团)."""


@attrs.frozen
class Arrive(ArrivalStep):
    """Say that the goods have come (到货): all that is due, less the losses."""


@attrs.frozen
class OpenRefund(RefundStep):
    """Hold the pick-up while a refund is decided (申请退款)."""


@attrs.frozen
class EndRefund(RefundEndStep):
    """Let it go on (退款了结). A granted refund says which pieces that were still due it took.

    A refund of a shortage is `SettleShortage`: what is missing is not due any more.
    """


@attrs.frozen
class Redeem(KeyedStep):
    """Hand out (核销).

    Args:
        pickup: Of which pick-up.
        at: When.
        by: Who hands out.
        key: Of this request; the same once more does nothing.
        staff_of: The stores whose staff that person is now, as the host knows.
        lines: How much of which lines; None for all that is due, less the losses.
        losses: What turns out to be missing or damaged at the counter.
        way: At the counter, or brought by the leader.
    """

    staff_of: tuple[PartyId, ...] = attrs.field(default=(), kw_only=True, converter=stores)
    lines: tuple[Taken, ...] | None = attrs.field(default=None, kw_only=True, converter=taken_or_all)
    losses: tuple[Loss, ...] = attrs.field(default=(), kw_only=True, converter=losses)
    way: Way = attrs.field(default=Way.COUNTER, kw_only=True)

    def __attrs_post_init__(self) -> None:
        check_kind("way", self.way, Way)


@attrs.frozen
class Undo(KeyedStep):
    """Take a hand-over back (撤销核销), by its key: the goods are in the store again."""

    of: str = attrs.field(converter=key_id)
    staff_of: tuple[PartyId, ...] = attrs.field(default=(), kw_only=True, converter=stores)


@attrs.frozen
class MarkMissed(PickupStep):
    """Say that the time to collect is over (标记逾期未提)."""


@attrs.frozen
class SettleShortage(ShortageStep):
    """Say that a shortage was paid for (缺损了结): what was handed out with it is not undone any more."""


@attrs.frozen
class Cancel(CancelStep):
    """End it before anything was handed out (取消): the group failed, or the whole order is refunded."""


PickupCommand = (
    Open | Confirm | Arrive | OpenRefund | EndRefund | Redeem | Undo | MarkMissed | SettleShortage | Cancel
)

__all__ = [
    "Arrive",
    "Cancel",
    "Confirm",
    "EndRefund",
    "MarkMissed",
    "Open",
    "OpenRefund",
    "PickupCommand",
    "Redeem",
    "SettleShortage",
    "Undo",
]
