"""Terms of pick-up (自提规则): how long goods wait, who hands them out, what may be undone, what becomes of the rest."""

from enum import Enum
from typing import Final
from zoneinfo import ZoneInfo

import attrs

from communekit.period import Duration
from communekit.period import zone as named_zone

from .errors import InvalidPickupError
from .value_check import check_count, check_kind

UNDO_MAX: Final = 10
"""No pick-up is undone more often. WeChat: a voucher is used and undone at most ten times."""


class WhenMissed(Enum):
    """What becomes of what nobody collected in time (逾期处理)."""

    REFUND = "refund"
    """The rest is refunded (退款), and not handed out any more."""
    KEEP = "keep"
    """It is kept (代存): whoever comes late still gets it."""
    DELIVER = "deliver"
    """It is delivered (改配送), and not handed out at the counter any more."""


class Staff(Enum):
    """Whose staff may hand out (核销权限)."""

    OWN_STORE = "own_store"
    """Of the store of the order alone (本店店员)."""
    SERVED_STORES = "served_stores"
    """Of any store that the point serves (自提点承接的门店)."""


class Way(Enum):
    """How goods change hands (交付方式)."""

    COUNTER = "counter"
    """At the counter (到店自提)."""
    LEADER_DELIVERY = "leader_delivery"
    """The leader brings them (团长配送)."""


def _zone(given: str | ZoneInfo) -> ZoneInfo:
    return named_zone(given) if isinstance(given, str) else given


@attrs.frozen(kw_only=True)
class PickupTerms:
    """The terms of a pick-up (自提规则), frozen into it when it is opened.

    Args:
        keep: How long goods wait once they can be collected (提货期), by the calendar of `zone`, above zero; None without end.
        zone: Whose days.
        missed: What becomes of what nobody collected in time.
        undo: How long a hand-over may be undone (可撤销时间), [hand-over, end).
        undo_max: How often, 0 to 10.
        staff: Whose staff may hand out.

    Errors: `InvalidPickupError` "unlike", "not_a_count", "nothing"; `InvalidTimeError`.

    >>> PickupTerms(keep=Duration.days(2)).missed
    <WhenMissed.REFUND: 'refund'>
    """

    keep: Duration | None = None
    zone: ZoneInfo = attrs.field(factory=lambda: named_zone("Asia/Shanghai"), converter=_zone)
    missed: WhenMissed = WhenMissed.REFUND
    undo: Duration = attrs.field(factory=lambda: Duration.minutes(30))
    undo_max: int = UNDO_MAX
    staff: Staff = Staff.OWN_STORE

    def __attrs_post_init__(self) -> None:
        check_kind("time to collect", self.keep, (Duration, type(None)))
        if self.keep is not None and not self.keep:
            raise InvalidPickupError("time to collect", self.keep.text, "nothing")
        check_kind("rule for what is missed", self.missed, WhenMissed)
        check_kind("time to undo", self.undo, Duration)
        check_count("number of undoings", self.undo_max, at_least=0, at_most=UNDO_MAX)
        check_kind("staff", self.staff, Staff)


__all__ = ["UNDO_MAX", "PickupTerms", "Staff", "Way", "WhenMissed"]
