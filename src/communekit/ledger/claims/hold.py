"""Hold policies: when what was earned may be paid out (冻结期)."""

from datetime import datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

import attrs

from communekit.period import Calendar, Duration, InvalidTimeError, instant, zone


class HoldFrom(Enum):
    """From when the hold runs (冻结起点)."""

    RECEIPT = "receipt"
    PAYMENT = "payment"
    FORMED = "formed"


@attrs.frozen(kw_only=True)
class Milestones:
    """What has happened to an order so far (订单节点); None for not yet."""

    paid_at: datetime = attrs.field(converter=instant)
    received_at: datetime | None = attrs.field(default=None, converter=attrs.converters.optional(instant))
    formed_at: datetime | None = attrs.field(default=None, converter=attrs.converters.optional(instant))
    after_sale_until: datetime | None = attrs.field(
        default=None, converter=attrs.converters.optional(instant)
    )
    """When the last after-sale case is closed, or its window ends, whichever is later; None where there is none."""
    after_sale_open: bool = False
    """Whether a case is open whose end is not known."""


def _zone(given: str | ZoneInfo) -> ZoneInfo:
    return zone(given) if isinstance(given, str) else given


def _hold_from(given: HoldFrom | str) -> HoldFrom:
    try:
        return HoldFrom(given)
    except ValueError:
        raise InvalidTimeError("no_hold_start", given) from None


@attrs.frozen(kw_only=True)
class HoldPolicy:
    """When what was earned on an order may be paid out (冻结期).

    By default seven days after receipt, and not before after-sale is closed. The end belongs to what follows: at that
    very moment the amount is free. `from_` PAYMENT or FORMED counts from there, whether or not the goods came. With
    `cutoffs` the amount is free at the next cut-off (结算日): the end of the calendar's period in which the hold ends,
    or that moment itself where a period begins with it.

    >>> policy = HoldPolicy(days=7)
    >>> facts = Milestones(paid_at="2026-03-01T08:00:00+08:00", received_at="2026-03-03T18:00:00+08:00")
    >>> policy.ends_at(facts).isoformat()
    '2026-03-10T10:00:00+00:00'
    """

    days: int = 7
    from_: HoldFrom = attrs.field(default=HoldFrom.RECEIPT, converter=_hold_from)
    after_sale: bool = True
    """Whether it also waits for after-sale to be closed."""
    cutoffs: Calendar | None = None
    last_held: bool = False
    """Whether the last moment still is of the hold, as in systems that ask for strictly later."""
    zone: ZoneInfo = attrs.field(factory=lambda: zone("Asia/Shanghai"), converter=_zone)

    def __attrs_post_init__(self) -> None:
        Duration.days(self.days)
        if self.cutoffs is not None and not isinstance(self.cutoffs, Calendar):
            raise InvalidTimeError("unknown_cycle", self.cutoffs)

    def confirmed_at(self, facts: Milestones) -> datetime | None:
        """Return when the condition was met from which the hold runs; None while it is not."""
        match self.from_:
            case HoldFrom.PAYMENT:
                return facts.paid_at
            case HoldFrom.RECEIPT:
                return facts.received_at
            case HoldFrom.FORMED:
                return facts.formed_at

    def ends_at(self, facts: Milestones) -> datetime | None:
        """Return the first moment at which the amount is free; None while that is not known. Days are those of `zone`."""
        start = self.confirmed_at(facts)
        if start is None or (self.after_sale and facts.after_sale_open):
            return None
        end = Duration.days(self.days).add_to(start, self.zone)
        if self.last_held:
            end += timedelta(microseconds=1)
        if self.after_sale and facts.after_sale_until is not None:
            end = max(end, facts.after_sale_until)
        if self.cutoffs is None:
            return end
        window = self.cutoffs.window_at(end)
        return end if window.start == end else window.end

    def is_over(self, facts: Milestones, at: datetime) -> bool:
        """Whether the amount is free at a moment."""
        end, moment = self.ends_at(facts), instant(at)
        return end is not None and end <= moment


__all__ = ["HoldFrom", "HoldPolicy", "Milestones"]
